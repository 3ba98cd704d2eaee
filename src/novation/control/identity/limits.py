"""How often somebody may try: by contact, by address and in all, counted in rows that all processes share."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from novation.control.identity.models import Code, Knock
from novation.errors.identity import TOO_MANY

HOUR = timedelta(hours=1)
CODES_AN_HOUR = 3
KNOCKS_AN_HOUR = 30
CODES_IN_ALL = 20_000
"""Codes of one case in an hour, whoever asks: more than customers ask for, and the most a flood can leave behind."""
_AT_ONCE = 50
_CODES_STAY = timedelta(days=1)


def keyed(*parts: str) -> str:
    """A digest under the installation's secret: the table holds no contact and no address."""
    message = "\x1f".join(parts).encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def knock(address: str) -> None:
    """Counts an attempt from a network address; raises `code.too-many`. Known and unknown contacts count alike."""
    _take(keyed("origin", address), KNOCKS_AN_HOUR)


def may_have_code(case: str, contact: str) -> None:
    """Counts a code for a contact (by its keyed digest); raises `code.too-many` where it had its codes for this hour."""
    _take(contact, CODES_AN_HOUR)
    _take(keyed("codes", case), CODES_IN_ALL)


def _take(key: str, most: int) -> None:
    """One more within the hour that the first one began.

    Whoever is over the limit costs one look at one row and writes nothing, so a flood keeps nobody waiting. The database
    adds up, so attempts that come at once through several processes count each.
    """
    now = timezone.now()
    held = Knock.objects.filter(origin=key).first()
    if held is None:
        _forget(now)
        Knock.objects.bulk_create([Knock(origin=key, since=now, count=0)], ignore_conflicts=True)
    elif held.since <= now - HOUR:
        Knock.objects.filter(origin=key, since=held.since).update(since=now, count=0)
    elif held.count >= most:
        raise TOO_MANY.error()
    if not Knock.objects.filter(origin=key, count__lt=most).update(count=F("count") + 1):
        raise TOO_MANY.error()


def _forget(now: datetime) -> None:
    """Whoever comes anew clears away a few that are over: the tables stay as small as an hour and a day are."""
    over = Knock.objects.filter(since__lt=now - HOUR).order_by("since").values("pk")[:_AT_ONCE]
    Knock.objects.filter(pk__in=over).delete()
    old = Code.objects.filter(expires_at__lt=now - _CODES_STAY).order_by("expires_at").values("pk")[:_AT_ONCE]
    Code.objects.filter(pk__in=old).delete()
