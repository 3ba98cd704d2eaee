"""Keyed tags of contacts: who holds the index without the work key cannot try telephone numbers against it."""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from novation.engine.expressions import plain_sql
from novation.linkage.identifiers import IDENTIFIER_SQL, bare_sql, namespace

_BLOCK = 64  # bytes of a block of SHA-256
_PURPOSE = b"novation people index v1"
CUSTOMER = "key.customer"
FINDING = (*IDENTIFIER_SQL, CUSTOMER)
"""Kinds that a person can be found by."""


class Tagger:
    """SQL of HMAC-SHA256 (RFC 2104) under a key derived from the work key (RFC 5869), cut to 128 bits."""

    def __init__(self, work_key: bytes) -> None:
        self._key = HKDF(SHA256(), 32, None, _PURPOSE).derive(work_key)
        padded = self._key.ljust(_BLOCK, b"\0")
        self._inner = bytes(byte ^ 0x36 for byte in padded).hex()
        self._outer = bytes(byte ^ 0x5C for byte in padded).hex()

    def sql(self, text: str) -> str:
        """The tag of a text as 64 hexadecimal digits, of which `halves` takes the first 32."""
        inner = f"sha256(unhex('{self._inner}') || encode({text}))"
        return f"sha256(unhex('{self._outer}') || unhex({inner}))"

    def of_reference(self, reference: str) -> tuple[int, int]:
        """The two halves of the tag of a subject reference, without SQL: it is written one way only."""
        tag = hmac.digest(self._key, reference_token(reference).encode(), "sha256")
        return int.from_bytes(tag[:8], "big"), int.from_bytes(tag[8:16], "big")

    @staticmethod
    def halves(tag: str) -> str:
        """The two columns `hi` and `lo` (UBIGINT) of a tag."""
        return (
            f"('0x' || substr({tag}, 1, 16))::UBIGINT AS hi, ('0x' || substr({tag}, 17, 16))::UBIGINT AS lo"
        )


def reference_token(reference: str) -> str:
    return f"ref:{reference}"


def bare_of(kind: str, column: str) -> str:
    """First step of what is tagged, the same for filling and for asking: the value as text, without what people write between its signs."""
    return plain_sql(column) if kind == CUSTOMER else bare_sql(kind, plain_sql(column))


def token_of(kind: str, bare: str) -> str:
    """Second step: the namespace and the verified form, or NULL. It names its argument many times, so the first is made before."""
    if kind == CUSTOMER:
        return f"'{CUSTOMER}:' || nullif({bare}, '')"
    return f"'{namespace(kind)}:' || {IDENTIFIER_SQL[kind](bare)}"
