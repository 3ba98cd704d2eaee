"""Where to go on: an address of this server, never another's."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def onward(request: HttpRequest, wanted: str | None = None) -> str:
    """`next` as the form or the address gave it, if it is a path of this server; else home."""
    told = wanted if wanted is not None else request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if safe and told.startswith("/") else "/"
