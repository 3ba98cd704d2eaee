"""Links and addresses in the pages."""

from __future__ import annotations

import re
from pathlib import Path

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^ *```.*?^ *```$|`[^`\n]*`", re.DOTALL | re.MULTILINE)
_MACHINE = re.compile(r"(?<![\w.])/(?:work|home|root|Users|tmp|mnt|opt)/\w")
_REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|crates|conda)\.(?:org|io|com)\b", re.IGNORECASE)


def _slug(heading: str) -> str:
    """The anchor that hosts of Markdown make of a heading."""
    bare = re.sub(r"[`*]|\[|\]\([^)]*\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", bare).replace(" ", "-")


def _anchors(path: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    found: dict[str, int] = {}
    anchors = set()
    for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE):
        slug = _slug(heading)
        anchors.add(f"{slug}-{found[slug]}" if slug in found else slug)
        found[slug] = found.get(slug, 0) + 1
    return anchors


def test_every_relative_link_leads_somewhere(page: Path) -> None:
    dead = []
    for target in _LINK.findall(_CODE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (page.parent / file).resolve() if file else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in _anchors(path)):
            dead.append(target)
    assert dead == []


def test_no_page_names_a_path_of_somebodys_machine_or_a_package_registry(page: Path) -> None:
    text = page.read_text("utf-8")
    assert _MACHINE.findall(text) == []
    assert _REGISTRY.findall(text) == []


def test_every_page_of_the_documentation_is_reached_from_its_index(root: Path) -> None:
    reached = {root / "docs" / "README.md"}
    open_pages = list(reached)
    while open_pages:
        page = open_pages.pop()
        for target in _LINK.findall(_CODE.sub("", page.read_text("utf-8"))):
            path = (page.parent / target.partition("#")[0]).resolve()
            if path.suffix == ".md" and path.is_file() and path not in reached:
                reached.add(path)
                open_pages.append(path)
    lost = [p.name for p in (root / "docs").rglob("*.md") if p.resolve() not in reached]
    assert lost == []
