"""What differs between two states of the law: entries that were added, removed or changed, pack by pack. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from novation.law.pack import Pack
from novation.law.pack_parts import Period
from novation.law.packset import Packs
from novation.law.plain_entries import plain, said
from novation.messages import Text
from novation.terms import Term


class Part(Term):
    """What a change is about."""

    PACK = "pack", "规则包本身", "the pack itself"
    RULE = "rule", "规则", "rule"
    FLOOR = "retention", "保存期限", "retention"
    OBLIGATION = "obligation", "义务", "obligation"
    CLOCK = "clock", "期限", "clock"
    NOTICE = "notice", "告知", "notice"
    CONTROL = "control", "控制措施", "control"
    THRESHOLD = "threshold", "门槛", "threshold"
    ROUTE = "route", "出境路径", "way abroad"
    ROUTE_RULE = "route-rule", "出境路径的适用条件", "when a way abroad is open"
    LOCALISATION = "localisation", "语言与称呼", "language and address"


class Change(Term):
    ADDED = "added", "新增", "added"
    REMOVED = "removed", "删除", "removed"
    CHANGED = "changed", "变更", "changed"


DECIDING = frozenset({Part.PACK, Part.RULE, Part.FLOOR, Part.OBLIGATION})
"""Parts on which verdicts, or what a plan passes on to the buyer, rest."""


@dataclass(frozen=True)
class LawState:
    """Packs, and the day whose law is meant; without a day everything that is written there, in force or not."""

    packs: Packs
    on: date | None = None

    def pack(self, pack_id: str) -> Pack | None:
        """A pack, if it is there and in force on the day."""
        if pack_id not in self.packs:
            return None
        pack = self.packs[pack_id]
        return pack if self.holds(pack.in_force) else None

    def holds(self, period: Period) -> bool:
        return self.on is None or period.contains(self.on)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry: its value before and after, as plain values."""

    name: str
    before: Any
    after: Any

    def as_dict(self) -> dict[str, Any]:
        return {"field": self.name, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that came, went or says something else; `title` and `citation` are those it has now, or had.

    The pack itself and its languages have no citation.
    """

    part: Part
    id: str
    how: Change
    title: Text
    citation: Text | None
    confirmed: bool
    in_force: Period
    fields: tuple[FieldChange, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "part": str(self.part),
            "id": self.id,
            "change": str(self.how),
            "title": self.title.as_dict(),
            "citation": self.citation.as_dict() if self.citation else None,
            "confirmed": self.confirmed,
            "in_force": plain(self.in_force),
            "fields": [f.as_dict() for f in self.fields],
        }


@dataclass(frozen=True, slots=True)
class PackChange:
    """One pack: how it changed as a whole, its versions and digests (None where it is not there), and its entries.

    A pack that is `changed` without entries differs in its scenarios, sources or the order of its files only.
    """

    id: str
    title: Text
    how: Change
    versions: tuple[str | None, str | None]
    digests: tuple[str | None, str | None]
    entries: tuple[EntryChange, ...]

    @property
    def decides(self) -> bool:
        """Whether a verdict or an obligation may be another one."""
        return any(entry.part in DECIDING for entry in self.entries)

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title.as_dict(),
            "change": str(self.how),
            "versions": list(self.versions),
            "digests": list(self.digests),
            "entries": [entry.as_dict() for entry in self.entries],
        }


def changes(old: LawState, new: LawState) -> list[PackChange]:
    """Every pack that differs, in the order of ids, with every entry that differs, in the order of parts and ids."""
    names = sorted({*old.packs.ids, *new.packs.ids})
    found = (_pack_change(name, old, new) for name in names)
    return [change for change in found if change is not None]


def _pack_change(name: str, old: LawState, new: LawState) -> PackChange | None:
    before, after = old.pack(name), new.pack(name)
    told = after or before
    if told is None:
        return None
    entries = tuple(_entry_changes(_entries(old, before), _entries(new, after)))
    digests = (before.digest if before else None, after.digest if after else None)
    if not entries and digests[0] == digests[1]:
        return None
    versions = (str(before.version) if before else None, str(after.version) if after else None)
    return PackChange(name, told.title, _how(before, after), versions, digests, entries)


def _how(before: object, after: object) -> Change:
    if before is None:
        return Change.ADDED
    return Change.REMOVED if after is None else Change.CHANGED


Key = tuple[Part, str]


def _entries(state: LawState, pack: Pack | None) -> dict[Key, Any]:
    """Everything that a pack says on the day, by part and id."""
    if pack is None:
        return {}
    return {
        (part, entry.id): entry
        for part, entry in _all_entries(pack)
        if state.holds(getattr(entry, "in_force", Period()))
    }


def _all_entries(pack: Pack) -> Iterator[tuple[Part, Any]]:
    lists = (
        (Part.RULE, pack.rules),
        (Part.FLOOR, pack.retention),
        (Part.OBLIGATION, pack.obligations),
        (Part.CLOCK, pack.clocks),
        (Part.NOTICE, pack.notices),
        (Part.CONTROL, pack.controls),
        (Part.THRESHOLD, pack.thresholds),
        (Part.ROUTE, pack.export.routes if pack.export else ()),
        (Part.ROUTE_RULE, pack.export.rules if pack.export else ()),
    )
    yield Part.PACK, _Head(pack)
    for part, entries in lists:
        yield from ((part, entry) for entry in entries)
    if pack.localisation:
        yield Part.LOCALISATION, _Localised(pack)


def _entry_changes(before: dict[Key, Any], after: dict[Key, Any]) -> Iterator[EntryChange]:
    order = list(Part)
    for key in sorted({*before, *after}, key=lambda k: (order.index(k[0]), k[1])):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            yield _entry_change(key, _how(old, new), new or old)
        elif differing := _differing(_said(old), _said(new)):
            yield _entry_change(key, Change.CHANGED, new, differing)


def _entry_change(key: Key, how: Change, entry: Any, differing: tuple[FieldChange, ...] = ()) -> EntryChange:
    citation = getattr(entry, "citation", None)
    return EntryChange(
        key[0],
        key[1],
        how,
        _title(entry),
        citation.text if citation else None,
        citation.confirmed if citation else True,
        getattr(entry, "in_force", Period()),
        differing,
    )


def _title(entry: Any) -> Text:
    """A retention entry has no title: its article names it."""
    title = getattr(entry, "title", None)
    if isinstance(title, Text):
        return title
    cited: Text = entry.citation.text
    return cited


def _differing(before: dict[str, Any], after: dict[str, Any]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    )


_HEAD = ("title", "kind", "in_force", "applies_when", "extends", "export_areas", "adequate")
_EXPORT = ("from_", "calendar_year")


@dataclass(frozen=True, slots=True)
class _Head:
    """What pack.yaml says of a pack; its version is told with the pack."""

    pack: Pack

    @property
    def id(self) -> str:
        return self.pack.id

    @property
    def title(self) -> Text:
        return self.pack.title

    @property
    def in_force(self) -> Period:
        return self.pack.in_force

    def said(self) -> dict[str, Any]:
        own = {name: plain(getattr(self.pack, name)) for name in _HEAD}
        abroad = {
            f"export.{name.rstrip('_')}": plain(getattr(self.pack.export, name, None)) for name in _EXPORT
        }
        return {**own, **abroad}


@dataclass(frozen=True, slots=True)
class _Localised:
    """A pack's languages, calendar and forms of address."""

    pack: Pack

    @property
    def id(self) -> str:
        return self.pack.id

    @property
    def title(self) -> Text:
        return self.pack.title

    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = plain(self.pack.localisation)
        return found


def _said(entry: Any) -> dict[str, Any]:
    return entry.said() if isinstance(entry, _Head | _Localised) else said(entry)
