"""What a law pack says, as frozen values: rules, retention floors, obligations, scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from novation.law.entries import Clock, Control, ExportLaw, Localisation, NoticeContent, Threshold
from novation.law.pack_parts import Citation, Condition, Period
from novation.law.vocabulary import Calendar, Ceiling, ConsentKind, FloorStart, PackKind, Severity
from novation.messages import Text
from novation.terms import Category, Place, SellerCopy, Term, ToBuyer

__all__ = [
    "Citation",
    "Condition",
    "Defect",
    "Effect",
    "Notice",
    "Obligation",
    "Pack",
    "Period",
    "RetentionPeriod",
    "Rule",
    "Scenario",
]


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
    """How long some categories must be kept (floor) and may be kept (ceiling); `places` empty means anywhere.

    `record` stands in place of categories for records that are no customer data; these decide no class.
    """

    id: str
    law: str
    category: tuple[Category, ...]
    floor_years: Decimal | None
    start: FloorStart
    citation: Citation
    places: tuple[Place, ...] = ()
    ceiling_years: Decimal | None = None
    ceiling: Ceiling | None = None
    record: Text | None = None
    in_force: Period = Period()
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
    in_force: Period = Period()
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
    clocks: tuple[Clock, ...] = ()
    notices: tuple[NoticeContent, ...] = ()
    controls: tuple[Control, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    export: ExportLaw | None = None
    localisation: Localisation | None = None
    files: tuple[str, ...] = ()
    sources: str = ""
    digest: str = ""

    @property
    def floors(self) -> tuple[RetentionPeriod, ...]:
        """The retention entries that decide something: floors of data categories."""
        return tuple(entry for entry in self.retention if entry.category and entry.floor_years is not None)

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
