"""The classes of people that one verdict holds for: which facts decided, by which rules, and what lost."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from novation.control.operations.models import ProjectLink
from novation.control.operations.reading.files import Record, derived, record
from novation.messages import Text
from novation.terms import FACT_FIELDS, FACT_NAMES, Category, Place, SellerCopy, ToBuyer

if TYPE_CHECKING:
    from novation.law.pack import Pack, Scenario

LISTED = 6
"""So many scenarios of a pack are shown that a rule catches, and as many that it spares."""


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule as pages cite it. `confirmed` False: counsel has not confirmed the fact it rests on."""

    id: str
    law: str
    title: Text
    citation: Text
    reason: Text
    confirmed: bool
    derived: bool
    source: str


@dataclass(frozen=True, slots=True)
class ClassShown:
    """One class. `people` share these facts; `undecided` says why nobody could judge, where that is so."""

    id: str
    people: int
    place: Place
    category: Category
    to_buyer: ToBuyer
    seller_copy: SellerCopy
    passes_now: bool
    rules: tuple[str, ...]
    citations: tuple[Text, ...]
    """Of the rules that said what goes to the buyer."""
    unconfirmed: bool
    human: bool


@dataclass(frozen=True, slots=True)
class FactShown:
    name: Text
    values: tuple[Text, ...]
    every: bool
    """Every value of this fact occurs in the class: it decides nothing."""
    decided: bool = False
    """A rule that decided asks for it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What another law said, and whose word was the more protective."""

    law: str
    rules: tuple[RuleShown, ...]
    to_buyer: ToBuyer | None
    seller_copy: SellerCopy | None


@dataclass(frozen=True, slots=True)
class ScenarioShown:
    name: Text
    caught: bool
    to_buyer: ToBuyer | None


@dataclass(frozen=True, slots=True)
class WholeClass:
    shown: ClassShown
    facts: tuple[FactShown, ...]
    deal: tuple[FactShown, ...]
    reasons: tuple[RuleShown, ...]
    seller_reasons: tuple[RuleShown, ...]
    lost: tuple[Lost, ...]
    undecided: Text | None
    mask: tuple[Category, ...]


def classes(link: ProjectLink) -> list[ClassShown] | None:
    """All classes, the largest first; None before anything was judged."""
    return derived(link, "decisions.json", _sorted)


def _sorted(decisions: Record) -> list[ClassShown]:
    shown = [_class(decisions, entry) for entry in decisions["classes"]]
    return sorted(shown, key=lambda one: (-one.people, one.id))


def _class(decisions: Mapping[str, Any], entry: Mapping[str, Any]) -> ClassShown:
    verdict = decisions["verdicts"][entry["verdict"]]
    return ClassShown(
        id=entry["id"],
        people=entry["people"],
        place=Place(entry["facts"]["place"]),
        category=Category(entry["facts"]["category"]),
        to_buyer=ToBuyer(verdict["to_buyer"]),
        seller_copy=SellerCopy(entry["seller_copy_now"]),
        passes_now=entry["passes_now"],
        rules=(*verdict["reasons"], *verdict["seller_reasons"]),
        citations=tuple(
            dict.fromkeys(Text(**decisions["rules"][one]["citation"]) for one in verdict["reasons"])
        ),
        unconfirmed=verdict["unconfirmed"],
        human=verdict["human"],
    )


def one_class(link: ProjectLink, identity: str) -> WholeClass | None:
    """One class by its id, with everything that is said of it; None where there is none."""
    decisions = record(link, "decisions.json") or {"classes": ()}
    entry = next((one for one in decisions["classes"] if one["id"] == identity), None)
    if entry is None:
        return None
    verdict = decisions["verdicts"][entry["verdict"]]
    because = verdict["undecided_because"] or verdict["seller_undecided_because"]
    asked = _asked([*verdict["reasons"], *verdict["seller_reasons"]])
    return WholeClass(
        shown=_class(decisions, entry),
        facts=tuple(facts_shown(entry["facts"], asked)),
        deal=tuple(facts_shown(decisions["facts"], asked)),
        reasons=tuple(rule_shown(decisions["rules"][one]) for one in verdict["reasons"]),
        seller_reasons=tuple(rule_shown(decisions["rules"][one]) for one in verdict["seller_reasons"]),
        lost=tuple(_lost(decisions, verdict)),
        undecided=Text(**because) if because else None,
        mask=tuple(Category(one) for one in verdict["mask"]),
    )


def facts_shown(facts: Mapping[str, Any], asked: frozenset[str] = frozenset()) -> list[FactShown]:
    """Facts in words, those that decided first; one that takes several values in a class is told with all of them."""
    found = []
    for name, value in facts.items():
        terms = [FACT_FIELDS[name](one) for one in ([value] if isinstance(value, str) else value)]
        texts = tuple(term.text for term in terms)
        every = len(texts) == len(FACT_FIELDS[name])
        found.append(FactShown(FACT_NAMES[name], texts, every, name in asked and not every))
    return sorted(found, key=lambda fact: not fact.decided)


def rule_shown(rule: Mapping[str, Any]) -> RuleShown:
    return RuleShown(
        rule["rule"],
        rule["law"],
        Text(**rule["title"]),
        Text(**rule["citation"]),
        Text(**rule["reason"]),
        rule["confirmed"],
        rule["derived"],
        rule["source"],
    )


def _lost(decisions: Mapping[str, Any], verdict: Mapping[str, Any]) -> list[Lost]:
    """Answers whose rules are not those that decided: another law answered, and a more protective one won."""
    won = {*verdict["reasons"], *verdict["seller_reasons"]}
    found = []
    for answer in verdict["answers"]:
        named = [one for one in (*answer["rules"], *answer["seller_rules"]) if one not in won]
        if named:
            rules = tuple(rule_shown(decisions["rules"][one]) for one in dict.fromkeys(named))
            found.append(Lost(answer["law"], rules, _buyer(answer["to_buyer"]), _copy(answer["seller_copy"])))
    return found


def _buyer(value: str | None) -> ToBuyer | None:
    return ToBuyer(value) if value else None


def _copy(value: str | None) -> SellerCopy | None:
    return SellerCopy(value) if value else None


def scenarios(rule: str) -> tuple[ScenarioShown, ...]:
    """The cases of the pack itself that a rule must catch, and those it must not; the pack's tests run them."""
    law, _, name = rule.partition("/")
    pack = _shipped(date.today()).get(law)
    cases = pack.scenarios if pack else ()
    caught = [ScenarioShown(one.name, True, _expected(one)) for one in cases if name in one.catches]
    spared = [ScenarioShown(one.name, False, _expected(one)) for one in cases if name in one.spares]
    return (*caught[:LISTED], *spared[:LISTED])


def _expected(one: Scenario) -> ToBuyer | None:
    return _buyer(one.expect.get("to_buyer"))


def _asked(rules: Iterable[str]) -> frozenset[str]:
    """The facts that these rules look at."""
    packs = _shipped(date.today())
    wanted = set(rules)
    laws = {rule.partition("/")[0] for rule in wanted}
    found = [rule for law in laws if law in packs for rule in packs[law].rules if rule.id in wanted]
    return frozenset(condition.field for rule in found for condition in rule.when)


@functools.lru_cache(maxsize=1)
def _shipped(day: date) -> dict[str, Pack]:
    """The packs, read once a day: they change with the software."""
    from novation.law import load_packs

    return {pack.id: pack for pack in load_packs()}
