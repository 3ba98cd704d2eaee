"""The console's threat model names a test for each claim; each of them exists, and both languages name the same."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs/explanation" / f"threat-model-console{ending}" for ending in (".md", ".zh-CN.md")]


def named(page: Path) -> list[str]:
    return re.findall(r"`(test_\w+)`", page.read_text("utf-8"))


def test_every_test_that_the_threat_model_names_exists() -> None:
    written = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", written, re.M))
    for page in PAGES:
        assert named(page) and not set(named(page)) - there, page.name


def test_every_claim_has_a_test_and_both_languages_the_same() -> None:
    assert named(PAGES[0]) == named(PAGES[1])
    for page in PAGES:
        rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
        assert all("`test_" in row or row.endswith(("| test |", "| 测试 |")) for row in rows)
