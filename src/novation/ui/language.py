"""The language a request is answered in: chosen by the reader, else as the browser asks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

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
    return _known(chosen) or language_told(request)


def language_told(request: HttpRequest) -> Language:
    """The same from the request alone, for where nobody can be asked who the reader is."""
    asked = "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "zh"
    return _known(request.COOKIES.get(COOKIE)) or _known(asked) or "zh"


def _known(word: str | None) -> Language | None:
    return "en" if word == "en" else "zh" if word == "zh" else None


def in_language_told(request: HttpRequest) -> AbstractContextManager[None]:
    """Within it, words are told in that language, also outside of the middleware."""
    return translation.override(_DJANGO[language_told(request)])


def active_language() -> Language:
    """The language of the request that is being answered, for code far from the request."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"
