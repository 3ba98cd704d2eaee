"""The same story as in tests/handover: run once for the session, copied where a test changes it."""

from __future__ import annotations

from ..handover.conftest import story

__all__ = ["story"]
