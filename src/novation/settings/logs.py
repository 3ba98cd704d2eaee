"""Structured logs: one JSON object a line on standard error, and nothing in it that is personal data."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TOLD = (
    *("request", "view", "method", "status", "ms", "person"),
    *("job", "step", "state", "fault", "place", "worker"),
)
"""What a record may add, if it is a word or a number: Django hangs whole requests, with their addresses, on some."""


class JsonLines(logging.Formatter):
    """The event is the message as the programmer wrote it: what would be filled in may be anything and stays out."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg)[:200],
        }
        line |= {
            name: value for name in TOLD if isinstance(value := record.__dict__.get(name), str | int | float)
        }
        if record.exc_info and record.exc_info[0] is not None:
            line |= _fault(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _fault(info: Any) -> dict[str, str]:
    """The kind of a fault and where it arose, not what it says: that may repeat what somebody wrote."""
    frames = traceback.extract_tb(info[2])
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-6:]]
    return {"fault": info[0].__name__, "place": " > ".join(places)}


def structured(level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING; the development server's own lines, which hold addresses, are off."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "novation.settings.logs.JsonLines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "novation": {"level": level},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
