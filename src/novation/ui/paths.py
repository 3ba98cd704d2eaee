"""Addresses that no page of ours has: with a NUL in them, which databases refuse to be asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase


class PathMiddleware:
    """Answers them as any address that does not exist; the API has its own words for that."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/") and is_odd(request):
            raise Http404
        return self.respond(request)


def is_odd(request: HttpRequest) -> bool:
    return "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
