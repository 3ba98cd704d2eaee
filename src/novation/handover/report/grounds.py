"""On which ground data did not pass, and the rules behind every decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from novation.messages import Text

Group = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that kept data back: decisions for which it is the only ground, and those it shares with others."""

    rule: str
    alone: int
    shared: int

    @property
    def named(self) -> int:
        return self.alone + self.shared


@dataclass(frozen=True)
class Grounds:
    """`alone` of all rules, `several` (each decision once) and `undecided` add up to `total`."""

    rules: list[Ground]
    several: int
    undecided: list[tuple[Text, int]]
    by_outcome: dict[str, int]

    @property
    def alone(self) -> int:
        return sum(g.alone for g in self.rules)

    @property
    def total(self) -> int:
        return self.alone + self.several + sum(n for _, n in self.undecided)


_NO_RULE = Text("没有规则涵盖", "no rule covers it")


def not_passed(groups: Iterable[Group]) -> Grounds:
    """Decisions by which nothing passes now, by the rules that said so."""
    alone: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    undecided: Counter[tuple[str, str]] = Counter()
    outcomes: Counter[str] = Counter()
    several = 0
    for entry in groups:
        if entry["passes_now"]:
            continue
        people, reasons = entry["people"], entry["reasons"]
        outcomes[entry["to_buyer"]] += people
        if len(reasons) == 1:
            alone[reasons[0]] += people
        elif reasons:
            several += people
            shared.update(dict.fromkeys(reasons, people))
        else:
            because = entry["undecided_because"] or _NO_RULE.as_dict()
            undecided[because["zh"], because["en"]] += people
    rules = [Ground(r, alone[r], shared[r]) for r in sorted({*alone, *shared})]
    return Grounds(
        sorted(rules, key=lambda g: (-g.named, g.rule)),
        several,
        sorted(((Text(*told), n) for told, n in undecided.items()), key=lambda item: (-item[1], item[0].en)),
        dict(outcomes),
    )


@dataclass(frozen=True)
class Cited:
    """A rule with its number in the appendix, and the decisions in which it said the outcome."""

    number: int
    rule: Mapping[str, Any]
    decisions: int
    seller_decisions: int

    @property
    def decided(self) -> bool:
        return bool(self.decisions or self.seller_decisions)


def appendix(rules: Mapping[str, Mapping[str, Any]], groups: Iterable[Group]) -> dict[str, Cited]:
    """Every rule that any answer rests on, by id, numbered in the order of ids (that is, by law)."""
    buyer: Counter[str] = Counter()
    seller: Counter[str] = Counter()
    for entry in groups:
        buyer.update(dict.fromkeys(entry["reasons"], entry["people"]))
        seller.update(dict.fromkeys(entry["seller_reasons"], entry["people"]))
    return {rule: Cited(n, rules[rule], buyer[rule], seller[rule]) for n, rule in enumerate(sorted(rules), 1)}
