"""How each right is used and by when it is answered, in the words of the laws that apply where the customers are."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from novation.control.cases.models import Case
from novation.control.cases.situation import places_of, shipped_packs
from novation.control.rights.clocks import facts_of
from novation.law.entries import Clock
from novation.law.entry_words import Right
from novation.law.requests import Asked, request_clocks
from novation.messages import Text


def rights_told(case: Case, on: date) -> list[dict[str, Any]]:
    """Every right that a law gives there, with its clocks, in the order of the vocabulary."""
    received = datetime.combine(on, time(), ZoneInfo(settings.PLACE_TIME_ZONE))
    found = []
    for right in Right:
        clocks: dict[str, Clock] = {}
        for place in sorted(places_of(case)):
            asked = Asked(right, place, received, facts_of(case))
            clocks |= {one.clock.id: one.clock for one in request_clocks(shipped_packs(), asked, on)}
        if clocks:
            found.append({"right": str(right), "clocks": [_told(one) for _, one in sorted(clocks.items())]})
    return found


def _told(clock: Clock) -> dict[str, Any]:
    span = _span(clock)
    return {
        "span": {"zh": span.zh, "en": span.en},
        "citation": {"zh": clock.citation.text.zh, "en": clock.citation.text.en},
        "confirmed": clock.citation.confirmed,
    }


def _span(clock: Clock) -> Text:
    """In numbers where the law has one, else in the law's own word."""
    if not clock.due:
        return Text("法律没有规定天数", "no law names a number of days")
    span = next((one for one in clock.due if not one.is_word), clock.due[0])
    unit = span.unit.text
    return unit if span.is_word else Text(f"{span.amount} {unit.zh}", f"{span.amount} {unit.en}")
