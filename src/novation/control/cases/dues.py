"""What is due, for whom and since when: rooms above register what they know, and the day's page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from novation.control.accounts.models import Organisation, Person
from novation.control.cases.gates import blockers, look_ahead
from novation.control.cases.models import Case
from novation.messages import Text
from novation.terms.vocabulary import Term

LIMIT = 200
"""A source gives the nearest of what it knows, never more than this."""


class DueKind(Term):
    DUTY = "duty", "义务", "duty"
    DECISION = "decision", "待决定", "decision"
    UNSEEN = "unseen", "还没看过", "not looked at"
    CHECKED = "checked", "软件已核", "checked by the software"


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the day's page.

    `citation`: law and article, contract or house rule. `since`: the event that started the clock, at `start`;
    `amount`: how long it runs; `due_at`: a day ends with itself. `state`: "pause" where the clock stands still, else
    it follows from the days. `page`: the name of an address, with `at` as its parts (default: the case's).
    `needs`: the roles or the references of people that see to it; nobody named: everybody who reads the case.
    `house`: whose it is where it belongs to no case.
    """

    kind: DueKind
    title: Text
    case: Case | None
    citation: Text | None = None
    detail: Text | None = None
    since: Text | None = None
    amount: Text | None = None
    start: datetime | None = None
    due_at: date | datetime | None = None
    state: str = ""
    page: str = "case"
    at: Mapping[str, str] = field(default_factory=dict)
    verb: Text | None = None
    needs: frozenset[str] = frozenset()
    house: Organisation | None = None

    def is_for(self, person: Person) -> bool:
        """Whether this person is named, or holds a role that is."""
        return person.ref in self.needs or bool(person.roles_in(self._scope) & self.needs)

    @property
    def whose(self) -> str:
        """The number of the case, or the name of the organisation."""
        return self.case.number if self.case else self.house.name if self.house else ""

    @property
    def _scope(self) -> str:
        return self.case.ref if self.case else self.house.ref if self.house else ""

    @property
    def ends(self) -> datetime | None:
        """The instant at which it is late."""
        return end_of(self.due_at)


def end_of(due: date | datetime | None) -> datetime | None:
    """A day ends at midnight of the installation's place."""
    if due is None or isinstance(due, datetime):
        return due
    return datetime.combine(due, time.max, ZoneInfo(settings.PLACE_TIME_ZONE))


Source = Callable[[Person, "QuerySet[Case]"], Iterable[Due]]
_SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """`source(person, cases)` tells what is due in these cases (a query, never a list), in a bounded number of queries."""
    _SOURCES.append(source)
    return source


def dues(person: Person, cases: QuerySet[Case]) -> list[Due]:
    """Everything that is due in these cases, the nearest first, what has no day last."""
    found = [due for source in _SOURCES for due in source(person, cases)]
    return sorted(found, key=_nearest)


def _nearest(due: Due) -> tuple[bool, float]:
    ends = due.ends
    return (ends is None, ends.timestamp() if ends else 0.0)


@register
def closings(person: Person, cases: Any) -> Iterable[Due]:
    """The days of closing."""
    for case in cases.exclude(phase="after").order_by("closing_on", "id")[:LIMIT]:
        yield Due(
            DueKind.DUTY,
            Text(f"交割：{case.title}", f"Closing: {case.title}"),
            case,
            since=Text("立案", "From opening the case"),
            start=case.opened_at,
            due_at=case.closing_on,
        )


@register
def in_the_way(person: Person, cases: Any) -> Iterable[Due]:
    """What keeps the cases that close first from their next phase."""
    nearest = cases.nearest()
    look_ahead(nearest)
    for case in nearest:
        for one in blockers(case):
            kind = DueKind.UNSEEN if one.state == "unknown" else DueKind.DUTY
            detail = one.detail or Text(case.number, case.number)
            yield Due(
                kind, one.text, case, one.citation, detail, due_at=case.closing_on, page=one.page or "case"
            )
