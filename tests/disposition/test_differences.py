"""Differences told by facts and count are those that comparing every single person gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from novation.disposition import Context, Decisions, decide
from novation.disposition.differences import Differences, Footing, differences
from novation.disposition.outcomes import passes_on
from novation.disposition.profiles import facts_of, read_profiles
from novation.disposition.refolding import refolded
from novation.disposition.vectors import Profiles
from novation.engine import Engine
from novation.law import Packs, judge, load_packs
from novation.terms import Category, DealForm, Export, Place, Purpose

from .shops import Given, _staged, context, people_of
from .test_deciding import NOTICES, shop

DAY = date(2026, 11, 21)
Moves = Counter[tuple[Any, ...]]


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def with_indians() -> list[Given]:
    """The usual shop, and people in India whom nobody else's data names."""
    tables = shop(seed=5)
    start = 1 + max(int(row[0]) for t in tables for row in t.rows)  # type: ignore[arg-type]
    rows = [(start + n, "张三", "印度", f"202{n % 6}-02-01") for n in range(40)]
    return [*tables, Given(("person.name", "place.country", "time.order"), rows)]


def one_by_one(engine: Engine, before: Footing, after: Footing) -> tuple[Moves, int, int]:
    """Every profile and category judged by itself on both footings; moves, people and decisions that changed."""
    moves: Moves = Counter()
    people = 0
    for profile in read_profiles(engine):
        touched = False
        for category in (c for n, c in enumerate(Category) if profile.held >> n & 1):
            said = []
            for footing in (before, after):
                verdict = judge(facts_of(profile, category, footing.context), footing.packs, footing.on)
                passes = passes_on(verdict, footing.context.notices, footing.passing_on or footing.on)
                said.append((str(verdict.to_buyer), str(verdict.seller_copy), passes))
            if said[0] != said[1]:
                moves[str(category), profile.facts["place"], *said] += profile.people
                touched = True
        people += profile.people * touched
    return moves, people, sum(moves.values())


def moves_of(found: Differences) -> Moves:
    moves: Moves = Counter()
    for shift in found.shifts:
        if shift.new_outcome:
            said = [
                (str(v.to_buyer), str(v.seller_copy), p)
                for v, p in zip((shift.before, shift.after), shift.passes, strict=True)
            ]
            moves[shift.facts["category"], shift.facts["place"], *said] += shift.people
    return moves


FOOTINGS = [
    (context(), DAY, context(deal_form=DealForm.MERGER, notices=NOTICES), DAY),
    (
        context(deal_form=DealForm.MERGER),
        DAY,
        context(deal_form=DealForm.MERGER, purpose=Purpose.CHANGED),
        DAY,
    ),
    (context(), date(2026, 11, 21), context(), date(2027, 6, 1)),
    (context(), DAY, context(buyer_place=Place.US, export=Export.NO_ROUTE), DAY),
]


@pytest.mark.parametrize("case", FOOTINGS, ids=("form", "purpose", "law", "buyer"))
def test_the_differences_are_those_of_every_single_person(
    engine: Engine, packs: Packs, case: tuple[Context, date, Context, date]
) -> None:
    people_of(engine, with_indians())
    before, after = Footing(packs, case[0], case[1]), Footing(packs, case[2], case[3])
    found = differences(Profiles.read(engine), before, after)
    moves, people, decisions = one_by_one(engine, before, after)
    assert decisions > 0
    assert moves_of(found) == moves
    assert (found.people_changed, found.decisions_changed) == (people, decisions)
    assert found.decisions == found.decisions_changed + found.decisions_regrounded + found.unchanged


def test_only_the_new_law_of_a_place_moves_its_people(engine: Engine, packs: Packs) -> None:
    people_of(engine, with_indians())
    deal = context()
    found = differences(
        Profiles.read(engine),
        Footing(packs, deal, date(2027, 5, 12)),
        Footing(packs, deal, date(2027, 5, 13)),
    )
    assert {shift.facts["place"] for shift in found.shifts} == {"in"}
    assert 0 < found.people_changed <= 40


