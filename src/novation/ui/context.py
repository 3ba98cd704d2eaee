"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from novation.ui.language import language_of

THEME_COOKIE = "novation-theme"


def look(request: HttpRequest) -> dict[str, Any]:
    """`language` ("zh" or "en"), `lang` (the html attribute), `theme` ("light", "dark", or "" for the system's); the
    most bytes that a file may have.
    """
    language = getattr(request, "language", None) or language_of(request)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "language": language,
        "lang": "zh-CN" if language == "zh" else "en",
        "theme": theme if theme in ("light", "dark") else "",
        "file_limit": settings.FILE_LIMIT,
    }
