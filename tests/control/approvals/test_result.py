"""What votes come to: laws that hold for every committee, and the cases people argue about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.control.approvals.result import Place, Rule, Sitter, result
from novation.control.approvals.terms import Choice, Majority, Verdict

A, D, N = Choice.APPROVE, Choice.DECLINE, Choice.ABSTAIN
choices = st.sampled_from([A, D, N, None])
sitters = st.builds(Sitter, st.booleans(), choices)
rules = st.builds(Rule, st.integers(1, 5), st.sampled_from(list(Majority)))


@st.composite
def committees(draw: st.DrawFn) -> list[Place]:
    places = draw(st.lists(st.builds(Place, sitters, st.lists(sitters, max_size=2).map(tuple)), max_size=6))
    chair = draw(st.integers(0, max(len(places) - 1, 0)))
    return [replace(place, is_chair=number == chair) for number, place in enumerate(places)]


def seats(*said: Choice | None, chair: int = 0) -> list[Place]:
    return [Place(Sitter(choice=one), is_chair=number == chair) for number, one in enumerate(said)]


def verdict(rule: Rule, places: list[Place], *, closed: bool = True) -> Verdict:
    return result(rule, places, is_closed=closed).verdict


@given(rules, committees(), st.data())
def test_more_approval_never_turns_an_approval_into_anything_else(
    rule: Rule, places: list[Place], data: st.DataObject
) -> None:
    if not places or verdict(rule, places) is not Verdict.APPROVED:
        return
    at = data.draw(st.integers(0, len(places) - 1))
    member = places[at].member
    better = [*places]
    better[at] = replace(places[at], member=replace(member, choice=A))
    assert verdict(rule, better) is Verdict.APPROVED


@given(rules, committees())
def test_without_a_quorum_nothing_is_approved_or_declined(rule: Rule, places: list[Place]) -> None:
    found = result(rule, places, is_closed=True)
    assert (found.count.part < rule.quorum) == (found.verdict is Verdict.NO_QUORUM)
    assert found.verdict is not Verdict.OPEN


@given(rules, committees(), st.data())
def test_what_is_decided_early_stays_decided_whatever_comes_in(
    rule: Rule, places: list[Place], data: st.DataObject
) -> None:
    early = verdict(rule, places, closed=False)
    if early is Verdict.OPEN:
        return
    later = []
    for place in places:
        silent = place.is_entitled and place.choice is None
        said = data.draw(choices) if silent else None
        can = not place.member.has_conflict
        later.append(replace(place, member=replace(place.member, choice=said)) if said and can else place)
    assert verdict(rule, later) is early


@given(rules, committees())
def test_a_conflict_of_interest_takes_the_vote_and_the_place_in_the_quorum(
    rule: Rule, places: list[Place]
) -> None:
    for place in places:
        if place.member.has_conflict:
            mute = replace(place, member=Sitter(True, None))
            assert (mute.choice, mute.is_entitled) == (place.choice, place.is_entitled)
    everybody = [replace(p, member=replace(p.member, has_conflict=True), deputies=()) for p in places]
    assert result(rule, everybody, is_closed=True).count.part == 0


@pytest.mark.parametrize(
    ("majority", "said", "expected"),
    [
        (Majority.SIMPLE, (A, D), Verdict.APPROVED),  # a tie: the chair, who approves, decides
        (Majority.SIMPLE, (D, A), Verdict.DECLINED),
        (Majority.SIMPLE, (N, A, D), Verdict.DECLINED),  # a tie, and the chair abstains
        (Majority.SIMPLE, (N, N), Verdict.DECLINED),
        (Majority.SIMPLE, (N, A), Verdict.APPROVED),
        (Majority.ABSOLUTE, (A, N, N), Verdict.DECLINED),
        (Majority.ABSOLUTE, (A, A, None), Verdict.APPROVED),
        (Majority.TWO_THIRDS, (A, A, D), Verdict.APPROVED),
        (Majority.TWO_THIRDS, (A, D), Verdict.DECLINED),
        (Majority.UNANIMOUS, (A, N), Verdict.APPROVED),
        (Majority.UNANIMOUS, (A, A, D), Verdict.DECLINED),
        (Majority.UNANIMOUS, (A, None), Verdict.NO_QUORUM),
    ],
)
def test_majorities_and_ties(majority: Majority, said: tuple[Choice | None, ...], expected: Verdict) -> None:
    assert verdict(Rule(2, majority), seats(*said)) is expected


def test_before_the_deadline_it_is_open_until_nothing_can_change_it() -> None:
    rule = Rule(2, Majority.SIMPLE)
    assert verdict(rule, seats(A, None, None), closed=False) is Verdict.OPEN
    assert verdict(rule, seats(A, A, None), closed=False) is Verdict.APPROVED
    assert (
        verdict(rule, seats(A, A, None, None), closed=False) is Verdict.APPROVED
    )  # 2:2, and the chair approves
    assert verdict(rule, seats(D, A, A, None, None), closed=False) is Verdict.OPEN


def test_a_deputy_counts_only_where_the_member_does_not() -> None:
    rule = Rule(1, Majority.SIMPLE)
    deputies = (Sitter(choice=D),)
    assert verdict(rule, [Place(Sitter(choice=A), deputies)]) is Verdict.APPROVED
    assert verdict(rule, [Place(Sitter(), deputies)]) is Verdict.DECLINED
    assert verdict(rule, [Place(Sitter(True, A), deputies)]) is Verdict.DECLINED
    assert verdict(rule, [Place(Sitter(True, A))]) is Verdict.NO_QUORUM
