"""Canonical JSON (RFC 8785, JCS): one value has one sequence of bytes, so digests and signatures mean something."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import numpy as np
import rfc8785

from novation.errors.evidence import (
    DIGEST_MALFORMED,
    JSON_DUPLICATE_KEY,
    JSON_MALFORMED,
    JSON_NOT_CANONICAL,
    JSON_NOT_REPRESENTABLE,
    JSON_TOO_DEEP,
    JSON_TOO_LARGE,
)

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 64
_LONGEST_NUMBER = 25  # "-2.2250738585072014e-308" has 24 characters
_SAFE = 2**53 - 1
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def encode(value: Any) -> bytes:
    """The canonical bytes of a value of dicts, lists, strings, numbers, booleans and None.

    Raises `json.not-representable`, `json.too-deep`.
    """
    plain = _plainly(value)
    if plain is not None:
        return plain
    _check_depth(value)
    try:
        return rfc8785.dumps(value)
    except ValueError as problem:  # the library's own error is a ValueError, as is that of a lone surrogate
        raise JSON_NOT_REPRESENTABLE.error() from problem


_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')
_LONG_INTEGER = re.compile(rb"[0-9]{16}")
_STEPS = np.zeros(256, np.int32)
_STEPS[list(b"[{")] = 1
_STEPS[list(b"]}")] = -1


class _NotPlain(ValueError):
    """The value needs the full encoder."""


def _plainly(value: Any) -> bytes | None:
    """The same bytes a hundred times faster, for values in which `json` and RFC 8785 cannot differ; else None.

    They differ only in floats, integers beyond 2^53, keys beyond the BMP (sorted by UTF-16 there), and in what
    `json` would quietly convert (keys that are no strings, tuples), which reading back brings to light.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        data = text.encode("utf-8")
        bare = _STRINGS.sub(b"", data)
        if max(text) > "\uffff" or _LONG_INTEGER.search(bare):
            return None
        depth = np.cumsum(_STEPS[np.frombuffer(bare, np.uint8)]).max(initial=0)
        return data if depth <= MAX_DEPTH and json.loads(text, parse_float=_no_float) == value else None
    except (TypeError, ValueError, RecursionError):
        return None


def _no_float(_text: str) -> float:
    raise _NotPlain


def digest(value: Any) -> str:
    """`sha256:<64 hex>` over the canonical bytes of a value."""
    return digest_bytes(encode(value))


def digest_bytes(data: bytes) -> str:
    """`sha256:<64 hex>` over bytes as they are."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def is_digest(text: object) -> bool:
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def digest_to_bytes(text: str) -> bytes:
    """The 32 bytes of a written digest; raises `digest.malformed`."""
    if not is_digest(text):
        raise DIGEST_MALFORMED.error()
    return bytes.fromhex(text.removeprefix("sha256:"))


def parse(data: bytes, *, max_bytes: int = MAX_BYTES) -> Any:
    """Reads bytes that must be canonical: `encode(parse(data)) == data` always holds.

    Raises `json.too-large`, `json.too-deep`, `json.malformed`, `json.duplicate-key`,
    `json.not-representable`, `json.not-canonical`.
    """
    if len(data) > max_bytes:
        raise JSON_TOO_LARGE.error(limit=max_bytes)
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except RecursionError as problem:
        raise JSON_TOO_DEEP.error(limit=MAX_DEPTH) from problem
    except ValueError as problem:  # JSONDecodeError and UnicodeDecodeError
        raise JSON_MALFORMED.error() from problem
    if encode(value) != data:
        raise JSON_NOT_CANONICAL.error()
    return value


def _check_depth(value: Any) -> None:
    """Level by level, without recursion: hostile input must not reach the recursive encoder."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [child for item in level for child in _children(item)]
        if not level:
            return
    raise JSON_TOO_DEEP.error(limit=MAX_DEPTH)


def _children(item: Any) -> list[Any]:
    if isinstance(item, dict):
        return [v for v in item.values() if isinstance(v, dict | list | tuple)]
    if isinstance(item, list | tuple):
        return [v for v in item if isinstance(v, dict | list | tuple)]
    return []


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise JSON_DUPLICATE_KEY.error()
    return result


def _integer(text: str) -> int | float:
    # RFC 8785 §3.2.2.3: every number is a double. An integer beyond 2^53 is canonical only as a double writes it.
    if len(text) > _LONGEST_NUMBER:
        raise JSON_NOT_REPRESENTABLE.error()
    value = int(text)
    return value if -_SAFE <= value <= _SAFE else float(text)


def _float(text: str) -> float:
    if len(text) > _LONGEST_NUMBER:
        raise JSON_NOT_REPRESENTABLE.error()
    return float(text)


def _constant(_text: str) -> float:
    raise JSON_NOT_REPRESENTABLE.error()
