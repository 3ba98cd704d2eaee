"""Which laws reach a vector: the packs that apply, and the places whose law ought to be asked but isn't loaded."""

from __future__ import annotations

from dataclasses import dataclass

from novation.law.matching import Index, fits
from novation.law.pack import Pack
from novation.law.vocabulary import PackKind
from novation.terms import Facts, Place


@dataclass(frozen=True, slots=True)
class Reach:
    """`missing`: the person's place, without a statute of its own; `seller_unknown`: no pack names the seller's."""

    applying: tuple[Pack, ...]
    missing: tuple[Place, ...]
    seller_unknown: bool


def reach_of(facts: Facts, index: Index) -> Reach:
    """Few combinations of facts decide this, so each is worked out once per index."""
    key = (facts.place, facts.seller_place, *(getattr(facts, name) for name in index.applies_by))
    found = index.reaches.get(key)
    if not isinstance(found, Reach):
        found = Reach(index.applying(facts), _missing_laws(facts, index), _seller_law_unknown(facts, index))
        index.reaches[key] = found
    return found


def _missing_laws(facts: Facts, index: Index) -> tuple[Place, ...]:
    """The person's place, if it is known and no loaded statute in force is made for the people there.

    An unknown place is no such case: the seller's law reaches every record the seller handles, and shops
    seldom write down the country of the customers next door. So the seller's law judges alone, and a person
    is asked to look. `other` is a known place elsewhere: it has a law, and nobody loaded it.
    """
    if facts.place is Place.UNKNOWN:
        return ()
    for pack in index.packs:
        for alternative in pack.applies_when:
            names_it = any(c.field == "place" and not c.negated for c in alternative)
            if names_it and fits(alternative, facts) and _has_statute(index, pack):
                return ()
    return (facts.place,)


def _has_statute(index: Index, pack: Pack) -> bool:
    closure = index.closures[pack.id]
    return any(other.kind is PackKind.STATUTE for other in index.packs if other.id in closure)


def _seller_law_unknown(facts: Facts, index: Index) -> bool:
    """Whether no loaded pack knows the seller's place at all: its law may say more than was judged."""
    return not any(
        facts.seller_place in (*pack.named_places("seller_place"), *pack.named_places())
        for pack in index.packs
    )
