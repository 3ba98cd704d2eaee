"""What is said where no page can be made: the database is away, something broke, or far too much was sent."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import get_template
from django.views.defaults import server_error

from novation.control.cases.drawer.incoming import told_size
from novation.errors import NovationError
from novation.errors.control import DATABASE_AWAY
from novation.errors.files import FILE_TOO_LARGE
from novation.ui.language import in_language_told

AROUND = 1024 * 1024
"""Bytes that a form may need beside its file."""
AGAIN = "30"
"""Seconds after which a program may try again."""
AWAY = (OperationalError, InterfaceError)


def broken(request: HttpRequest) -> HttpResponse:
    """A database that is away is said as such; asked for nothing, since nobody could answer."""
    if not isinstance(sys.exception(), AWAY):
        return server_error(request)
    response = _said(request, DATABASE_AWAY.error())
    response["Retry-After"] = AGAIN
    return response


class TooLarge:
    """Refuses by the length that a request declares, before a byte of it is read; the API has limits of its own."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        within = declared.isdigit() and int(declared) <= settings.FILE_LIMIT + AROUND
        if within or request.path_info.startswith("/api/"):
            return self.respond(request)
        return _said(request, FILE_TOO_LARGE.error(limit=told_size(settings.FILE_LIMIT)))


def _said(request: HttpRequest, error: NovationError) -> HttpResponse:
    """Without the request: who reads is not asked, and no form stands on the page."""
    with in_language_told(request):
        page = get_template("console/not_done.html").render({"error": error})
    return HttpResponse(page, status=error.kind.http_status)
