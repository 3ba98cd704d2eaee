"""What every call passes on its way in and out: a number, a limit on its body, and headers."""

from __future__ import annotations

import functools
import re
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from novation.api import problems
from novation.errors.api import BODY_TOO_LARGE, METHOD_WRONG
from novation.errors.control import NOT_THERE
from novation.ui.paths import is_odd

_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
MAX_FORM = 64 * 1024 * 1024
View = Callable[..., HttpResponse]


def gated(view: View) -> View:
    """Wraps a view of the API."""

    @functools.wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.request_id = _number(request)  # type: ignore[attr-defined]
        response = _answer(view, request, *args, **kwargs)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        response["Cache-Control"] = "no-store"
        if found := getattr(request, "rate_left", None):
            response["RateLimit-Limit"], response["RateLimit-Remaining"] = map(str, found)
        return response

    return through


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if (limit := _limit(request)) is not None:
        return problems.answer(request, BODY_TOO_LARGE.error(limit=limit))
    if is_odd(request):
        return problems.answer(request, NOT_THERE.error())
    try:
        response = view(request, *args, **kwargs)
    except Http404:
        return problems.answer(request, NOT_THERE.error())
    if response.status_code == 405 and response.get("Content-Type") != problems.TYPE:
        told = problems.answer(request, METHOD_WRONG.error(method=request.method))
        told["Allow"] = response["Allow"]
        return told
    return response


def _limit(request: HttpRequest) -> int | None:
    """The limit that the body is over; None: it is within."""
    files = request.content_type == "multipart/form-data"
    limit = MAX_FORM if files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    said = request.META.get("CONTENT_LENGTH") or "0"
    return None if said.isdigit() and int(said) <= limit else limit


def _number(request: HttpRequest) -> str:
    """The caller's own number if it is harmless, else a new one; it stands in our log and in problems."""
    given = request.headers.get("X-Request-Id", "")
    return given if _GIVEN.fullmatch(given) else secrets.token_hex(8)


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under /api/."""
    return problems.answer(request, NOT_THERE.error())
