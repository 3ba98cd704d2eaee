"""Codes of a generator (RFC 6238): a shared secret, a code each thirty seconds, each accepted once."""

from __future__ import annotations

import base64
import io
import secrets
from urllib.parse import quote, urlencode

import segno
from django.utils import timezone
from django_otp.oath import TOTP

from novation.control.accounts.at_rest import seal, unseal
from novation.control.accounts.models import Person, TotpSecret

_PURPOSE = "totp"
_TOLERANCE = 1


def start(person: Person) -> TotpSecret:
    """A new secret that does not count until a first code confirms it; one that was begun before is replaced."""
    sealed = seal(_PURPOSE, person.ref, secrets.token_bytes(20))
    TotpSecret.objects.filter(person=person, confirmed_at=None).delete()
    return TotpSecret.objects.create(person=person, sealed=sealed)


def accepts(secret: TotpSecret, code: str) -> bool:
    """Whether the code is right now and was not used: a code that was accepted, and any before it, never is again."""
    key = _key(secret)
    digits = code.replace(" ", "")
    if key is None or not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        return False
    generator = TOTP(key)
    if not generator.verify(int(digits), tolerance=_TOLERANCE, min_t=secret.last_step + 1):
        return False
    # Of two requests with the same code, one finds the row as it was read.
    taken = TotpSecret.objects.filter(pk=secret.pk, last_step=secret.last_step).update(
        last_step=generator.t()
    )
    return taken == 1


def confirm(secret: TotpSecret) -> None:
    TotpSecret.objects.filter(pk=secret.pk).update(confirmed_at=timezone.now())


def address(secret: TotpSecret, email: str) -> str:
    """The `otpauth:` address that a generator reads from the QR code."""
    label = quote(f"Novation:{email}", safe="")
    return f"otpauth://totp/{label}?" + urlencode({"secret": spelled(secret), "issuer": "Novation"})


def spelled(secret: TotpSecret) -> str:
    """The secret as it is typed by hand."""
    return base64.b32encode(_key(secret) or b"").decode().rstrip("=")


def picture(secret: TotpSecret, email: str) -> bytes:
    """The QR code as an SVG file."""
    out = io.BytesIO()
    segno.make(address(secret, email), error="m").save(
        out, kind="svg", scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return out.getvalue()


def _key(secret: TotpSecret) -> bytes | None:
    return unseal(_PURPOSE, secret.person.ref, bytes(secret.sealed))
