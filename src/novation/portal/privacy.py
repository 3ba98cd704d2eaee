"""What every page of the portal says to browsers, proxies and search engines: keep nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class PrivatePages:
    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.respond(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        # An address may hold the token of a link: other sites are never told it. With no referrer at all a browser
        # would send its forms without an origin, and they could not be told from forged ones.
        response.headers["Referrer-Policy"] = "same-origin"
        return response
