"""Reads JSON of strangers: bounded, without repeated keys, and JWTs by their claims alone, never trusting a signature."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable
from typing import Any

MAX_TEXT = 500
"""Characters of one value; no key, purpose or word of a consent is longer."""

MAX_DEPTH = 40
_JWT = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Unreadable(ValueError):
    """The bytes are no JSON that may be read; the message says why and holds nothing of them."""


def parse(content: bytes) -> Any:
    """One JSON value. Raises `Unreadable`."""
    try:
        text = content.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8") from None
    except json.JSONDecodeError as wrong:
        raise Unreadable(f"line {wrong.lineno}: {wrong.msg}") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except Unreadable:
        raise
    except ValueError:  # a number of thousands of digits
        raise Unreadable("a number that is too long") from None
    if not _is_shallow(value):
        raise Unreadable("nested too deeply")
    return value


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Unreadable("a key stands twice in one object")
        found[key] = value
    return found


def _refuse(_: str) -> Any:
    raise Unreadable("a number that JSON does not have")


def _is_shallow(value: Any) -> bool:
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return True
    return not any(isinstance(each, dict | list) for each in level)


def is_jwt(content: bytes) -> bool:
    return _JWT.match(content.strip()) is not None


def claims(content: bytes) -> Any:
    """The claims of a JWT in compact form; the signature is not looked at. Raises `Unreadable`."""
    payload = content.strip().split(b".")[1]
    try:
        return parse(base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4)))
    except binascii.Error:
        raise Unreadable("not base64url") from None


def plain(value: Any) -> str | None:
    """A value as text of one line; None where it is no text, too long, or holds what a text may not."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip() if isinstance(value, str) else f"{value:d}"
    if len(text) > MAX_TEXT or _CONTROL.search(text):
        return None
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return None
    return text
