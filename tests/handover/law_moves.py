"""A project whose law moves: a copy of a shipped pack with something changed, put in its place by `[law] folders`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import tomlkit

from novation.law.loading import SHIPPED


def copied_pack(folder: Path, pack: str) -> Path:
    """A copy of a shipped pack in a folder of packs."""
    target = folder / pack
    shutil.copytree(SHIPPED / pack, target)
    return target


def rule_file(pack: Path, rule: str) -> Path:
    """The file of a pack in which a rule stands."""
    return next(
        f for f in sorted((pack / "rules").glob("*.yaml")) if f"- id: {rule}\n" in f.read_text("utf-8")
    )


def reworded(pack: Path, rule: str) -> None:
    """Gives a rule another title in Chinese; what it decides stays."""
    file = rule_file(pack, rule)
    text = file.read_text("utf-8")
    at = text.index(f"- id: {rule}\n")
    own = re.sub(r"title: \{zh: \"?[^,\"]*\"?,", 'title: {zh: "换了说法",', text[at:], count=1)
    assert own != text[at:]
    file.write_text(text[:at] + own, "utf-8")


def said_otherwise(pack: Path, rule: str, before: str, after: str) -> None:
    """Changes what a rule says, in its own lines."""
    file = rule_file(pack, rule)
    text = file.read_text("utf-8")
    at = text.index(before, text.index(f"- id: {rule}\n"))
    file.write_text(text[:at] + after + text[at + len(before) :], "utf-8")


def put(project: Path, packs: Path) -> None:
    """Names the folder of packs in novation.toml."""
    file = project / "novation.toml"
    document = tomlkit.parse(file.read_text("utf-8"))
    document["law"] = {"folders": [str(packs)]}
    file.write_text(tomlkit.dumps(document), "utf-8")


def want_signed(project: Path, *roles: str) -> None:
    """`[approval] classes`."""
    file = project / "novation.toml"
    document = tomlkit.parse(file.read_text("utf-8"))
    approval = document.setdefault("approval", tomlkit.table())
    approval["classes"] = list(roles)
    file.write_text(tomlkit.dumps(document), "utf-8")
