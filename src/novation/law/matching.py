"""Finds the rules that match a fact vector: one bit a rule, one AND a field, for all packs at once.

For each field a table says, for each value, which rules would accept it. So a vector costs some twenty
look-ups however many rules there are, and judging thousands of vectors takes well under a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_

from novation.law.pack import Condition, Pack, RetentionPeriod, Rule
from novation.law.packset import Packs
from novation.law.retention import state
from novation.law.vocabulary import CONDITION_FIELDS, Passes
from novation.terms import FACT_FIELDS, Category, Facts, Retention, Term

MOST_MASKS = 50_000  # masks whose rules are kept


class Index:
    """The rules of all packs in force on one day. `rules[i]` is bit `1 << i` of every mask."""

    def __init__(self, packs: Packs, on: date) -> None:
        self.packs = tuple(pack for pack in packs if pack.in_force.contains(on))
        self.rules: tuple[Rule, ...] = tuple(
            rule
            for pack in self.packs
            for rule in sorted(pack.rules, key=lambda rule: rule.id)
            if rule.in_force.contains(on)
        )
        self.bit = {rule.id: 1 << number for number, rule in enumerate(self.rules)}
        self.of_pack = {
            pack.id: self._mask(rule.law == pack.id for rule in self.rules) for pack in self.packs
        }
        self.closures = {pack.id: packs.closure(pack.id) for pack in self.packs}
        self.calendars = {pack.id: packs.calendar(pack.id) for pack in self.packs}
        self.asks_passes = self._mask(rule.asks("passes") for rule in self.rules)
        self.says_to_buyer = self._mask(rule.then.to_buyer is not None for rule in self.rules)
        self.says_seller_copy = self._mask(rule.then.seller_copy is not None for rule in self.rules)
        self.displaces = [self._displaced_by(packs, rule) for rule in self.rules]
        self.displacing = self._mask(bool(mask) for mask in self.displaces)
        self.floors = {
            pack.id: _by_category(tuple(floor for floor in pack.floors if floor.in_force.contains(on)))
            for pack in self.packs
        }
        self.applies_by = sorted({c.field for p in self.packs for way in p.applies_when for c in way})
        self.reaches: dict[object, object] = {}  # kept by `reach.reach_of`
        self.verdicts: dict[object, object] = {}  # kept by `judging`
        self.answers: dict[object, object] = {}  # kept by `judging`
        self._chosen: dict[int, tuple[Rule, ...]] = {}
        asked = [name for name in FACT_FIELDS if any(rule.asks(name) for rule in self.rules)]
        self._tables = [(name, self._table(name)) for name in asked]
        self._retention = self._table("retention")
        self._passes = self._table("passes")

    def applying(self, facts: Facts) -> tuple[Pack, ...]:
        """The packs whose `applies_when` fits, with all they extend, in the order of their ids."""
        names = {
            name
            for pack in self.packs
            if any(fits(alternative, facts) for alternative in pack.applies_when)
            for name in self.closures[pack.id]
        }
        return tuple(pack for pack in self.packs if pack.id in names)

    def matching(self, facts: Facts, states: dict[str, Retention]) -> int:
        """Rules of the packs named in `states` (pack id → floor state) that match, `passes` left aside."""
        mask = 0
        for pack_id, floor in states.items():
            mask |= self.of_pack[pack_id] & self._retention[floor]
        for name, table in self._tables:
            mask &= table[getattr(facts, name)]
        return mask

    def with_passes(self, mask: int, passes: Passes) -> int:
        """Of matching rules, those that also accept what is known of the buyer's side."""
        return mask & self._passes[passes]

    def displaced(self, mask: int) -> int:
        """The rules that matching rules displace.

        A rule that is itself displaced still displaces: record 0001 §3 asks only that it matches, and so the
        outcome can't hang on an order of evaluation. Two that displace each other are both out (lint says so).
        """
        return reduce(or_, (self.displaces[number] for number in bits(mask & self.displacing)), 0)

    def state(self, pack: Pack, facts: Facts) -> tuple[Retention, tuple[RetentionPeriod, ...]]:
        """The floor state of a vector under a pack's own table, and the floors that decide it."""
        entries = self.floors[pack.id].get(facts.category)
        return state(entries, facts) if entries else (Retention.NO_FLOOR, ())

    def chosen(self, mask: int) -> tuple[Rule, ...]:
        """The rules of a mask; the same masks come again and again."""
        found = self._chosen.get(mask)
        if found is None:
            if len(self._chosen) >= MOST_MASKS:
                self._chosen.clear()
            found = self._chosen[mask] = tuple(self.rules[number] for number in bits(mask))
        return found

    def _mask(self, flags: Iterable[bool]) -> int:
        return sum(1 << number for number, flag in enumerate(flags) if flag)

    def _displaced_by(self, packs: Packs, rule: Rule) -> int:
        found = (packs.resolve(rule.law, written) for written in rule.displaces)
        return reduce(or_, (self.bit.get(other.id, 0) for other in found if other), 0)

    def _table(self, name: str) -> dict[Term, int]:
        return {
            value: self._mask(
                all(c.accepts(value) for c in rule.when if c.field == name) for rule in self.rules
            )
            for value in CONDITION_FIELDS[name]
        }


def index_of(packs: Packs, on: date) -> Index:
    """The index for a day, made once for a set of packs (the last few days asked are kept)."""
    found = packs.indexes.get(on)
    if not isinstance(found, Index):
        if len(packs.indexes) >= 8:
            packs.indexes.clear()
        found = packs.indexes[on] = Index(packs, on)
    return found


def fits(conditions: Iterable[Condition], facts: Facts) -> bool:
    """Whether a vector fulfils every condition on its own fields."""
    return all(condition.accepts(getattr(facts, condition.field)) for condition in conditions)


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _by_category(entries: tuple[RetentionPeriod, ...]) -> dict[Category, tuple[RetentionPeriod, ...]]:
    categories = {category for entry in entries for category in entry.category}
    return {c: tuple(entry for entry in entries if c in entry.category) for c in categories}
