"""Reads the word lists of this room; every scalar stays the text that is written (`on`, `NO`, `001`)."""

from __future__ import annotations

from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

_Word = TypeVar("_Word", bound=Enum)
_LOADER: Any = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)  # ten times as fast where PyYAML was built with libyaml


@cache
def load(name: str) -> dict[str, Any]:
    """A YAML file of this package as text, lists and mappings."""
    content = (files("novation.inventory") / name).read_text(encoding="utf-8")
    table = yaml.load(content, Loader=_LOADER)  # nosec B506 - the base loader makes text only
    if not isinstance(table, dict):
        raise TypeError(f"{name} is not a mapping")
    return table


def term(vocabulary: type[_Word], word: str) -> _Word:
    """The member that a file names; ValueError where the vocabulary has no such word."""
    return vocabulary(word)
