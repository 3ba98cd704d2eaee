"""The lawyer's list as one page of its own, in the look of the dossier: by place, group by group, class by class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from novation.handover.class_sign_offs import Differing, SigningState
from novation.handover.report.grounds import Cited
from novation.handover.report.html import TEMPLATES, page_environment, page_words
from novation.handover.settings import Settings
from novation.handover.situation import DEAL_FACTS
from novation.law import load_packs
from novation.messages import Language
from novation.terms import FACT_FIELDS, FACT_NAMES

Group = Mapping[str, Any]


@dataclass(frozen=True)
class PlaceGroups:
    """One place: its groups with their numbers in the whole list, the largest first."""

    place: str
    groups: list[tuple[int, Group]]

    @property
    def decisions(self) -> int:
        return sum(group["decisions"] for _, group in self.groups)

    @property
    def classes(self) -> int:
        return sum(len(group["classes"]) for _, group in self.groups)

    @property
    def signed(self) -> int:
        return sum(group["states"][SigningState.SIGNED] for _, group in self.groups)


def render_classes(listed: Mapping[str, Any], settings: Settings, language: Language) -> str:
    """The whole page; the same list gives the same bytes."""
    page = page_environment().get_template("classes.html.j2")
    laws = {pack.id: pack.title for pack in load_packs()}
    return page.render(
        **page_words(laws, language),
        listed=listed,
        settings=settings,
        places=by_place(listed["groups"]),
        looks=looks(listed["groups"]),
        cited=numbered(listed["rules"], listed["groups"]),
        deal={name: listed["deal"][name] for name in DEAL_FACTS},
        shared=shared,
        apart=apart,
        facts=lambda facts: fact_words(facts, language),
        state_words=SigningState,
        differing_words=Differing,
        states=STATE_MARKS,
        more_style=Markup((TEMPLATES / "classes.css").read_text("utf-8")),  # nosec B704 - a file of this package
    )


STATE_MARKS = {"signed": "tick", "changed": "warn", "open": "unknown"}


def by_place(groups: Iterable[Group]) -> list[PlaceGroups]:
    """Groups are numbered place by place, so that a counsel of one place has one run of numbers."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        found.setdefault(group["place"], []).append(group)
    order = sorted(found, key=lambda place: (-sum(g["decisions"] for g in found[place]), place))
    number = 0
    result = []
    for place in order:
        result.append(PlaceGroups(place, [(number + n, g) for n, g in enumerate(found[place], 1)]))
        number += len(found[place])
    return result


def looks(groups: Iterable[Group]) -> dict[str, tuple[int, int]]:
    """Classes and decisions that want a closer look, by why."""
    tests = {
        "human": lambda g: g["human"],
        "unconfirmed": lambda g: g["unconfirmed"],
        "reading": lambda g: g["reading"],
        "conflicts": lambda g: bool(g["conflicts"]),
        "undecided": lambda g: bool(g["undecided_because"] or g["seller_undecided_because"]),
    }
    found = {}
    for name, holds in tests.items():
        mine = [g for g in groups if holds(g)]
        found[name] = (sum(len(g["classes"]) for g in mine), sum(g["decisions"] for g in mine))
    return found


def numbered(rules: Mapping[str, Mapping[str, Any]], groups: Iterable[Group]) -> dict[str, Cited]:
    """The rules that the list names, numbered in the order of ids."""
    named: set[str] = set()
    for group in groups:
        named.update(group["reasons"], group["seller_reasons"])
        named.update(rule for other in group["conflicts"] for rule in other["rules"])
    return {rule: Cited(n, rules[rule], 0, 0) for n, rule in enumerate(sorted(named), 1)}


def shared(group: Group) -> dict[str, Any]:
    """Facts in which no class of a group differs; said once."""
    first = group["classes"][0]["facts"]
    return {k: v for k, v in first.items() if all(c["facts"].get(k) == v for c in group["classes"])}


def apart(one: Mapping[str, Any], same: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in one["facts"].items() if k not in same}


def fact_words(facts: Mapping[str, Any], language: Language) -> list[tuple[str, str]]:
    """(name, values) of facts; a fact of which every value occurs says nothing and is told as any."""
    told = []
    for name, values in facts.items():
        words = [values] if isinstance(values, str) else list(values)
        if len(words) == len(FACT_FIELDS[name]):
            said = "任何" if language == "zh" else "any"
        else:
            said = ("、" if language == "zh" else ", ").join(
                FACT_FIELDS[name](w).text.in_(language) for w in words
            )
        told.append((FACT_NAMES[name].in_(language), said))
    return told
