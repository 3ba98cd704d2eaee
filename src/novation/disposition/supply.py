"""Facts that rules ask about and that no column of the project tells: they then have their emptiest value for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from novation.disposition.table_facts import FactTable
from novation.law import Packs
from novation.law.pack import Rule
from novation.terms import Place

SUPPLIED_BY: dict[str, tuple[str, ...]] = {
    "place": (
        *("place.country", "person.nationality", "cn.resident-id", "cn.mobile", "place.address"),
        "place.region",
    ),
    "age": ("person.birth-date", "cn.resident-id"),
    "activity": ("time.order", "time.last-activity"),
    "relationship": ("time.order", "time.last-activity", "key.order"),
    "consent": ("consent.state",),
    "marketing": ("marketing.state", "consent.state"),
    "objection": ("objection.state",),
    "hold": ("hold.state",),
}
"""A fact about persons → the kinds of columns of which one is enough to tell it."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A fact that no column tells: the rules that ask it, by their places in the packs, and what would tell it."""

    fact: str
    rules: tuple[Rule, ...]

    def as_dict(self) -> dict[str, object]:
        """How many rules, the first of each pack with file and line, and the kinds of columns that would tell."""
        firsts: dict[str, Rule] = {}
        for rule in sorted(self.rules, key=lambda r: (r.law, r.file, r.line)):
            firsts.setdefault(rule.law, rule)
        return {
            "rules": len(self.rules),
            "asked_by": [{"rule": r.id, "file": r.file, "line": r.line} for r in firsts.values()],
            "kinds": list(SUPPLIED_BY[self.fact]),
        }


def unsupplied(tables: Sequence[FactTable], packs: Packs, seller_place: Place, on: date) -> list[Lacking]:
    """Each fact that no column tells, with the rules of the laws at the seller's place that ask it."""
    kinds = {kind for table in tables for _, kind, _, _ in table.columns}
    missing = [fact for fact, known in SUPPLIED_BY.items() if not kinds.intersection(known)]
    rules = [
        rule
        for pack in packs
        if pack.in_force.contains(on) and _applies_at(packs, pack.id, seller_place)
        for rule in pack.rules
        if rule.in_force.contains(on)
    ]
    found = [Lacking(fact, tuple(rule for rule in rules if rule.asks(fact))) for fact in missing]
    return [lacking for lacking in found if lacking.rules]


def _applies_at(packs: Packs, pack_id: str, place: Place) -> bool:
    """Whether a pack, or one that extends it, names the place."""
    callers = (pack for pack in packs if pack_id in packs.closure(pack.id))
    return any(place in (*p.named_places(), *p.named_places("seller_place")) for p in callers)
