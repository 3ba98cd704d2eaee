"""Change fragments and how they become a section of the changelog."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

GOOD = "### Added\n\n- en: A thing.\n  zh: 一件事。\n\n### Fixed\n\n- en: Another.\n  zh: 另一件。\n"


@pytest.fixture(scope="module")
def assembling(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("assemble", root / "changes" / "assemble.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_fragments_that_are_there_can_be_assembled(assembling: ModuleType, root: Path) -> None:
    text = assembling.release("9.9.9", date(2030, 1, 2))
    assert text.startswith("## 9.9.9 (2030-01-02)")
    assert "<!-- releases -->" in (root / "CHANGELOG.md").read_text("utf-8")


def test_a_release_takes_every_entry_once_newest_first_and_removes_the_fragments(
    assembling: ModuleType, tmp_path: Path
) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changes\n\n<!-- releases -->\n", "utf-8")
    for version, names in (("0.1.0", "ab"), ("0.2.0", "c")):
        for name in names:
            (tmp_path / f"{name}.md").write_text(GOOD.replace("A thing", f"Thing {name}"), "utf-8")
        changelog.rename(tmp_path / "log.txt")
        assembling.assemble(version, date(2030, 1, 2), tmp_path, tmp_path / "log.txt")
        (tmp_path / "log.txt").rename(changelog)
    text = changelog.read_text("utf-8")
    assert [text.count(f"Thing {name}") for name in "abc"] == [1, 1, 1]
    assert text.index("## 0.2.0") < text.index("## 0.1.0")
    assert text.index("Thing a") < text.index("Thing b") < text.rindex("### Fixed")
    assert list(tmp_path.glob("[abc].md")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("just words\n", "begins with a heading"),
        ("### Newness\n\n- en: A.\n  zh: 一。\n", "no such heading"),
        ("### Added\n\n- en: Only one language.\n", "each entry"),
        ("### Added\n\n- en: Twice.\n  zh: English again.\n", "not Chinese"),
        ("### Added\n\n", "each entry"),
    ],
)
def test_a_fragment_of_another_shape_is_refused(assembling: ModuleType, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        assembling.read("x.md", text)
