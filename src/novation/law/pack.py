"""What a law pack says, as frozen values: rules, retention floors, obligations, scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from novation.law.vocabulary import Calendar, ConsentKind, FloorStart, PackKind, Severity
from novation.messages import Text
from novation.terms import Category, Place, SellerCopy, Term, ToBuyer


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day on which a pack or a rule is in force; both ends count, None is open."""

    first: date | None = None
    last: date | None = None

    def contains(self, on: date) -> bool:
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of `when`: the field's value is one of `values`, or with `negated` none of them."""

    field: str
    values: tuple[Term, ...]
    negated: bool = False

    def accepts(self, value: Term) -> bool:
        return (value in self.values) is not self.negated


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something is written: the article, the page it was read on, the row of the facts file."""

    text: Text
    source: str = ""
    fact: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice a rule asks for: days to wait, how they are counted, which content list it must fill."""

    window_days: int = 0
    calendar: Calendar = Calendar.DAYS
    content: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule says when it matches; at least one of `to_buyer` and `seller_copy` is given."""

    to_buyer: ToBuyer | None = None
    seller_copy: SellerCopy | None = None
    consent_kind: ConsentKind | None = None
    notice: Notice | None = None
    mask: tuple[Category, ...] = ()
    human: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `id` is the full one (`cn-pipl/22-notice`), `displaces` stands as written (`Packs.resolve`)."""

    id: str
    law: str
    title: Text
    citation: Citation
    reason: Text
    when: tuple[Condition, ...]
    then: Effect
    displaces: tuple[str, ...] = ()
    derived: bool = False
    in_force: Period = Period()
    file: str = ""
    line: int = 0

    @property
    def short_id(self) -> str:
        return self.id.split("/", 1)[1]

    def asks(self, name: str) -> bool:
        """Whether the rule looks at this field at all."""
        return any(condition.field == name for condition in self.when)


@dataclass(frozen=True, slots=True)
class RetentionPeriod:
    """A statutory floor in years for some categories; `places` empty means anywhere."""

    id: str
    law: str
    category: tuple[Category, ...]
    floor_years: Decimal
    start: FloorStart
    citation: Citation
    places: tuple[Place, ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that binds the buyer afterwards, where `when` and `to_buyer`/`seller_copy` fit the verdict."""

    id: str
    law: str
    title: Text
    citation: Citation
    when: tuple[Condition, ...]
    due: Text
    to_buyer: tuple[ToBuyer, ...] = ()
    seller_copy: tuple[SellerCopy, ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case a lawyer can read; `facts` holds only what was written, the rest comes from the defaults."""

    name: Text
    law: str
    facts: Mapping[str, Term]
    catches: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    expect: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault that does not change what a pack decides, so that loading goes on and `lint` reports it."""

    code: str
    severity: Severity
    rule: str
    text: Text
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Pack:
    """One law. `digest` is sha256 over the names and bytes of all its files; `version` the day of checking."""

    id: str
    title: Text
    version: date
    kind: PackKind
    in_force: Period
    applies_when: tuple[tuple[Condition, ...], ...]
    extends: tuple[str, ...]
    export_areas: tuple[tuple[Place, ...], ...]
    adequate: tuple[Place, ...]
    rules: tuple[Rule, ...]
    retention: tuple[RetentionPeriod, ...]
    obligations: tuple[Obligation, ...]
    scenarios: tuple[Scenario, ...]
    defects: tuple[Defect, ...] = ()
    files: tuple[str, ...] = ()
    digest: str = ""

    def named_places(self, name: str = "place") -> tuple[Place, ...]:
        """Places that `applies_when` names outright under `place` or `seller_place`, in the order written."""
        found = (
            value
            for alternative in self.applies_when
            for condition in alternative
            if condition.field == name and not condition.negated
            for value in condition.values
        )
        return tuple(dict.fromkeys(value for value in found if isinstance(value, Place)))
