"""Deadlines as an iCalendar file (RFC 5545): one all-day event a deadline, with a reminder; no personal data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from novation.law.deadlines import Deadline
from novation.messages import Language

REMIND = timedelta(days=7)
_UNCONFIRMED = {"zh": "（法律依据未确认，须由律师核对）", "en": " (legal basis unconfirmed: ask counsel)"}
_PROVISIONAL = {
    "zh": "（当年放假安排未公布，日期为推算）",
    "en": " (that year's holidays are not decreed yet)",
}


def calendar_file(deadlines: Iterable[Deadline], case: str, language: Language, at: datetime) -> bytes:
    """The deadlines that have a day. `at` (UTC) stamps the entries; a deadline keeps its UID from file to file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Novation//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", case or "Novation")
    for deadline in deadlines:
        if deadline.due and deadline.due.day:
            calendar.add_component(_event(deadline, case, language, at))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, case: str, language: Language, at: datetime) -> Event:
    due = deadline.due
    assert due is not None and due.day is not None
    clock = deadline.clock
    marks = "" if clock.citation.confirmed else _UNCONFIRMED[language]
    marks += _PROVISIONAL[language] if due.provisional else ""
    event = Event()
    event.add("uid", hashlib.sha256(f"{case}\n{deadline.law}\n{clock.id}".encode()).hexdigest() + "@novation")
    event.add("dtstamp", at.astimezone(UTC))
    if due.at is not None:
        event.add("dtstart", due.at.astimezone(UTC))
        event.add("dtend", due.at.astimezone(UTC))
    else:
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", clock.title.in_(language))
    event.add("description", f"{clock.what.in_(language)}\n{clock.citation.text.in_(language)}{marks}")
    event.add("categories", [str(clock.who)])
    if clock.citation.source:
        event.add("url", clock.citation.source)
    event.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", clock.title.in_(language))
    reminder.add("trigger", timedelta(hours=-1) if due.at else -REMIND)
    event.add_component(reminder)
    return event
