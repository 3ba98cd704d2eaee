"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from novation.ui.language import language_of


def look(request: HttpRequest) -> dict[str, Any]:
    """`language` ("zh" or "en") and `lang` (the html attribute)."""
    language = getattr(request, "language", None) or language_of(request)
    return {"language": language, "lang": "zh-CN" if language == "zh" else "en"}
