"""Strict Ed25519 verification (RFC 8032): OpenSSL's check, less the keys and signatures that are nobody's."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_FIELD = 2**255 - 19
_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER_Y = frozenset({0, 1, _FIELD - 1, _ORDER_8_Y, _FIELD - _ORDER_8_Y})
"""The y coordinates of the eight points whose order divides the cofactor 8."""


def verify(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether 64 bytes are a signature of the message by the 32 bytes of a public key.

    On top of RFC 8032 §5.1.7 without the cofactor, as OpenSSL and OpenSSH do it, this refuses points that are
    not canonically encoded and points of small order, for A and for R: with such a key one signature
    fits many messages, so it would bind nobody.
    """
    if len(public_key) != 32 or len(signature) != 64:
        return False
    if not (_is_sound_point(public_key) and _is_sound_point(signature[:32])):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _is_sound_point(encoded: bytes) -> bool:
    y = int.from_bytes(encoded, "little") & (2**255 - 1)  # the top bit is the sign of x
    return y < _FIELD and y not in _SMALL_ORDER_Y
