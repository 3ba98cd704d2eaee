"""Puts the change fragments of this folder into CHANGELOG.md under a version; `--check` only reads them.

python changes/assemble.py 0.2.0
python changes/assemble.py --check
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHANGELOG = HERE.parent / "CHANGELOG.md"
MARK = "<!-- releases -->"
HEADINGS = ("Added", "Changed", "Fixed", "Removed", "Security")
_ENTRY = re.compile(r"- en: (?P<en>\S.*)\n  zh: (?P<zh>\S.*)\n?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

Entries = dict[str, list[str]]


def read(name: str, text: str) -> Entries:
    """Entries of one fragment by heading. Raises ValueError, naming the file, for anything that is not one."""
    found: Entries = {}
    parts = re.split(r"^### (.+)\n", text, flags=re.MULTILINE)
    if parts[0].strip() or len(parts) < 3:
        raise ValueError(f"{name}: begins with a heading, one of {', '.join(HEADINGS)}")
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        if heading not in HEADINGS:
            raise ValueError(f"{name}: no such heading: {heading}")
        if not body.strip() or _ENTRY.sub("", body).strip():
            raise ValueError(f"{name}: under {heading}, each entry is a line “- en: …” and a line “  zh: …”")
        for entry in _ENTRY.finditer(body):
            if not _CHINESE.search(entry["zh"]):
                raise ValueError(f"{name}: the zh line of an entry under {heading} is not Chinese")
            found.setdefault(heading, []).append(f"- {entry['en']}\n  {entry['zh']}\n")
    return found


def fragments(folder: Path = HERE) -> list[Path]:
    return sorted(p for p in folder.glob("*.md") if p.name != "README.md")


def release(version: str, on: date, folder: Path = HERE) -> str:
    """The section of one version: all entries, by heading, files in the order of their names."""
    gathered: Entries = {}
    for path in fragments(folder):
        for heading, entries in read(path.name, path.read_text("utf-8")).items():
            gathered.setdefault(heading, []).extend(entries)
    blocks = [f"### {h}\n\n{''.join(gathered[h])}" for h in HEADINGS if h in gathered]
    return f"## {version} ({on.isoformat()})\n\n" + "\n".join(blocks)


def assemble(version: str, on: date, folder: Path = HERE, changelog: Path = CHANGELOG) -> None:
    """Writes the section below the mark and removes the fragments."""
    section = release(version, on, folder)
    before, mark, after = changelog.read_text("utf-8").partition(MARK)
    if not mark:
        raise ValueError(f"{changelog.name}: the line {MARK} is missing")
    changelog.write_text(f"{before}{mark}\n\n{section}{after}", encoding="utf-8")
    for path in fragments(folder):
        path.unlink()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Change fragments into CHANGELOG.md")
    parser.add_argument("version", nargs="?")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(arguments)
    if not asked.version and not asked.check:
        parser.error("a version, or --check")
    try:
        if asked.check:
            release("unreleased", date.today())
        else:
            assemble(asked.version, date.today())
    except ValueError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