def test_the_same_footing_makes_no_difference(engine: Engine, packs: Packs) -> None:
    people_of(engine, shop(seed=5))
    footing = Footing(packs, context(), DAY)
    found = differences(Profiles.read(engine), footing, Footing(load_packs(), context(), DAY))
    assert (found.shifts, found.people_changed, found.decisions_regrounded) == ((), 0, 0)
    assert found.unchanged == found.decisions > 0


def test_classes_named_are_those_that_decide_made(engine: Engine, packs: Packs) -> None:
    people_of(engine, shop(seed=5))
    decided = decide(engine, packs, context(), DAY)
    after = Footing(packs, context(deal_form=DealForm.MERGER), DAY)
    found = differences(Profiles.read(engine), Footing(packs, context(), DAY), after)
    by_id = {c.id: c for c in decided.classes}
    assert found.classes_changed
    for shift in found.shifts:
        classes = [by_id[name] for name in shift.classes]
        assert shift.people <= sum(c.people for c in classes)
        assert {c.facts["place"] for c in classes} == {shift.facts["place"]}


def test_another_closing_day_changes_facts_and_so_verdicts(engine: Engine, packs: Packs) -> None:
    tables = shop(seed=7)
    later = date(2030, 1, 15)
    people_of(engine, tables)
    decided = outcomes(decide(engine, packs, context(), DAY))
    staged = [_staged(engine, f"t{n}", one) for n, one in enumerate(tables)]
    before, after = refolded(engine, staged, context(closing_on=later))
    found = differences(
        before, Footing(packs, context(), DAY), Footing(packs, context(closing_on=later), DAY), after
    )
    people_of(engine, tables, context(closing_on=later))
    then = outcomes(decide(engine, packs, context(closing_on=later), DAY))
    moved: Counter[tuple[str, str]] = Counter(decided)
    for shift in found.shifts:
        for verdict, sign in ((shift.before, -1), (shift.after, 1)):
            moved[str(shift.facts["category"]), f"{verdict.to_buyer} {verdict.seller_copy}"] += (
                sign * shift.people
            )
    assert found.decisions_changed > 0
    assert +moved == then
    assert any("activity" in shift.facts_after for shift in found.shifts)


def test_the_same_closing_day_folds_to_the_same_facts(engine: Engine, packs: Packs) -> None:
    tables = shop(seed=7)
    people_of(engine, tables)
    staged = [_staged(engine, f"t{n}", one) for n, one in enumerate(tables)]
    before, after = refolded(engine, staged, context())
    assert before.people.sum() == after.people.sum() > 0
    for name, codes in before.codes.items():
        assert (codes == after.codes[name]).all()


def outcomes(decided: Decisions) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for one in decided.classes:
        counted[str(one.facts["category"]), f"{one.verdict.to_buyer} {one.verdict.seller_copy}"] += one.people
    return counted


def test_notice_windows_are_looked_at_on_one_day_where_that_is_asked(engine: Engine, packs: Packs) -> None:
    """Else a law diff would show windows that ran out between the two days as if the law had changed."""
    people_of(engine, shop(seed=5))
    deal = context(deal_form=DealForm.MERGER, notices=NOTICES)
    days = (date(2026, 1, 2), date(2026, 12, 2))
    apart = [Footing(packs, deal, day) for day in days]
    together = [Footing(packs, deal, day, DAY) for day in days]
    profiles = Profiles.read(engine)
    assert _waits(differences(profiles, *apart).shifts) > 0
    assert _waits(differences(profiles, *together).shifts) == 0


def _waits(shifts: Sequence[Any]) -> int:
    return sum(
        s.people for s in shifts if s.passes[0] != s.passes[1] and s.before.to_buyer == s.after.to_buyer
    )
