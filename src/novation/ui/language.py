"""The language a request is answered in: chosen by the reader, else as the browser asks."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from novation.messages import Language

COOKIE = "novation-language"
_DJANGO = {"zh": "zh-hans", "en": "en"}


class LanguageMiddleware:
    """Sets `request.language` and Django's own language for the request."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        request.language = language  # type: ignore[attr-defined]
        with translation.override(_DJANGO[language]):
            response = self.respond(request)
        response.headers.setdefault("Content-Language", "zh-CN" if language == "zh" else "en")
        return response


def language_of(request: HttpRequest) -> Language:
    """The reader's choice (cookie), then the person's setting, then Accept-Language; Chinese where nothing tells."""
    chosen = request.COOKIES.get(COOKIE)
    if chosen not in _DJANGO:
        user = getattr(request, "user", None)
        chosen = getattr(user, "language", None) if user is not None and user.is_authenticated else None
    if chosen not in _DJANGO:
        asked = request.headers.get("Accept-Language", "").lower()
        chosen = "en" if asked.startswith("en") else "zh"
    return "en" if chosen == "en" else "zh"


def active_language() -> Language:
    """The language of the request that is being answered, for code far from the request."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"
