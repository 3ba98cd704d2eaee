"""How often may be called: so many calls a minute for each token, fewer for each address that shows none.

Counted in Django's cache. The default one is of each process, so the limit of an installation is that of one process
times their number; a shared cache makes it exact.
"""

from __future__ import annotations

import hashlib
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from novation.errors.api import RATE_EXCEEDED

WINDOW = 60
STRANGERS = 60


def count(request: HttpRequest, token: str) -> None:
    """Raises `rate.exceeded`; what is left goes into the response's headers."""
    limit = settings.API_CALLS_A_MINUTE
    left = limit - _taken(f"token:{token}")
    request.rate_left = (limit, max(left, 0))  # type: ignore[attr-defined]
    if left < 0:
        raise _exceeded()


def count_stranger(request: HttpRequest) -> None:
    """Calls without a valid token, by the address they come from (kept as a digest for a minute). Raises `rate.exceeded`."""
    who = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:32]
    if _taken(f"stranger:{who}") > STRANGERS:
        raise _exceeded()


def _taken(name: str) -> int:
    key = f"novation-rate:{name}:{int(time.time()) // WINDOW}"
    cache.add(key, 0, WINDOW * 2)
    return int(cache.incr(key))


def _exceeded() -> Exception:
    return RATE_EXCEEDED.error(seconds=WINDOW - int(time.time()) % WINDOW)
