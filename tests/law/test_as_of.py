"""The law of a day: whatever is not in force on it, be it pack, rule, floor, clock or obligation, says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from novation.law import Pack, Packs, judge, load_packs, obligations
from novation.law.deadlines import Situation, deadlines
from novation.law.scenarios import complete
from novation.terms import Category, DealForm, Facts, Place, Retention, SellerCopy, ToBuyer

DAYS = (
    date(2016, 1, 1),
    date(2021, 11, 1),
    date(2026, 9, 10),
    date(2026, 9, 11),
    date(2027, 5, 12),
    date(2027, 5, 13),
)


@pytest.fixture(scope="module")
def shipped() -> Packs:
    return load_packs()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_verdict_of_a_day_rests_on_anything_not_in_force_that_day(shipped: Packs, day: date) -> None:
    looked_at = 0
    for pack in shipped:
        for scenario in pack.scenarios:
            verdict = judge(complete(scenario.facts, scenario.facts.get("place", Place.CN)), shipped, day)
            for answer in verdict.answers:
                assert shipped[answer.law].in_force.contains(day)
                for part in (*answer.rules, *answer.seller_rules, *answer.displaced, *answer.floors):
                    assert part.in_force.contains(day), part.id
                    looked_at += 1
    assert looked_at > 100


def test_india_is_judged_by_the_older_law_until_12_may_2027(shipped: Packs) -> None:
    facts = complete({"deal_form": DealForm.ASSET_DEAL, "category": Category.CONTACT}, Place.IN)
    before, after = (judge(facts, shipped, date(2027, 5, day)) for day in (12, 13))
    mine = [
        {rule.id for answer in verdict.answers if answer.law == "in-dpdp" for rule in answer.rules}
        for verdict in (before, after)
    ]
    assert "in-dpdp/before-not-in-force" in mine[0]
    assert "in-dpdp/17-1-e-asset-sale" in mine[1]
    assert not mine[0] & mine[1]


def test_korean_clocks_are_those_of_the_day(shipped: Packs) -> None:
    def running(on: date) -> set[str]:
        situation = Situation({}, frozenset({Place.KR}), on)
        return {d.clock.id for d in deadlines(shipped, situation) if d.law == "kr-pipa"}

    before, after = running(date(2026, 9, 10)), running(date(2026, 9, 11))
    assert "kr-pipa/34-people-until-2026" in before - after
    assert "kr-pipa/34-people-possible" in after - before


def test_a_floor_holds_from_its_first_to_its_last_day(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str], make_facts: Callable[..., Facts]
) -> None:
    pack = make_pack(
        "x",
        make_rule("goes"),
        make_rule("kept", "{retention: [floor-running]}", "{seller_copy: retain-restricted}"),
        make_rule("gone", "{retention: {not: [floor-running]}}", "{seller_copy: destroy}"),
        files={
            "retention.yaml": "- {id: f, category: [transaction], floor_years: 10, from: last-transaction, "
            "citation: {zh: 一, en: A}, in_force: {from: 2026-03-01, to: 2026-03-31}}\n"
        },
    )
    facts = make_facts(category="transaction", activity="1-3")
    said = {
        day: judge(facts, Packs([pack]), day)
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    }
    assert [v.seller_copy for v in said.values()] == [
        SellerCopy.DESTROY,
        SellerCopy.RETAIN_RESTRICTED,
        SellerCopy.RETAIN_RESTRICTED,
        SellerCopy.DESTROY,
    ]
    assert said[date(2026, 2, 28)].answers[0].retention is Retention.NO_FLOOR


def test_an_obligation_binds_from_its_first_to_its_last_day(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str], make_facts: Callable[..., Facts]
) -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    pack = make_pack(
        "x",
        make_rule("goes"),
        files={
            "obligations.yaml": "- {id: o, title: {zh: 义, en: O}, citation: {zh: 一, en: A}, due: {zh: 期, en: always}, "
            f"in_force: {{from: {first}, to: {last}}}}}\n"
        },
    )
    facts, packs = make_facts(), Packs([pack])

    def owed(day: date) -> list[str]:
        return [entry.id for entry in obligations(facts, judge(facts, packs, day), packs, day)]

    one = timedelta(days=1)
    assert [owed(day) for day in (first - one, first, last, last + one)] == [[], ["x/o"], ["x/o"], []]


def test_a_pack_that_has_ended_leaves_its_place_undecided(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str], make_facts: Callable[..., Facts]
) -> None:
    pack = make_pack("x", make_rule("goes"), more="in_force: {from: 2020-01-01, to: 2026-12-31}\n")
    facts = make_facts()
    assert judge(facts, Packs([pack]), date(2026, 12, 31)).to_buyer is ToBuyer.TRANSFER
    assert judge(facts, Packs([pack]), date(2027, 1, 1)).to_buyer is ToBuyer.UNDECIDED
