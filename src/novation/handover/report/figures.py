"""The dossier's figures: people counted once, and decisions (one person, one data category) by what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from novation.disposition.deciding import whole_class
from novation.terms import ActivityBand, Category, SellerCopy, ToBuyer

Group = Mapping[str, Any]
"""People of one place with one outcome for one category on the same grounds (`handover.grouping`)."""
CORE = ("identity", "contact", "account", "transaction")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a vocabulary value, its counts by outcome, and their sum."""

    key: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Table:
    """Rows by outcome; totals are computed from the rows, so they always equal their parts."""

    rows: Sequence[Row]
    columns: Sequence[str]

    @property
    def totals(self) -> dict[str, int]:
        return {c: sum(r.counts.get(c, 0) for r in self.rows) for c in self.used}

    @property
    def used(self) -> list[str]:
        """The outcomes that occur, in the order of the vocabulary; an unknown one comes last."""
        occurring = {c for r in self.rows for c in r.counts}
        return [c for c in self.columns if c in occurring] + sorted(occurring - set(self.columns))

    @property
    def total(self) -> int:
        return sum(r.total for r in self.rows)


BUYER_KEYS = tuple(str(t) for t in ToBuyer)
SELLER_KEYS = tuple(str(t) for t in SellerCopy)


def by_place(core: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Table:
    """Each person once: place by disposition toward the buyer, the largest place first."""
    rows = [
        Row(p, _ordered({b: sum(s.values()) for b, s in buyers.items()}, BUYER_KEYS))
        for p, buyers in core.items()
    ]
    return Table(sorted(rows, key=lambda r: (-r.total, r.key)), BUYER_KEYS)


def by_both(core: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Table:
    """Each person once: disposition toward the buyer by what the seller does with its copy."""
    found: dict[str, Counter[str]] = {b: Counter() for b in BUYER_KEYS}
    for buyers in core.values():
        for buyer, sellers in buyers.items():
            found.setdefault(buyer, Counter()).update(sellers)
    return Table([Row(b, _ordered(n, SELLER_KEYS)) for b, n in found.items() if n.total()], SELLER_KEYS)


def by_category(groups: Iterable[Group]) -> Table:
    """Decisions by category and disposition; inside one category every person has exactly one."""
    counted = ((g["category"], g["to_buyer"], g["people"]) for g in groups)
    return Table(_tally(counted, [str(c) for c in Category]), BUYER_KEYS)


def by_activity(decisions: Mapping[str, Any]) -> tuple[str, Table] | None:
    """People by their last transaction, in the core category that the most people have; None without classes."""
    classes = [whole_class(decisions, c) for c in decisions["classes"]]
    held: Counter[str] = Counter()
    for entry in classes:
        held[entry["facts"]["category"]] += entry["people"]
    wanted = max((c for c in CORE if c in held), key=lambda c: held[c], default=None)
    if wanted is None:
        return None
    counted = (
        (c["facts"]["activity"], c["to_buyer"], c["people"])
        for c in classes
        if c["facts"]["category"] == wanted
    )
    return wanted, Table(_tally(counted, [str(a) for a in ActivityBand]), BUYER_KEYS)


def _tally(counted: Iterable[tuple[str, str, int]], order: Sequence[str]) -> list[Row]:
    found: dict[str, Counter[str]] = {key: Counter() for key in order}
    for key, outcome, people in counted:
        found.setdefault(key, Counter())[outcome] += people
    return [Row(key, _ordered(counts, BUYER_KEYS)) for key, counts in found.items() if counts.total()]


def _ordered(counts: Mapping[str, int], keys: Sequence[str]) -> dict[str, int]:
    """In the order of the vocabulary; a value it does not know comes last, so that nobody is lost."""
    return {k: counts[k] for k in dict.fromkeys((*keys, *sorted(counts))) if counts.get(k)}


@dataclass(frozen=True, slots=True)
class Reservation:
    """Decisions that rest on something open, by category; `at_least` people are concerned, each counted once."""

    by_category: Mapping[str, int]

    @property
    def decisions(self) -> int:
        return sum(self.by_category.values())

    @property
    def at_least(self) -> int:
        """Inside one category nobody is counted twice, so the largest category is a floor for the people."""
        return max(self.by_category.values(), default=0)


def reservations(groups: Iterable[Group]) -> dict[str, Reservation]:
    """What is open about the decisions: unconfirmed rules, no verdict, a person's look, a window, masks."""
    tests = {
        "unconfirmed": lambda g: g["unconfirmed"],
        "undecided": lambda g: g["to_buyer"] == ToBuyer.UNDECIDED,
        "human": lambda g: g["human"],
        "waiting": lambda g: g["to_buyer"] == ToBuyer.AFTER_NOTICE and not g["passes_now"],
        "masked": lambda g: g["passes_now"] and bool(g["mask"]),
    }
    found: dict[str, Counter[str]] = {name: Counter() for name in tests}
    for group in groups:
        for name, test in tests.items():
            if test(group):
                found[name][group["category"]] += group["people"]
    return {name: Reservation(dict(counts)) for name, counts in found.items()}


@dataclass(frozen=True)
class Block:
    """The groups of one category: those shown, and those listed further down, which make up the rest of its people."""

    category: str
    people: int
    shown: Sequence[Group]
    rest: Sequence[Group]

    @property
    def rest_people(self) -> int:
        return sum(g["people"] for g in self.rest)


def blocks(groups: Sequence[Group], largest: int = 30) -> list[Block]:
    """Groups by category in the order of the vocabulary.

    Shown are the `largest` of all, and the largest of each category and of each place, so that none goes unseen.
    """
    by_category: dict[str, list[Group]] = {}
    by_place: dict[str, Group] = {}
    for group in groups:
        by_category.setdefault(group["category"], []).append(group)
        by_place.setdefault(group["place"], group)
    firsts = [*(listed[0] for listed in by_category.values()), *by_place.values()]
    shown = {id(g) for g in (*groups[:largest], *firsts)}
    order = {str(c): n for n, c in enumerate(Category)}
    return [
        Block(
            category,
            sum(g["people"] for g in listed),
            [g for g in listed if id(g) in shown],
            [g for g in listed if id(g) not in shown],
        )
        for category, listed in sorted(by_category.items(), key=lambda item: order.get(item[0], len(order)))
    ]
