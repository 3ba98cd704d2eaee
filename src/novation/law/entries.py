"""What a pack says besides rules: clocks, notice contents, controls, thresholds, ways abroad, languages (record 0007)."""

from __future__ import annotations

from dataclasses import dataclass

from novation.law.entry_words import (
    Addressee,
    Direction,
    Event,
    EvidenceKind,
    ExportData,
    ExportReason,
    Measure,
    Need,
    NoticeForm,
    Operator,
    Owed,
    Party,
    Pause,
    Right,
    Stands,
    Unit,
    YesNo,
)
from novation.law.pack_parts import Citation, Condition, Period
from novation.messages import Text
from novation.terms import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has; `id` is the full one (`cn-pipl/55-assessment`), `when` asks facts of the deal only."""

    id: str
    law: str
    title: Text
    citation: Citation
    derived: bool = False
    in_force: Period = Period()
    when: tuple[Condition, ...] = ()
    file: str = ""
    line: int = 0

    @property
    def short_id(self) -> str:
        return self.id.split("/", 1)[1]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time with its unit; `amount` is 0 for the words that name no number."""

    amount: int
    unit: Unit

    @property
    def is_word(self) -> bool:
        return self.unit in WORDS


WORDS = frozenset({Unit.IMMEDIATELY, Unit.PROMPTLY, Unit.WITHOUT_DELAY, Unit.REASONABLE_TIME, Unit.REGULARLY})
"""Units without a number: the law says when in words."""


@dataclass(frozen=True, slots=True)
class Extension:
    """How a clock may be lengthened, once; the person is told of it `told_within` the first span."""

    by: Span
    told_within: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Entry):
    """Something to be done by a time: spans, events and a day of the year, of which the earliest counts."""

    who: Party
    to: Addressee
    what: Text
    starts: Event
    direction: Direction = Direction.AFTER
    due: tuple[Span, ...] = ()
    at_events: tuple[Event, ...] = ()
    by_day: tuple[int, int] | None = None
    every: Span | None = None
    pauses: tuple[Pause, ...] = ()
    rights: tuple[Right, ...] = ()
    """The requests it runs for; none: it is no clock of a request, or runs for every request."""
    extension: Extension | None = None
    threshold: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One thing a notice must say; `id` is that of law/facts §7.3."""

    id: str
    need: Need
    text: Text
    condition: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent(Entry):
    """The checklist of one notice: who gives it, in which form, before what, and every item."""

    by: Party
    form: NoticeForm
    before: Stands = Stands.NONE
    public: Span | None = None
    items: tuple[NoticeItem, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What would show that a control is met; of kind `journal`, `ref` is the tag of the entries that show it."""

    kind: EvidenceKind
    ref: str = ""
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Entry):
    """What an organisation owes, how often, and which evidence would show it."""

    who: Party
    what: Text
    every: Span | None = None
    once: bool = False
    always: bool = False
    on: Event | None = None
    threshold: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Entry):
    """A number from which something follows."""

    counts: Measure
    at_least: int
    what: Text
    human: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A half-open interval of whole numbers, either end open: at least `at_least`, below `below`."""

    at_least: int | None = None
    below: int | None = None

    def contains(self, number: int) -> bool:
        return (self.at_least is None or number >= self.at_least) and (
            self.below is None or number < self.below
        )


@dataclass(frozen=True, slots=True)
class Route:
    """One way for data to leave: what must be made or filed, what to ask of the recipient, what is owed all the same."""

    id: str
    title: Text
    citation: Citation
    documents: tuple[Text, ...] = ()
    ask_recipient: tuple[Text, ...] = ()
    still_owed: tuple[Owed, ...] = ()
    valid: Span | None = None


EXEMPT, PROHIBITED = "exempt", "prohibited"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRule(Entry):
    """Which routes stand open for a situation; None asks nothing."""

    to: tuple[Place, ...] | None = None
    adequate: YesNo | None = None
    operator: tuple[Operator, ...] | None = None
    data: tuple[ExportData, ...] | None = None
    reason: tuple[ExportReason, ...] | None = None
    people: Bound = Bound()
    sensitive_people: Bound = Bound()
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportLaw:
    """How data may leave the places of `from_`: rules in order, the first that fits decides."""

    law: str
    from_: tuple[Place, ...]
    calendar_year: bool
    routes: tuple[Route, ...]
    rules: tuple[ExportRule, ...]

    def route(self, route_id: str) -> Route | None:
        return next((route for route in self.routes if route.id == route_id), None)


@dataclass(frozen=True, slots=True)
class Localisation:
    """Languages in which people are told (the first foremost), the calendar of working days, how people are addressed."""

    languages: tuple[str, ...]
    calendar: str
    address: Text
    individual: Text
    citation: Text | None = None
