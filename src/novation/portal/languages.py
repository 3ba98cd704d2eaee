"""The six languages of the portal, and which of them a request is answered in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from novation.control.consent.texts import NAMES

COOKIE = "novation-portal-language"
LANGUAGES = NAMES
SHORT = {"zh": "中文", "en": "EN", "de": "DE", "fr": "FR", "ja": "日本語", "ko": "한국어"}
"""So that all six fit beside each other on a telephone."""
LANG = {"zh": "zh-CN"}
_DJANGO = {"zh": "zh-hans", "en": "en-gb"}
ASKED = "language"
_YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """Sets `request.language`; `?language=de` at any address chooses one and is remembered."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        request.language = language  # type: ignore[attr-defined]
        with translation.override(_DJANGO.get(language, language)):
            response = self.respond(request)
        if request.GET.get(ASKED) == language:
            response.set_cookie(
                COOKIE, language, max_age=_YEAR, secure=settings.TLS, httponly=True, samesite="Lax"
            )
        response.headers.setdefault("Content-Language", LANG.get(language, language))
        return response


def language_of(request: HttpRequest) -> str:
    """What was chosen now, then before, then what the browser prefers; Chinese where nothing tells."""
    for chosen in (request.GET.get(ASKED), request.COOKIES.get(COOKIE)):
        if chosen in LANGUAGES:
            return str(chosen)
    for wanted in request.headers.get("Accept-Language", "")[:200].lower().split(","):
        if (word := wanted.strip()[:2]) in LANGUAGES:
            return word
    return "zh"
