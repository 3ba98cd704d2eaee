"""Which differences of facts can matter: values that no rule in question tells apart stand for one another.

Every condition of the packs (of rules, obligations, and of when a pack applies) is one bit. For a person's place and
a category most rules are out from the start; two values of a field that the remaining ones treat alike, and that
leave every retention floor in the same state, give the same verdict. So a fact vector is judged once for all those
that differ in nothing that matters. The tests decide every vector by itself and compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from novation.disposition.context import Context
from novation.law import Condition, Packs
from novation.law.retention import state
from novation.terms import FACT_FIELDS, ActivityBand, Category, Facts, Place, Term

VARYING = ("relationship", "age", "activity", "marketing", "objection", "hold", "consent", "sensitivity")
"""Fields that differ among people of one place, for one category; the others are the deal's."""


class Relevance:
    """Knows, for one deal and day, which values of the varying fields stand for one another."""

    def __init__(self, packs: Packs, context: Context, on: date) -> None:
        self._packs = packs
        self._context = context
        self._every = list(_conditions(packs, on))
        self._accepts = {name: self._table(name) for name in FACT_FIELDS}

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
        return mask

    def _floors(self, category: Category, place: Place, value: Term) -> object:
        """What an activity band means for the retention floors; nothing for other fields."""
        if not isinstance(value, ActivityBand):
            return None
        facts = _facts(category, place, value, self._context)
        states = (state(pack.floors, facts) for pack in self._packs)
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


def _conditions(packs: Packs, on: date) -> Iterable[tuple[Condition, ...]]:
    for pack in packs:
        yield from pack.applies_when
        yield from (rule.when for rule in pack.rules if rule.in_force.contains(on))
        yield from (entry.when for entry in pack.obligations if entry.in_force.contains(on))


def _first_alike(signatures: list[object]) -> list[int]:
    return [signatures.index(signature) for signature in signatures]


def _facts(category: Category, place: Place, activity: ActivityBand, context: Context) -> Facts:
    """A vector that differs from others in its activity only; the other fields are their vocabularies' first."""
    first = {name: str(next(iter(vocabulary))) for name, vocabulary in FACT_FIELDS.items()}
    told = {"category": category, "place": place, "activity": activity, "seller_place": context.seller_place}
    return Facts.from_dict({**first, **{name: str(value) for name, value in told.items()}})
