"""novation.toml: the deal, its parties, sources, signers and declarations, checked when read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import EnumMeta
from pathlib import Path
from typing import Any, TypeVar

import tomlkit
from tomlkit.exceptions import TOMLKitError

from novation.disposition.context import DEFAULT_BASIS
from novation.errors import project as errors
from novation.terms import Basis, Category, DealForm, Party, Phase, Place, Role, Sensitivity

FILE = "novation.toml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    name: str
    path: str
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    role: Role
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Override:
    """A person's correction of the scan, kept across re-scans; it always has a reason."""

    source: str
    table: str
    column: str
    reason: str
    kind: str | None = None
    category: Category | None = None
    sensitivity: Sensitivity | None = None


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    law: str
    given_on: date
    evidence: str


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
    basis: Mapping[Category, Basis] = field(default_factory=dict)
    active_months: int = 12
    export_route: str = ""
    pack_folders: tuple[str, ...] = ()
    approve_seal: tuple[Role, ...] = (Role.OWNER, Role.COMPLIANCE_OFFICER)
    approve_destroy: tuple[Role, ...] = (Role.OWNER, Role.COMPLIANCE_OFFICER)

    def signers_of(self, role: Role) -> list[Signer]:
        return [s for s in self.signers if s.role is role]


def read(path: Path) -> Settings:
    """Reads and checks a novation.toml; every problem names its place."""
    try:
        document = tomlkit.parse(path.read_text("utf-8")).unwrap()
    except (TOMLKitError, UnicodeDecodeError) as problem:
        raise errors.SETTINGS_INVALID.error(where=FILE, problem=str(problem)) from problem
    return from_document(document)


def from_document(document: Mapping[str, Any]) -> Settings:
    _known(document, "", _TOP)
    deal, approval = _table(document, "deal"), _table(document, "approval")
    buyer = _table(document, "buyer")
    return Settings(
        case=_text(document, "case", "case", default=""),
        deal_form=_parsed(deal, "form", "deal.form", DealForm.parse),
        phase=_parsed(deal, "phase", "deal.phase", Phase, default="closing"),
        closing_on=_parsed(deal, "closing_on", "deal.closing_on", _date),
        seller=_party(_table(document, "seller"), "seller"),
        buyer=_party(buyer, "buyer"),
        recipients=tuple(str(r) for r in buyer.get("recipients", [])),
        sources=tuple(_source(e, f"source[{i}]") for i, e in enumerate(document.get("source", []))),
        signers=tuple(_signer(e, f"signer[{i}]") for i, e in enumerate(document.get("signer", []))),
        overrides=tuple(_override(e, f"override[{i}]") for i, e in enumerate(document.get("override", []))),
        notices=tuple(_notice(e, f"notice[{i}]") for i, e in enumerate(document.get("notice", []))),
        basis=_basis(_table(document, "basis")),
        active_months=int(_table(document, "relationship").get("active_months", 12)),
        export_route=str(_table(document, "export").get("route", "")),
        pack_folders=tuple(str(f) for f in _table(document, "law").get("folders", [])),
        approve_seal=_roles(approval, "seal"),
        approve_destroy=_roles(approval, "destroy"),
    )


_TOP = {
    "format", "case", "deal", "seller", "buyer", "approval", "source", "signer", "override", "notice", "basis",
    "relationship", "export", "law",
}  # fmt: skip


def _known(table: Mapping[str, Any], where: str, allowed: set[str]) -> None:
    for key in table:
        if key not in allowed:
            raise errors.SETTINGS_INVALID.error(where=where or FILE, problem=f"unknown entry '{key}'")


def _table(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = document.get(name, {})
    if not isinstance(table, Mapping):
        raise errors.SETTINGS_INVALID.error(where=name, problem="should be a table")
    return table


def _text(table: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (default is None and not value):
        raise errors.SETTINGS_INVALID.error(where=where, problem="a text is needed")
    return value


def _parsed(
    table: Mapping[str, Any], key: str, where: str, parse: Callable[[Any], T], default: str | None = None
) -> T:
    value = table.get(key, default)
    try:
        return parse(value)
    except (ValueError, TypeError, AttributeError) as problem:
        choices = ", ".join(parse) if isinstance(parse, EnumMeta) else ""
        raise errors.SETTINGS_INVALID.error(
            where=where, problem=f"'{value}' {choices and f'({choices})'}"
        ) from problem


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _party(table: Mapping[str, Any], where: str) -> Party:
    return Party(
        name=_text(table, "name", f"{where}.name"),
        place=_parsed(table, "place", f"{where}.place", Place),
        contact=_text(table, "contact", f"{where}.contact", default=""),
    )


def _source(entry: Mapping[str, Any], where: str) -> SourceEntry:
    _known(entry, where, {"name", "path", "encoding", "sheet"})
    return SourceEntry(
        _text(entry, "name", f"{where}.name"),
        _text(entry, "path", f"{where}.path"),
        entry.get("encoding"),
        entry.get("sheet"),
    )


def _signer(entry: Mapping[str, Any], where: str) -> Signer:
    return Signer(
        _parsed(entry, "role", f"{where}.role", Role),
        _text(entry, "name", f"{where}.name"),
        _text(entry, "key", f"{where}.key"),
    )


def _override(entry: Mapping[str, Any], where: str) -> Override:
    _known(entry, where, {"source", "table", "column", "reason", "kind", "category", "sensitivity"})
    category, tier = entry.get("category"), entry.get("sensitivity")
    return Override(
        source=_text(entry, "source", f"{where}.source"),
        table=_text(entry, "table", f"{where}.table"),
        column=_text(entry, "column", f"{where}.column"),
        reason=_text(entry, "reason", f"{where}.reason"),
        kind=entry.get("kind"),
        category=_parsed(entry, "category", f"{where}.category", Category) if category else None,
        sensitivity=_parsed(entry, "sensitivity", f"{where}.sensitivity", Sensitivity) if tier else None,
    )


def _notice(entry: Mapping[str, Any], where: str) -> NoticeGiven:
    return NoticeGiven(
        _text(entry, "law", f"{where}.law"),
        _parsed(entry, "given_on", f"{where}.given_on", _date),
        _text(entry, "evidence", f"{where}.evidence"),
    )


def _basis(table: Mapping[str, Any]) -> dict[Category, Basis]:
    found = {_parsed({"c": c}, "c", "basis", Category): _parsed(table, c, f"basis.{c}", Basis) for c in table}
    return {**DEFAULT_BASIS, **found}


def _roles(table: Mapping[str, Any], key: str) -> tuple[Role, ...]:
    roles = table.get(key, ["owner", "compliance-officer"])
    parsed = tuple(_parsed({"r": r}, "r", f"approval.{key}", Role) for r in roles)
    if len(set(parsed)) < 2:  # two people, always: mission D13, T3
        raise errors.SETTINGS_INVALID.error(
            where=f"approval.{key}", problem="at least two different roles are needed"
        )
    return parsed
