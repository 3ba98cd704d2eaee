"""Which differences of facts can matter: vectors that no rule in question tells apart are judged once.

Every condition of the packs (of rules, obligations, and of when a pack applies) is one bit. For a person's place and
a category most rules are out from the start; two values of a field that the remaining ones treat alike, and that
leave every retention floor in the same state, give the same verdict (`alike`). Of what is left, vectors of one place
that fulfil the very same conditions do too, whatever their values (`fulfilled`). So one is judged for all those that
differ in nothing that matters. The tests decide every vector by itself and compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_

import numpy as np

from novation.disposition.context import Context
from novation.law import Condition, Packs
from novation.law.retention import state
from novation.terms import FACT_FIELDS, ActivityBand, Category, Facts, Place, Term

VARYING = ("relationship", "age", "activity", "marketing", "objection", "hold", "consent", "sensitivity")
"""Fields that differ among people of one place, for one category; the others are the deal's."""


class Relevance:
    """Knows, for one deal and day, which values of the varying fields stand for one another."""

    def __init__(self, packs: Packs, context: Context, on: date) -> None:
        self._context = context
        every = list(_conditions(packs, on))
        self._every = [conditions for _, _, conditions in every]
        self._ways = {pack.id: _bits(law == pack.id and is_way for law, is_way, _ in every) for pack in packs}
        self._of_law = {pack.id: _bits(law == pack.id for law, _, _ in every) for pack in packs}
        self._calling = {
            pack.id: [other.id for other in packs if pack.id in packs.closure(other.id)] for pack in packs
        }
        self._accepts = {name: self._table(name) for name in FACT_FIELDS}
        self._floors_of_packs = [pack.floors for pack in packs]
        self._states: dict[object, object] = {}

    def alike(self, category: Category, place: Place) -> dict[str, list[int]]:
        """For each varying field and each of its values (by place in the vocabulary) the first value like it."""
        asked = self._asked(category, place)
        return {
            name: _first_alike(
                [
                    (self._accepts[name][value] & asked, self._floors(category, place, value))
                    for value in FACT_FIELDS[name]
                ]
            )
            for name in VARYING
        }

    def fulfilled(self, category: Category, place: Place, codes: Mapping[str, np.ndarray]) -> np.ndarray:
        """For each vector of that category and place the conditions it fulfils and the state of its floors, in bits.

        `codes` gives each varying field as places in its vocabulary. Only conditions on which vectors can differ count.
        """
        asked = self._asked(category, place)
        refused = reduce(or_, (asked & ~bits for name in VARYING for bits in self._accepts[name].values()), 0)
        open_ = [number for number in range(refused.bit_length()) if refused >> number & 1]
        found = np.ones((len(codes["activity"]), len(open_)), bool)
        for name in VARYING:
            accepts = [[bits >> number & 1 for number in open_] for bits in self._accepts[name].values()]
            found &= np.array(accepts, bool).reshape(len(accepts), len(open_))[codes[name]]
        floors = _first_alike([self._floors(category, place, value) for value in FACT_FIELDS["activity"]])
        return np.column_stack([np.packbits(found, axis=1), np.array(floors, np.uint8)[codes["activity"]]])

    def _asked(self, category: Category, place: Place) -> int:
        """The conditions that may still be fulfilled, given what is the same for all these people."""
        context = self._context
        fixed: dict[str, Term] = {
            "place": place,
            "category": category,
            "basis": context.basis_of(category),
            "seller_place": context.seller_place,
            "buyer_place": context.buyer_place,
            "deal_form": context.deal_form,
            "phase": context.phase,
            "export": context.export,
            "purpose": context.purpose,
            "promise": context.promise,
            "regime": context.regime,
            "transfer_basis": context.transfer_basis_of(category),
        }
        mask = -1
        for name, value in fixed.items():
            mask &= self._accepts[name][value]
        return mask & self._reaching(mask)

    def _reaching(self, mask: int) -> int:
        """The conditions of laws that may apply at all: a rule of another law is never asked."""
        applying = {law for law, ways in self._ways.items() if ways & mask}
        return reduce(
            or_,
            (bits for law, bits in self._of_law.items() if not applying.isdisjoint(self._calling[law])),
            0,
        )

    def _floors(self, category: Category, place: Place, value: Term) -> object:
        """What an activity band means for the retention floors; nothing for other fields."""
        if not isinstance(value, ActivityBand):
            return None
        key = (category, place, value)
        if key not in self._states:
            self._states[key] = self._states_of(category, place, value)
        return self._states[key]

    def _states_of(self, category: Category, place: Place, value: ActivityBand) -> object:
        facts = _facts(category, place, value, self._context)
        states = (state(floors, facts) for floors in self._floors_of_packs)
        return [(floor, [entry.id for entry in entries]) for floor, entries in states]

    def _table(self, name: str) -> dict[Term, int]:
        """For each value of a field, the bits of the conditions that would accept it."""
        return {
            value: sum(
                1 << number
                for number, conditions in enumerate(self._every)
                if all(c.accepts(value) for c in conditions if c.field == name)
            )
            for value in FACT_FIELDS[name]
        }


def _conditions(packs: Packs, on: date) -> Iterable[tuple[str, bool, tuple[Condition, ...]]]:
    """The law, whether it says when the law applies, and the conditions."""
    for pack in packs:
        yield from ((pack.id, True, way) for way in pack.applies_when)
        yield from ((pack.id, False, rule.when) for rule in pack.rules if rule.in_force.contains(on))
        yield from ((pack.id, False, entry.when) for entry in pack.obligations if entry.in_force.contains(on))


def _bits(flags: Iterable[bool]) -> int:
    return sum(1 << number for number, flag in enumerate(flags) if flag)


def _first_alike(signatures: list[object]) -> list[int]:
    return [signatures.index(signature) for signature in signatures]


def _facts(category: Category, place: Place, activity: ActivityBand, context: Context) -> Facts:
    """A vector that differs from others in its activity only; the other fields are their vocabularies' first."""
    first = {name: str(next(iter(vocabulary))) for name, vocabulary in FACT_FIELDS.items()}
    told = {"category": category, "place": place, "activity": activity, "seller_place": context.seller_place}
    return Facts.from_dict({**first, **{name: str(value) for name, value in told.items()}})
