"""What every template of the portal may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from novation.control.consent.texts import is_draft
from novation.portal.languages import LANG, LANGUAGES, SHORT, language_of


def page(request: HttpRequest) -> dict[str, Any]:
    """`case`, `language`, `lang`, `languages`, `draft`, and `customer` with `closes_at` where somebody is in."""
    language = getattr(request, "language", None) or language_of(request)
    case = getattr(request, "case", None)
    return {
        "language": language,
        "lang": LANG.get(language, language),
        "languages": [(code, name, SHORT[code], LANG.get(code, code)) for code, name in LANGUAGES.items()],
        "case": case,
        "draft": case is not None and is_draft(case, language),
        "customer": getattr(request, "customer", None),
        "closes_at": getattr(request, "closes_at", None),
    }
