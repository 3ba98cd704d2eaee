"""The threat models name a test for each claim; each of them exists, and both languages name the same."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENDINGS = (".md", ".zh-CN.md")
PAGES = [ROOT / "docs/explanation" / f"threat-model-console{ending}" for ending in ENDINGS]
NAMES = ("threat-model-console", "threats-to-accounts", "threat-model")
EVERY = [[ROOT / "docs/explanation" / f"{name}{ending}" for ending in ENDINGS] for name in NAMES]


def named(page: Path) -> list[str]:
    return re.findall(r"`(test_\w+)`", page.read_text("utf-8"))


def test_every_test_that_the_threat_model_names_exists() -> None:
    written = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", written, re.M))
    for page in (page for pages in EVERY for page in pages):
        assert named(page) and not set(named(page)) - there, (page.name, set(named(page)) - there)


def test_every_claim_has_a_test_and_both_languages_the_same() -> None:
    for english, chinese in EVERY:
        assert named(english) == named(chinese), english.name
    for page in PAGES:
        rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
        assert all("`test_" in row or row.endswith(("| test |", "| 测试 |")) for row in rows)
