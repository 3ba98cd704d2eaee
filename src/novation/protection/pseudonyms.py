"""Keyed pseudonyms in SQL: HMAC-SHA-256 (RFC 2104), under one key the same value always the same, in every table."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from novation.engine.expressions import plain_sql

_BLOCK = 64
_LENGTH = 32  # hex digits kept: 128 bits
_MOBILES = frozenset({"cn.mobile", "generic.phone"})
_NEVER_GIVEN = "12"
"""No Chinese mobile number begins so: a number that keeps its form must be nobody's."""


def derived_key(key: bytes, purpose: str) -> bytes:
    """A key for one purpose only (RFC 5869), so that pseudonyms of different purposes cannot be laid side by side."""
    return HKDF(SHA256(), 32, None, b"novation pseudonyms v1 " + purpose.encode()).derive(key)


def pseudonym_sql(column: str, key: bytes) -> str:
    """The pseudonym of a text column; NULL and empty stay what they are, so that "nothing" is not masked data."""
    value = plain_sql(column)
    return f"CASE WHEN {value} = '' THEN {column}::VARCHAR ELSE 'p_' || substr({_digest(value, key)}, 1, {_LENGTH}) END"


def shaped_sql(column: str, key: bytes, kind: str = "") -> str:
    """A pseudonym of the same shape: digits for digits, letters for letters, other signs as they are, at most 64.

    It is for systems that refuse anything else. It cannot be undone, two values may rarely share one, and it is made
    so that it reaches nobody: mail goes to `.invalid`, mobile numbers begin as none does.
    """
    value = plain_sql(column)
    digest = _digest(value, key)
    if kind == "generic.email":
        shaped = f"'p' || substr({digest}, 1, 16) || '@example.invalid'"
    else:
        shaped = _letters(value, digest)
    if kind in _MOBILES:
        shaped = f"CASE WHEN regexp_full_match({value}, '1[0-9]{{10}}') THEN '{_NEVER_GIVEN}' || substr({shaped}, 3) ELSE {shaped} END"
    return f"CASE WHEN {value} = '' THEN {column}::VARCHAR ELSE {shaped} END"


def _letters(value: str, digest: str) -> str:
    """Each sign from one byte of a digest of 32, taken round; signs of other scripts all become one."""
    sign = f"substr({value}, i::INT, 1)"
    byte = f"('0x' || substr({digest}, 2 * ((i - 1) % 32)::INT + 1, 2))::INT"
    one = (
        f"CASE WHEN {sign} BETWEEN '0' AND '9' THEN chr(48 + {byte} % 10) "
        f"WHEN {sign} BETWEEN 'A' AND 'Z' THEN chr(65 + {byte} % 26) "
        f"WHEN {sign} BETWEEN 'a' AND 'z' THEN chr(97 + {byte} % 26) "
        f"WHEN unicode({sign}) < 128 THEN {sign} ELSE '某' END"
    )
    return f"array_to_string(list_transform(range(1, least(length({value}), 64) + 1), lambda i: {one}), '')"


def _digest(value: str, key: bytes) -> str:
    padded = key.ljust(_BLOCK, b"\0")
    inner = _blob(bytes(b ^ 0x36 for b in padded))
    outer = _blob(bytes(b ^ 0x5C for b in padded))
    return f"sha256({outer} || unhex(sha256({inner} || encode({value}))))"


def _blob(data: bytes) -> str:
    return "'" + "".join(f"\\x{b:02X}" for b in data) + "'::BLOB"
