"""Instants as signed documents write them: RFC 3339, UTC, whole seconds, `2026-11-21T09:30:00Z`."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_FORM = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


def write_instant(at: datetime) -> str:
    """Cuts fractions off; a time without zone is a defect of the caller's and a ValueError."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(text: object) -> datetime:
    """Reads exactly that form; a ValueError otherwise."""
    if not isinstance(text, str) or not _FORM.fullmatch(text):
        raise ValueError("not an instant of the form 2026-11-21T09:30:00Z")
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
