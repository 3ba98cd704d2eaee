"""The language a program asks for by Accept-Language; Chinese where it asks for neither."""

from __future__ import annotations

from django.http import HttpRequest

from novation.messages import Language


def language_of(request: HttpRequest) -> Language:
    """The one of the two languages with the higher weight."""
    best: tuple[float, Language] = (0.0, "zh")
    for part in request.headers.get("Accept-Language", "").split(",")[:20]:
        name, _, weight = part.strip().partition(";q=")
        language: Language | None = {"zh": "zh", "en": "en"}.get(name.lower().split("-")[0])  # type: ignore[assignment]
        if language is not None and (value := _weight(weight)) > best[0]:
            best = (value, language)
    return best[1]


def _weight(text: str) -> float:
    try:
        value = float(text) if text else 1.0
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0
