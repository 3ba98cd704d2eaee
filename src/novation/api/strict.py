"""JSON read strictly: one object, UTF-8, no name twice, no NaN, no halves of characters, no deep nesting."""

from __future__ import annotations

import json
from typing import Any

from novation.errors.api import BODY_MALFORMED

MAX_DEPTH = 20


def read(body: bytes) -> dict[str, Any]:
    """Raises `body.malformed`."""
    try:
        text = body.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_never)
        _check(value, 0)
    except (ValueError, RecursionError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise BODY_MALFORMED.error() from None
    if not isinstance(value, dict):
        raise BODY_MALFORMED.error()
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _never(name: str) -> Any:
    raise ValueError(name)


def _check(value: Any, depth: int) -> None:
    """Strings must be encodable: a lone surrogate would only fail in the database."""
    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, list):
        for one in value:
            _check(one, depth + 1)
    elif isinstance(value, dict):
        for name, one in value.items():
            _check(name, depth + 1)
            _check(one, depth + 1)
