"""Instants as records write them."""

from __future__ import annotations

from datetime import datetime

from novation.evidence.instants import write_instant


def told(value: datetime | None) -> str:
    """RFC 3339 in UTC; nothing where there is none."""
    return write_instant(value) if value else ""
