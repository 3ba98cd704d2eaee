"""Which pages are generated, and by what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from builder import commands, errors_page, exits, kinds, laws, permissions, records, settings_page, vocabulary
from novation.law import load_packs
from novation.messages import Language

DOCS = Path(__file__).resolve().parent.parent
ROOT = DOCS.parent

_IN_BOTH: dict[str, Callable[[Language], str]] = {
    "reference/commands": commands.render,
    "reference/errors": errors_page.render,
    "reference/law-packs": laws.render,
    "reference/permissions": permissions.render,
    "reference/settings": settings_page.render,
    "glossary": vocabulary.render,
}

PAGES: dict[str, Callable[[], str]] = {
    **{f"{stem}.md": partial(render, "en") for stem, render in _IN_BOTH.items()},
    **{f"{stem}.zh-CN.md": partial(render, "zh") for stem, render in _IN_BOTH.items()},
    **{
        f"{laws.FOLDER}/{pack}{suffix}": partial(laws.render_pack, pack, language)
        for pack in load_packs().ids
        for suffix, language in ((".md", "en"), (".zh-CN.md", "zh"))
    },
    "reference/exit-codes.md": exits.render,
    "reference/kinds.md": kinds.render,
    "reference/records.md": records.render,
}
"""Path under docs/ → what renders it. Bilingual pages have one file."""


def stale() -> list[str]:
    """Pages that are not what the code would make now."""
    return [name for name, render in PAGES.items() if _read(DOCS / name) != render()]


def write() -> list[str]:
    """Writes what is stale; returns the names."""
    changed = stale()
    for name in changed:
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGES[name](), encoding="utf-8")
    return changed


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
