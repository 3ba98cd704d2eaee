"""The opaque token of a notice's link: it names case, person, notice and expiry, and can be made by nobody else.

AES-SIV (RFC 5297) under a key derived from the installation's secret: the same link comes out the same, so that
nothing has to be stored for a million notices, and nothing can be read out of an address.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from novation.errors.identity import LINK_EXPIRED, LINK_INVALID

_PURPOSE = b"novation customer link v1"
MAX_TOKEN = 400


@dataclass(frozen=True, slots=True)
class Link:
    """`subject` is the reference of the linkage; `notice` the reference of what the link came with."""

    case: str
    subject: str
    notice: str
    expires_at: datetime


class Links:
    """Makes and reads tokens; `secret`: the installation's."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESSIV(HKDF(SHA256(), 64, None, _PURPOSE).derive(secret.encode()))

    def token(self, link: Link) -> str:
        expires = int(link.expires_at.timestamp())
        plain = json.dumps([link.case, link.subject, link.notice, expires], separators=(",", ":"))
        return _written(self._cipher.encrypt(plain.encode(), None))

    def read(self, token: str, now: datetime | None = None) -> Link:
        """Raises `link.invalid` for anything this installation did not make, `link.expired`."""
        if not token or len(token) > MAX_TOKEN:
            raise LINK_INVALID.error()
        try:
            sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            if _written(sealed) != token:  # written otherwise it would count as another link
                raise LINK_INVALID.error()
            case, subject, notice, expires = json.loads(self._cipher.decrypt(sealed, None))
        except (InvalidTag, binascii.Error, ValueError) as problem:
            raise LINK_INVALID.error() from problem
        link = Link(case, subject, notice, datetime.fromtimestamp(expires, UTC))
        if link.expires_at <= (now or datetime.now(UTC)):
            raise LINK_EXPIRED.error()
        return link


def _written(sealed: bytes) -> str:
    """The one way a token is written."""
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")
