"""Runs the scenarios of packs: each rule must catch what it is for, and spare what it is not for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from novation.law.judging import judge_alone
from novation.law.pack import Pack, Scenario
from novation.law.packset import Packs
from novation.law.verdict import Verdict
from novation.messages import Text
from novation.terms import PLACES, ActivityBand, Category, Facts, Place, Relationship, Sensitivity, Term

DEFAULTS: dict[str, str] = {
    "deal_form": "asset-deal",
    "phase": "closing",
    "category": "contact",
    "relationship": "active",
    "age": "adult",
    "basis": "contract",
    "consent": "none",
    "marketing": "none",
    "objection": "none",
    "hold": "none",
    "export": "domestic",
    "purpose": "same",
    "promise": "none",
    "regime": "ordinary",
    "transfer_basis": "none",
}
"""What a scenario's facts are where it does not say. Five fields follow from others instead:
`place` is the first place that the pack's `applies_when` names (or that of a pack it extends); `seller_place`
and `buyer_place` are `place`; `sensitivity` is the category's own; `activity` follows the relationship."""

_SENSITIVITY: dict[str, Sensitivity] = {category.value: category.sensitivity for category in Category}
_ACTIVITY: dict[str, ActivityBand] = {
    Relationship.DORMANT: ActivityBand.UNDER_3,
    Relationship.LAPSED: ActivityBand.UNDER_5,
    Relationship.PROSPECT: ActivityBand.NEVER,
    Relationship.UNKNOWN: ActivityBand.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """What became of one scenario; `problems` is empty where it holds."""

    scenario: Scenario
    facts: Facts
    verdict: Verdict
    problems: tuple[Text, ...]


def complete(given: dict[str, Term], home: Place) -> Facts:
    """A whole vector from the facts that a scenario names."""
    facts: dict[str, str] = {**DEFAULTS, **{name: str(value) for name, value in given.items()}}
    facts.setdefault("place", str(home))
    facts.setdefault("seller_place", facts["place"])
    facts.setdefault("buyer_place", facts["place"])
    facts.setdefault("sensitivity", str(_SENSITIVITY[facts["category"]]))
    facts.setdefault("activity", str(_ACTIVITY.get(facts["relationship"], ActivityBand.UNDER_1)))
    return Facts.from_dict(facts)


def home_of(pack: Pack, packs: Packs) -> Place:
    """The place that a pack is for: the first one that it, or else a pack it extends, names."""
    for name in packs.closure(pack.id):
        places = (*packs[name].named_places(), *packs[name].named_places("seller_place"))
        if places:
            return places[0]
    return PLACES[0]


def run_scenarios(packs: Packs, only: Collection[str] | None = None) -> Iterator[ScenarioResult]:
    """Every scenario of every pack (or of those `only` names), with that pack and what it extends and no other."""
    for pack in packs:
        if only is not None and pack.id not in only:
            continue
        alone = packs.only(pack.id)
        home = home_of(pack, packs)
        for scenario in pack.scenarios:
            facts = complete(dict(scenario.facts), home)
            verdict = judge_alone(facts, alone, scenario.on or pack.version)
            yield ScenarioResult(scenario, facts, verdict, tuple(_problems(scenario, verdict, alone)))


def _problems(scenario: Scenario, verdict: Verdict, packs: Packs) -> Iterator[Text]:
    counted = {rule.id for answer in verdict.answers for rule in (*answer.rules, *answer.seller_rules)}
    for written in (*scenario.catches, *scenario.spares):
        if packs.resolve(scenario.law, written) is None:
            yield Text(f"没有规则 {written}", f"there is no rule {written}")
    for written in scenario.catches:
        rule = packs.resolve(scenario.law, written)
        if rule and rule.id not in counted:
            yield Text(f"规则 {written} 应当适用而未适用", f"rule {written} should count and does not")
    for written in scenario.spares:
        rule = packs.resolve(scenario.law, written)
        if rule and rule.id in counted:
            yield Text(f"规则 {written} 不应适用而适用了", f"rule {written} should not count and does")
    for name, expected in scenario.expect.items():
        found = str(getattr(verdict, name)).lower()
        if found != expected:
            yield Text(f"{name} 应为 {expected}，实为 {found}", f"{name} should be {expected}, is {found}")
