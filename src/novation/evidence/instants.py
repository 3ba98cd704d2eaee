"""Instants as signed documents write them: RFC 3339, UTC, whole seconds, `2026-11-21T09:30:00Z`."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_FORM = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z", re.ASCII)


def write_instant(at: datetime) -> str:
    """Cuts fractions off; a time without zone is a defect of the caller's and a ValueError."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(text: object) -> datetime:
    """Reads exactly that form; a ValueError otherwise."""
    match = _FORM.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError("not an instant of the form 2026-11-21T09:30:00Z")
    year, month, day, hour, minute, second = map(int, match.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
