"""Writes the figures as JSON and Markdown, and puts the same tables into the pages of the documentation.

python -m benchmarks.discovery.pages    renders benchmarks/results/discovery.json again, without running anything
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from benchmarks.discovery import layout
from benchmarks.measuring import ROOT

PAGES = {
    "en": ROOT / "docs" / "explanation" / "discovery.md",
    "zh": ROOT / "docs" / "explanation" / "discovery.zh-CN.md",
}
_PLACE = re.compile(r"(<!-- figures:begin -->\n).*?(<!-- figures:end -->)", re.DOTALL)


def markdown(found: dict[str, Any], language: str) -> str:
    """All tables in one language."""
    return "\n".join(layout.every(found, language)).strip() + "\n"


def write(found: dict[str, Any], path: Path) -> None:
    """The JSON file, and the Markdown beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    path.with_suffix(".md").write_text(f"# Discovery: figures\n\n{markdown(found, 'en')}", "utf-8")


def refresh(found: dict[str, Any]) -> None:
    """Puts the tables between the marks of both pages; ValueError where a page has no such place."""
    for language, page in PAGES.items():
        text = page.read_text("utf-8")
        if not _PLACE.search(text):
            raise ValueError(f"{page.name} has no place for figures")
        new = _PLACE.sub(lambda m: f"{m.group(1)}\n{markdown(found, language)}\n{m.group(2)}", text)  # noqa: B023
        page.write_text(new, "utf-8")


if __name__ == "__main__":
    refresh(json.loads((ROOT / "benchmarks" / "results" / "discovery.json").read_bytes()))
    sys.exit(0)
