"""What is said where there is no page, no proof of the form, or a fault of ours: calm, in the reader's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # Whether there is such a case is not told either.
    request.case = request.customer = None  # type: ignore[attr-defined]
    return _said(request, "missing", 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _said(request, "broken", 500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _said(request, "csrf", 403)


def _said(request: HttpRequest, what: str, status: int) -> HttpResponse:
    shown = {"title": f"{what}.title", "lead": f"{what}.lead"}
    return render(request, "portal/said.html", shown, status=status)
