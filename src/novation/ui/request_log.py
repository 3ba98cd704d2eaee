"""One line for each request: which page, how it ended, how long it took, and whose reference asked for it."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("novation.requests")
HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestLog:
    """The page's name and not its address, which may hold anything; no query, no user agent, no IP address."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        given = request.headers.get(HEADER, "")
        identity = given if _ID.fullmatch(given) else secrets.token_hex(8)
        response = self.respond(request)
        response.headers[HEADER] = identity
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "request": identity,
                "view": match.view_name if match else "",
                "method": request.method,
                "status": response.status_code,
                "ms": round(1000 * (time.perf_counter() - began), 1),
                "person": _person(request),
            },
        )
        return response


def _person(request: HttpRequest) -> str:
    """Only where the page itself asked who it is: the log reads nothing from the database."""
    return str(getattr(getattr(request, "_cached_user", None), "ref", ""))
