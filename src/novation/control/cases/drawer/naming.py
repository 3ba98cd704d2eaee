"""What a file is called: the name as it was given, without what could deceive a reader or a file system."""

from __future__ import annotations

import unicodedata

MAX_NAME = 180
_EXTENSION = 12


def shown_name(given: str) -> str:
    """NFC, no folders, no controls, no marks that turn the direction of writing; at most 180 characters.

    Rare characters stay. A name of which nothing is left is `file`.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    plain = " ".join("".join(" " if _hidden(char) else char for char in last).split())
    name = plain.lstrip(". ") or "file"
    return name if len(name) <= MAX_NAME else _cut(name)


def _hidden(char: str) -> bool:
    """Controls, marks of direction and other format characters, surrogates, unassigned code points, line ends.

    Private-use characters stay: names of people and places are still written with them.
    """
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


def _cut(name: str) -> str:
    """The end is kept: it tells people what kind of file it claims to be."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension) > _EXTENSION:
        return name[:MAX_NAME]
    return stem[: MAX_NAME - len(extension) - 2] + "…." + extension
