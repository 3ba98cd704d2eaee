"""Which language the command line speaks: NOVATION_LANG, else the locale, else English."""

from __future__ import annotations

import os
from collections.abc import Mapping

from novation.messages import Language, Text


def detect(environ: Mapping[str, str]) -> Language:
    said = environ.get("NOVATION_LANG", "").lower()
    if said.startswith("zh"):
        return "zh"
    if said.startswith("en"):
        return "en"
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


LANGUAGE: Language = detect(os.environ)


def t(zh: str, en: str) -> str:
    """One text in the language of this run; both must be given."""
    return Text(zh, en).in_(LANGUAGE)
