"""The documentation's own builder, importable, and the pages that are checked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "docs"))

_FOLDERS = ("docs", "examples", "changes", "conformance", "benchmarks")


def all_pages() -> list[Path]:
    """Every Markdown page of the project that people read, those of the law packs included."""
    found = [*ROOT.glob("*.md"), *(p for f in _FOLDERS for p in (ROOT / f).rglob("*.md"))]
    return sorted([*found, *(ROOT / "src").rglob("*.md")])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "page" in metafunc.fixturenames:
        pages = all_pages()
        metafunc.parametrize("page", pages, ids=[p.relative_to(ROOT).as_posix() for p in pages])


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
