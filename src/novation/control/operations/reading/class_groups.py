"""Classes by what a person decides about at once: the same outcome, on the same rules, of the same category."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from novation.control.operations.reading.classes import ClassShown
from novation.messages import Text
from novation.terms import Category, Place, SellerCopy, ToBuyer


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """`decisions` count a person once for each class; `key` is the same as long as outcome, rules and category are."""

    key: str
    to_buyer: ToBuyer
    seller_copy: SellerCopy
    category: Category
    rules: tuple[str, ...]
    citations: tuple[Text, ...]
    places: tuple[Place, ...]
    classes: int
    decisions: int
    unconfirmed: int
    human: int


def key_of(one: ClassShown) -> str:
    """What all classes of a group have in common, in short."""
    said = "\n".join((one.to_buyer, one.seller_copy, one.category, *one.rules))
    return "K-" + hashlib.sha256(said.encode()).hexdigest()[:10]


def grouped(every: Iterable[ClassShown]) -> list[ClassGroup]:
    """The groups, those that concern the most first."""
    found: dict[str, list[ClassShown]] = {}
    for one in every:
        found.setdefault(key_of(one), []).append(one)
    groups = [_group(key, members) for key, members in found.items()]
    return sorted(groups, key=lambda group: (-group.decisions, group.key))


def _group(key: str, members: list[ClassShown]) -> ClassGroup:
    first = members[0]
    return ClassGroup(
        key=key,
        to_buyer=first.to_buyer,
        seller_copy=first.seller_copy,
        category=first.category,
        rules=first.rules,
        citations=first.citations,
        places=tuple(place for place in Place if place in {one.place for one in members}),
        classes=len(members),
        decisions=sum(one.people for one in members),
        unconfirmed=sum(one.unconfirmed for one in members),
        human=sum(one.human for one in members),
    )
