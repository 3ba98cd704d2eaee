"""A visit: half an hour from the last step, in a session that knows a case and a subject reference and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from novation.control.cases.models import Case
from novation.control.consent.customer import Customer

_CUSTOMER, _SEEN = "customer", "seen"
_OFTEN = timedelta(minutes=1)


def begin(request: HttpRequest, customer: Customer) -> None:
    """A new session with a new key: whatever was known of the browser before is forgotten."""
    request.session.flush()
    request.session[_CUSTOMER] = [customer.case, customer.subject]
    request.session[_SEEN] = timezone.now().isoformat()


def end(request: HttpRequest) -> None:
    request.session.flush()


def customer(request: HttpRequest, case: Case) -> Customer | None:
    """Who is in, for this case; a session of staff or of another case is nobody here."""
    held: Any = request.session.get(_CUSTOMER)
    if not held or held[0] != case.ref:
        return None
    if timezone.now() - datetime.fromisoformat(request.session[_SEEN]) > _lasts():
        end(request)
        return None
    return Customer(*held)


def was_here(request: HttpRequest) -> bool:
    """Whether the browser shows the cookie of a visit that is over; one that is still coming in was not yet here."""
    return bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME)) and request.session.is_empty()


def go_on(request: HttpRequest) -> None:
    """Every step prolongs the visit; it is written at most once a minute."""
    now = timezone.now()
    if now - datetime.fromisoformat(request.session[_SEEN]) > _OFTEN:
        request.session[_SEEN] = now.isoformat()
    request.closes_at = datetime.fromisoformat(request.session[_SEEN]) + _lasts()  # type: ignore[attr-defined]


def prolong(request: HttpRequest) -> None:
    request.session[_SEEN] = timezone.now().isoformat()


def _lasts() -> timedelta:
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)
