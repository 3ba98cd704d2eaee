"""How often somebody may try: by contact and by address, counted over an hour."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from novation.control.identity.models import Code, Knock
from novation.errors.identity import TOO_MANY

HOUR = timedelta(hours=1)
CODES_AN_HOUR = 3
KNOCKS_AN_HOUR = 30


def keyed(*parts: str) -> str:
    """A digest under the installation's secret: the table holds no contact and no address."""
    message = "\x1f".join(parts).encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def knock(address: str) -> None:
    """Counts an attempt from a network address; raises `code.too-many`. Known and unknown contacts count alike."""
    origin = keyed("origin", address)
    since = timezone.now() - HOUR
    Knock.objects.filter(at__lt=since).delete()
    if Knock.objects.filter(origin=origin, at__gte=since).count() >= KNOCKS_AN_HOUR:
        raise TOO_MANY.error()
    Knock.objects.create(origin=origin)


def may_have_code(contact: str) -> None:
    """Raises `code.too-many` where a contact had its codes for this hour."""
    since = timezone.now() - HOUR
    if Code.objects.filter(contact=contact, made_at__gte=since).count() >= CODES_AN_HOUR:
        raise TOO_MANY.error()
