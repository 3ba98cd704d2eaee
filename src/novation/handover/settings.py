"""novation.toml: the deal, its parties, sources, signers and declarations, checked when read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import tomlkit
from tomlkit.exceptions import TOMLKitError

from novation.disposition.context import DEFAULT_BASIS
from novation.engine.sources import is_url
from novation.engine.sources.places import holds_password
from novation.errors import NovationError
from novation.errors import project as errors
from novation.evidence.keys import load_public_key
from novation.handover import toml_fields as fields
from novation.law.counting import Moment
from novation.law.entry_words import Event, ExportData, ExportReason, Operator
from novation.terms import (
    Basis,
    Category,
    DealForm,
    Party,
    Phase,
    Place,
    Promise,
    Purpose,
    Regime,
    Role,
    Sensitivity,
    TransferBasis,
)

FILE = "novation.toml"
_MEMORY = re.compile(r"[1-9]\d*[mg]")  # as Java and Spark write sizes


class EngineKind(StrEnum):
    DUCKDB = "duckdb"
    SPARK = "spark"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    name: str
    path: str
    encoding: str | None = None
    sheet: str | None = None
    password_env: str | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    role: Role
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Override:
    """A person's correction of the scan, kept across re-scans; it always has a reason.

    `until`: the last day on which it holds, None in projects of before there were such days; `confirmed_by`: the
    second person.
    """

    source: str
    table: str
    column: str
    reason: str
    kind: str | None = None
    category: Category | None = None
    sensitivity: Sensitivity | None = None
    until: date | None = None
    confirmed_by: str = ""

    def holds(self, on: date) -> bool:
        """Whether it counts on a day; afterwards the scan's own word counts again."""
        return self.until is None or on <= self.until


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    law: str
    given_on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class TransferGround:
    """Counsel's word that a category may pass on another basis than consent; it names who said so and why."""

    category: Category
    basis: TransferBasis
    signed_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExportDeclaration:
    """`[export]`: the way out that is declared, what it is for, and how many people's data left earlier in the year.

    `routes`: ids of the packs, or one's own words, which nobody can check (decision 0010). `data` None: as the
    seller's regime says.
    """

    routes: tuple[str, ...] = ()
    operator: Operator = Operator.ORDINARY
    data: ExportData | None = None
    reason: ExportReason = ExportReason.ORDINARY
    people_since_january: int = 0
    sensitive_since_january: int = 0
    in_place_since: date | None = None


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Where scan, facts, verdicts and reconciliation run: in this process, or on Spark."""

    kind: EngineKind = EngineKind.DUCKDB
    master: str = "local[2]"
    memory: str = "2g"


@dataclass(frozen=True)
class Settings:
    case: str
    deal_form: DealForm
    phase: Phase
    closing_on: date
    seller: Party
    buyer: Party
    recipients: tuple[str, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    signers: tuple[Signer, ...] = ()
    overrides: tuple[Override, ...] = ()
    notices: tuple[NoticeGiven, ...] = ()
    events: Mapping[Event, Moment] = field(default_factory=dict)
    basis: Mapping[Category, Basis] = field(default_factory=dict)
    purpose: Purpose = Purpose.SAME
    promise: Promise = Promise.NONE
    regime: Regime = Regime.ORDINARY
    transfer_grounds: tuple[TransferGround, ...] = ()
    active_months: int = 12
    export: ExportDeclaration = ExportDeclaration()
    onward: tuple[Party, ...] = ()
    """Whom the buyer lets have the data besides: its processors, each with its place."""
    pack_folders: tuple[str, ...] = ()
    approve_seal: tuple[Role, ...] = (Role.OWNER, Role.COMPLIANCE_OFFICER)
    approve_destroy: tuple[Role, ...] = (Role.OWNER, Role.COMPLIANCE_OFFICER)
    engine: EngineChoice = EngineChoice()
    approve_classes: tuple[Role, ...] = ()
    """Roles that must have signed off every class before a plan is authorised or sealed; nobody by default."""

    @property
    def export_route(self) -> str:
        return ", ".join(self.export.routes)

    def signers_of(self, role: Role) -> list[Signer]:
        return [s for s in self.signers if s.role is role]


def read(path: Path) -> Settings:
    """Reads and checks a novation.toml; every problem names its place (`project.settings-invalid`)."""
    try:
        document = tomlkit.parse(path.read_text("utf-8")).unwrap()
    except (TOMLKitError, UnicodeDecodeError) as problem:
        raise errors.SETTINGS_INVALID.error(where=FILE, problem=str(problem)) from problem
    return from_document(document)


def from_document(document: fields.Entry) -> Settings:
    fields.known(document, FILE, _TOP)
    fields.whole_number(document, "format", "format", FORMAT, FORMAT, FORMAT)
    deal = fields.table(document, "deal", {"form", "phase", "closing_on", "purpose"})
    seller = fields.table(document, "seller", {*_PARTY, "promise", "regime"})
    approval = fields.table(document, "approval", {"seal", "destroy", "classes"})
    buyer = fields.table(document, "buyer", {*_PARTY, "recipients"})
    relationship = fields.table(document, "relationship", {"active_months"})
    return Settings(
        case=fields.text(document, "case", "case", default=""),
        deal_form=fields.parsed(deal, "form", "deal.form", DealForm.parse),
        phase=fields.parsed(deal, "phase", "deal.phase", Phase, default="closing"),
        closing_on=fields.day(deal, "closing_on", "deal.closing_on"),
        seller=_party(seller, "seller"),
        buyer=_party(buyer, "buyer"),
        recipients=tuple(fields.texts(buyer, "recipients", "buyer.recipients", [])),
        sources=_sources(document),
        signers=fields.tables(document, "signer", _signer),
        overrides=fields.tables(document, "override", _override),
        notices=fields.tables(document, "notice", _notice),
        events=_events(fields.table(document, "events")),
        basis=_basis(fields.table(document, "basis")),
        purpose=fields.parsed(deal, "purpose", "deal.purpose", Purpose, default="same"),
        promise=fields.parsed(seller, "promise", "seller.promise", Promise, default="none"),
        regime=fields.parsed(seller, "regime", "seller.regime", Regime, default="ordinary"),
        transfer_grounds=fields.tables(document, "transfer_ground", _transfer_ground),
        active_months=fields.whole_number(
            relationship, "active_months", "relationship.active_months", 12, 1, 1200
        ),
        export=_export(fields.table(document, "export", _EXPORT)),
        onward=fields.tables(document, "recipient", _recipient),
        pack_folders=tuple(
            fields.texts(fields.table(document, "law", {"folders"}), "folders", "law.folders", [])
        ),
        approve_seal=_roles(approval, "seal"),
        approve_destroy=_roles(approval, "destroy"),
        approve_classes=_each_once(approval, "classes"),
        engine=_engine(fields.table(document, "engine", {"kind", "master", "memory"})),
    )


FORMAT = 1
_PARTY = {"name", "place", "contact"}
_EXPORT = {
    "route", "operator", "data", "reason", "people_since_january", "sensitive_since_january", "in_place_since",
}  # fmt: skip
_MOST_PEOPLE = 10**10
_TOP = {
    "format", "case", "deal", "seller", "buyer", "approval", "source", "signer", "override", "notice", "basis",
    "transfer_ground", "events", "recipient",
    "relationship", "export", "law", "engine",
}  # fmt: skip


def _party(entry: fields.Entry, where: str) -> Party:
    return Party(
        name=fields.text(entry, "name", f"{where}.name"),
        place=fields.parsed(entry, "place", f"{where}.place", Place),
        contact=fields.text(entry, "contact", f"{where}.contact", default=""),
    )


def _sources(document: fields.Entry) -> tuple[SourceEntry, ...]:
    found = fields.tables(document, "source", _source)
    names = [s.name for s in found]
    for number, name in enumerate(names):
        if name in names[:number]:
            fields.wrong(f"source[{number}].name", f"'{name}' is the name of another source")
    return found


def _source(entry: fields.Entry, where: str) -> SourceEntry:
    fields.known(entry, where, {"name", "path", "encoding", "sheet", "password_env"})
    encoding = fields.optional_text(entry, "encoding", f"{where}.encoding")
    try:
        codecs.lookup(encoding or "utf-8")
    except (LookupError, ValueError):
        fields.wrong(f"{where}.encoding", f"'{encoding}'")
    path = fields.text(entry, "path", f"{where}.path")
    if is_url(path) and holds_password(path):
        fields.wrong(f"{where}.path", "password → password_env")
    return SourceEntry(
        fields.text(entry, "name", f"{where}.name"),
        path,
        encoding,
        fields.optional_text(entry, "sheet", f"{where}.sheet"),
        fields.optional_text(entry, "password_env", f"{where}.password_env"),
    )


def _signer(entry: fields.Entry, where: str) -> Signer:
    fields.known(entry, where, {"role", "name", "key"})
    key = fields.text(entry, "key", f"{where}.key")
    try:
        load_public_key(key)
    except NovationError as problem:
        fields.wrong(f"{where}.key", f"{problem.message('en')} / {problem.message('zh')}")
    return Signer(
        fields.parsed(entry, "role", f"{where}.role", Role), fields.text(entry, "name", f"{where}.name"), key
    )


_OVERRIDE = {
    *("source", "table", "column", "reason", "kind", "category", "sensitivity"),
    *("until", "confirmed_by"),
}


def _override(entry: fields.Entry, where: str) -> Override:
    fields.known(entry, where, _OVERRIDE)
    return Override(
        source=fields.text(entry, "source", f"{where}.source"),
        table=fields.text(entry, "table", f"{where}.table"),
        column=fields.text(entry, "column", f"{where}.column"),
        reason=fields.text(entry, "reason", f"{where}.reason"),
        kind=fields.optional_text(entry, "kind", f"{where}.kind"),
        category=_optional(entry, "category", where, Category),
        sensitivity=_optional(entry, "sensitivity", where, Sensitivity),
        until=fields.day(entry, "until", f"{where}.until") if "until" in entry else None,
        confirmed_by=fields.text(entry, "confirmed_by", f"{where}.confirmed_by", default=""),
    )


def _optional(entry: fields.Entry, key: str, where: str, vocabulary: Callable[[Any], T]) -> T | None:
    return fields.parsed(entry, key, f"{where}.{key}", vocabulary) if key in entry else None


def _notice(entry: fields.Entry, where: str) -> NoticeGiven:
    fields.known(entry, where, {"law", "given_on", "evidence"})
    return NoticeGiven(
        fields.text(entry, "law", f"{where}.law"),
        fields.day(entry, "given_on", f"{where}.given_on"),
        fields.text(entry, "evidence", f"{where}.evidence"),
    )


def _events(table: fields.Entry) -> dict[Event, Moment]:
    """`[events]`: what has happened and when, a date or an instant with its zone."""
    return {
        fields.parsed({"e": name}, "e", "events", Event): fields.moment(table, name, f"events.{name}")
        for name in table
    }


def _transfer_ground(entry: fields.Entry, where: str) -> TransferGround:
    fields.known(entry, where, {"category", "basis", "signed_by", "reason"})
    return TransferGround(
        fields.parsed(entry, "category", f"{where}.category", Category),
        fields.parsed(entry, "basis", f"{where}.basis", TransferBasis),
        fields.text(entry, "signed_by", f"{where}.signed_by"),
        fields.text(entry, "reason", f"{where}.reason"),
    )


def _recipient(entry: fields.Entry, where: str) -> Party:
    fields.known(entry, where, _PARTY)
    return _party(entry, where)


def _export(table: fields.Entry) -> ExportDeclaration:
    def count(key: str) -> int:
        return fields.whole_number(table, key, f"export.{key}", 0, 0, _MOST_PEOPLE)

    written = table.get("route", "")
    routes = [written] if isinstance(written, str) and written else []
    if not isinstance(written, str):
        routes = fields.texts(table, "route", "export.route", [])
    people, sensitive = count("people_since_january"), count("sensitive_since_january")
    if sensitive > people:
        fields.wrong(
            "export.sensitive_since_january", "more than people_since_january, of whom they are a part"
        )
    return ExportDeclaration(
        tuple(routes),
        fields.parsed(table, "operator", "export.operator", Operator, default="ordinary"),
        fields.parsed(table, "data", "export.data", ExportData) if "data" in table else None,
        fields.parsed(table, "reason", "export.reason", ExportReason, default="ordinary"),
        people,
        sensitive,
        fields.day(table, "in_place_since", "export.in_place_since") if "in_place_since" in table else None,
    )


def _basis(table: fields.Entry) -> dict[Category, Basis]:
    found = {
        fields.parsed({"c": c}, "c", "basis", Category): fields.parsed(table, c, f"basis.{c}", Basis)
        for c in table
    }
    return {**DEFAULT_BASIS, **found}


def _each_once(table: fields.Entry, key: str, default: tuple[str, ...] = ()) -> tuple[Role, ...]:
    where = f"approval.{key}"
    words = fields.texts(table, key, where, list(default))
    return tuple(dict.fromkeys(fields.parsed({"r": word}, "r", where, Role) for word in words))


def _engine(entry: fields.Entry) -> EngineChoice:
    memory = fields.text(entry, "memory", "engine.memory", default="2g")
    if not _MEMORY.fullmatch(memory):
        fields.wrong("engine.memory", f"'{memory}' (512m, 4g …)")
    return EngineChoice(
        fields.parsed(entry, "kind", "engine.kind", EngineKind, default="duckdb"),
        fields.text(entry, "master", "engine.master", default="local[2]"),
        memory,
    )


def _roles(table: fields.Entry, key: str) -> tuple[Role, ...]:
    where = f"approval.{key}"
    words = fields.texts(table, key, where, ["owner", "compliance-officer"])
    roles = tuple(fields.parsed({"r": word}, "r", where, Role) for word in words)
    if len(set(roles)) < 2:  # two people, always: mission D13, T3
        fields.wrong(where, "at least two different roles are needed")
    return roles
