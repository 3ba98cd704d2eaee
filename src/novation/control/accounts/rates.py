"""How often something may be done within a span of time: counted in rows that all processes share.

At most one row for each key, and for keys that anybody can invent a fixed number of rows altogether.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db.models import Case, F, When
from django.utils import timezone

from novation.control.accounts.at_rest import keyed_digest
from novation.control.accounts.models import Tally

LOTS = 4096
"""Strangers share so many rows: who is counted together with another is told to wait a little earlier, no more."""


def taken(rule: str, key: str, span: timedelta) -> int:
    """Counts one more within the present span; how many that makes. Two at once never count as one."""
    now = timezone.now()
    row = Tally.objects.filter(rule=rule, digest=keyed_digest(f"rate/{rule}", key))
    more = Case(When(last_at__lt=begun(now, span), then=1), default=F("count") + 1)
    if not row.update(count=more, last_at=now):
        first = Tally(rule=rule, digest=keyed_digest(f"rate/{rule}", key), last_at=begun(now, span))
        Tally.objects.bulk_create([first], ignore_conflicts=True)
        row.update(count=more, last_at=now)
    return int(row.values_list("count", flat=True).get())


def lot(key: str) -> str:
    """The row that a key shares with others: so whoever makes up keys fills no table."""
    return str(int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % LOTS)


def begun(now: datetime, span: timedelta) -> datetime:
    """When the span began in which `now` lies."""
    seconds = int(now.timestamp())
    length = int(span.total_seconds())
    return datetime.fromtimestamp(seconds - seconds % length, tz=now.tzinfo)


def left(now: datetime, span: timedelta) -> int:
    """Seconds until the next span begins."""
    return int((begun(now, span) + span - now).total_seconds()) + 1
