"""How often may be called: so many calls a minute for each token, fewer for each address that shows none.

Counted in the database, so the limit is that of the installation however many processes answer. A span begins with
the full minute; what was counted before is forgotten then.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from novation.control.accounts.rates import left, lot, taken
from novation.errors.api import RATE_EXCEEDED
from novation.ui.addresses import address_of

MINUTE = timedelta(minutes=1)
STRANGERS = 60


def count(request: HttpRequest, token: str) -> None:
    """Raises `rate.exceeded`; what is left goes into the response's headers."""
    limit = settings.API_CALLS_A_MINUTE
    rest = limit - taken("api-token", token, MINUTE)
    request.rate_left = (limit, max(rest, 0))  # type: ignore[attr-defined]
    if rest < 0:
        raise _exceeded()


def count_stranger(request: HttpRequest) -> None:
    """Calls without a valid token, by the address they come from (kept as a keyed digest). Raises `rate.exceeded`."""
    if taken("api-stranger", lot(address_of(request)), MINUTE) > STRANGERS:
        raise _exceeded()


def _exceeded() -> Exception:
    return RATE_EXCEEDED.error(seconds=left(timezone.now(), MINUTE))
