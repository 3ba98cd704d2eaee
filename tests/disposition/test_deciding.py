"""Verdicts joined back to people against each person judged alone, straight from the facts."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest

from novation.disposition import Decisions, decide
from novation.disposition.classes import verdict_dict, verdict_digest, whole_class
from novation.disposition.outcomes import passes_on, seller_copy_on
from novation.disposition.profiles import HELD, Profile, facts_of, read_profiles
from novation.disposition.table_facts import category_bit
from novation.engine import Engine
from novation.evidence import canonical
from novation.law import Packs, judge, load_packs, obligations
from novation.terms import Category, DealForm, Place

from .shops import COUNTRIES, MATTERS, PURPOSES, STATES, Given, context, people_of

DAY = date(2026, 11, 21)
NOTICES = {law: date(2026, 1, 1) for law in ("cn-pipl", "eu-gdpr", "uk-gdpr")}


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def shop(seed: int, people: int = 250) -> list[Given]:
    """Random people of every age, place and mind."""
    chance = random.Random(seed)

    def maybe(words: list[str], share: float = 0.7) -> str | None:
        return chance.choice(words) if chance.random() < share else None

    days = [f"{y}-03-0{d}" for y in range(1992, 2027) for d in (1, 9)]
    births = [f"{y}-06-05" for y in (*range(1940, 2000, 9), *range(2005, 2020))]
    members = [
        (n, "周一", maybe(births), maybe(sorted(COUNTRIES), 0.9), "13912345670", maybe(["是", "否"]))
        for n in range(people)
    ]
    orders = [(chance.randrange(people), chance.choice(days)) for _ in range(people)]
    consents = [
        (chance.randrange(people), maybe(sorted(PURPOSES), 1), maybe(sorted(STATES), 1), chance.choice(days))
        for _ in range(people)
    ]
    few = people // 5
    return [
        Given(("person.name", "person.birth-date", "place.country", "cn.mobile", "marketing.state"), members),
        Given(("time.order",), orders),
        Given(("consent.purpose", "consent.state", "consent.at"), consents),
        Given(("objection.state",), [(chance.randrange(people), "反对转让") for _ in range(few)]),
        Given(
            ("hold.state",), [(chance.randrange(people), chance.choice(sorted(MATTERS))) for _ in range(few)]
        ),
        Given(("health",), [(chance.randrange(people), "过敏") for _ in range(few)]),
    ]


DEALS = [
    {"deal_form": DealForm.ASSET_DEAL},
    {"deal_form": DealForm.MERGER, "notices": NOTICES},
    {"deal_form": DealForm.BANKRUPTCY, "seller_place": Place.DE, "buyer_place": Place.DE},
]


@pytest.mark.parametrize("changes", DEALS, ids=lambda c: str(c["deal_form"]))
def test_every_person_gets_the_verdict_that_judging_him_alone_gives(
    engine: Engine, packs: Packs, changes: dict[str, Any]
) -> None:
    deal = context(**changes)
    people = people_of(engine, shop(seed=3), deal)
    decisions = decide(engine, packs, deal, DAY)
    joined = _joined(engine)
    by_number = {c.number: c for c in decisions.classes}
    looked_at = 0
    for subject, person in people.items():
        for category in HELD:
            if category not in person["held"]:
                assert (subject, str(category)) not in joined
                continue
            facts = facts_of(_alone(person), category, deal)
            alone = judge(facts, packs, DAY)
            now = passes_on(alone, deal.notices, DAY)
            row = joined[subject, str(category)]
            assert row["to_buyer"] == str(alone.to_buyer), facts
            assert row["passes"] is now
            assert row["seller_copy"] == str(seller_copy_on(alone, now))
            decided = by_number[row["class"]]
            assert verdict_dict(decided.verdict) == verdict_dict(alone)
            for name, value in facts.as_dict().items():
                said = {**decisions.facts, **decided.facts}[name]
                assert value == said or value in said
            looked_at += 1
    assert looked_at == len(joined) > 500


def _alone(person: dict[str, Any]) -> Profile:
    raised = sum(category_bit(c) for c in person["raised"])
    held = sum(category_bit(c) for c in person["held"])
    fixed = ("profile", "subject", "people", "held", "raised")
    return Profile(0, 1, held, raised, {k: str(v) for k, v in person.items() if k not in fixed})


def _joined(engine: Engine) -> dict[tuple[int, str], dict[str, Any]]:
    engine.register("verdicts", "verdicts")
    rows = engine.fetch_arrow(
        "SELECT s.subject, v.* FROM subjects s JOIN verdicts v USING (profile)"
    ).to_pylist()
    return {(r["subject"], r["category"]): r for r in rows}


def _decided(engine: Engine, packs: Packs, seed: int) -> Decisions:
    people_of(engine, shop(seed))
    return decide(engine, packs, context(notices=NOTICES), DAY)


def test_the_people_of_the_classes_are_the_people_who_hold_the_category(engine: Engine, packs: Packs) -> None:
    people = people_of(engine, shop(seed=5))
    decisions = decide(engine, packs, context(), DAY)
    counted: Counter[str] = Counter()
    for decided in decisions.classes:
        counted[str(decided.facts["category"])] += decided.people
    assert counted == Counter(str(c) for person in people.values() for c in person["held"])
    assert decisions.people == len(people)


def test_the_core_counts_every_person_once_by_the_first_core_category(engine: Engine, packs: Packs) -> None:
    people = people_of(engine, shop(seed=6))
    deal = context()
    decisions = decide(engine, packs, deal, DAY)
    expected: Counter[tuple[str, str, str]] = Counter()
    for person in people.values():
        alone = (
            judge(facts_of(_alone(person), Category.IDENTITY, deal), packs, DAY)
            if Category.IDENTITY in person["held"]
            else None
        )
        if alone:
            copy = seller_copy_on(alone, passes_on(alone, deal.notices, DAY))
            expected[str(person["place"]), str(alone.to_buyer), str(copy)] += 1
    found = {
        (place, buyer, seller): n
        for place, buyers in decisions.core.items()
        for buyer, sellers in buyers.items()
        for seller, n in sellers.items()
    }
    assert sum(found.values()) == len(people)
    assert found == dict(expected)


def test_an_obligation_concerns_each_person_once(engine: Engine, packs: Packs) -> None:
    people = people_of(engine, shop(seed=7))
    deal = context()
    decisions = decide(engine, packs, deal, DAY)
    expected: Counter[str] = Counter()
    for person in people.values():
        owed = set()
        for category in person["held"]:
            facts = facts_of(_alone(person), category, deal)
            owed |= {
                f"{o.law}/{o.id}" if "/" not in o.id else o.id
                for o in obligations(facts, judge(facts, packs, DAY), packs, DAY)
            }
        expected.update(owed)
    assert {str(o["id"]): o["people"] for o in decisions.obligations} == dict(expected)


@pytest.mark.duckdb_only
def test_the_same_people_give_the_same_record(engine: Engine, packs: Packs) -> None:
    assert _decided(engine, packs, 8).as_dict() == _decided(engine, packs, 8).as_dict()


@pytest.mark.duckdb_only
def test_classes_have_one_name_each_and_stand_with_the_most_people_first(
    engine: Engine, packs: Packs
) -> None:
    decisions = _decided(engine, packs, 9)
    assert len({c.id for c in decisions.classes}) == len(decisions.classes)
    assert [c.number for c in decisions.classes] == list(range(len(decisions.classes)))
    sizes = [c.people for c in decisions.classes]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.duckdb_only
def test_facts_that_cannot_matter_make_no_classes_of_their_own(engine: Engine, packs: Packs) -> None:
    decisions = _decided(engine, packs, 10)
    profiles = read_profiles(engine)
    vectors = {
        facts_of(p, c, context(notices=NOTICES)) for p in profiles for c in HELD if p.held & category_bit(c)
    }
    assert len(decisions.classes) < len(vectors)
    merged = [c for c in decisions.classes if any(isinstance(v, list) for v in c.facts.values())]
    assert merged
    for decided in merged:
        assert all(isinstance(decided.facts[name], str) for name in ("category", "place", "activity"))


@pytest.mark.duckdb_only
def test_a_class_of_the_record_is_put_together_whole_again(engine: Engine, packs: Packs) -> None:
    decisions = _decided(engine, packs, 11)
    record = decisions.as_dict()
    for entry, decided in zip(record["classes"], decisions.classes, strict=True):  # type: ignore[call-overload]
        whole = whole_class(record, entry)
        assert whole["to_buyer"] == str(decided.verdict.to_buyer)
        assert whole["facts"] == {**decisions.facts, **decided.facts}
        assert whole["reasons"] == [rule.id for rule in decided.verdict.reasons]


def test_a_verdict_has_the_digest_of_its_canonical_form(engine: Engine, packs: Packs) -> None:
    people_of(engine, shop(seed=8), context())
    for one in decide(engine, packs, context(), DAY).classes:
        assert verdict_digest(one.verdict) == canonical.digest(verdict_dict(one.verdict))
