"""Bytes that should be UTF-8 text: what is not is read as GB18030 where that fits, else its faults are replaced."""

from __future__ import annotations

import pyarrow as pa


def to_text(raw: pa.Array) -> tuple[pa.Array, int]:
    """A binary array as text, and how many values were no UTF-8.

    Old programs stored the bytes of their own code page as text; only such a stretch is decoded one by one.
    """
    try:
        return raw.cast(pa.string()), 0
    except pa.ArrowInvalid:
        return _mend(raw)


def mended(value: bytes, declared: str) -> str:
    """Text in the encoding that it claims; where that is unknown or wrong, as above."""
    try:
        return value.decode(declared)
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        return value.decode()
    except UnicodeDecodeError:
        return _decode_old(value)


def _mend(raw: pa.Array) -> tuple[pa.Array, int]:
    faulty = 0
    mended: list[str | None] = []
    for value in raw.to_pylist():
        try:
            mended.append(None if value is None else value.decode())
        except UnicodeDecodeError:
            faulty += 1
            mended.append(_decode_old(value))
    return pa.array(mended, pa.string()), faulty


def _decode_old(value: bytes) -> str:
    try:
        return value.decode("gb18030")
    except UnicodeDecodeError:
        return value.decode("utf-8", errors="replace")
