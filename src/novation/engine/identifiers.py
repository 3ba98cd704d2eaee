"""How names and constants enter SQL text: the only two functions that quote."""

from __future__ import annotations

import re

from novation.errors.engine import BAD_NAME

_PART = re.compile(r"\w[\w.\-]*\Z")


def quote_identifier(name: str) -> str:
    """A column or table name as an SQL identifier; any text but NUL is allowed. Raises `engine.bad-name`."""
    if not name or "\0" in name:
        raise BAD_NAME.error(name=name.replace("\0", "␀"))
    return '"' + name.replace('"', '""') + '"'


def quote_text(value: str) -> str:
    """A constant as an SQL string literal; values that come from people belong in parameters instead."""
    if "\0" in value:
        raise BAD_NAME.error(name=value.replace("\0", "␀"))
    return "'" + value.replace("'", "''") + "'"


def check_copy_name(name: str) -> str:
    """A name of a working copy is a relative path without suffix (`tables/t01-members`). Raises `engine.bad-name`."""
    parts = name.split("/")
    if not all(_PART.match(part) and ".." not in part for part in parts):
        raise BAD_NAME.error(name=name)
    return name
