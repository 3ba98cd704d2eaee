"""What must hold for any packs: strictness only grows, order never matters, matching is what `when` says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from novation.law import (
    Citation,
    Condition,
    ConsentKind,
    Effect,
    Notice,
    Pack,
    PackKind,
    Packs,
    Period,
    Rule,
    judge,
    load_packs,
    obligations,
)
from novation.law.matching import index_of
from novation.law.vocabulary import CONDITION_FIELDS
from novation.messages import Text
from novation.terms import FACT_FIELDS, Facts, Place, Retention, SellerCopy, ToBuyer

ON = date(2026, 11, 21)
TEXT = Text("一", "One")
FIELDS = ("deal_form", "consent", "category", "objection", "age", "retention")
BUYER = [outcome for outcome in ToBuyer if outcome is not ToBuyer.UNDECIDED]
SELLER = [outcome for outcome in SellerCopy if outcome is not SellerCopy.UNDECIDED]
STRICTNESS = {outcome: rank for rank, outcome in enumerate(ToBuyer)}


def rule(
    law: str, name: str, when: tuple[Condition, ...], then: Effect, displaces: tuple[str, ...] = ()
) -> Rule:
    return Rule(
        f"{law}/{name}",
        law,
        TEXT,
        Citation(TEXT, "https://example.org", "", True),
        TEXT,
        when,
        then,
        displaces,
    )


def pack(law: str, rules: tuple[Rule, ...], kind: PackKind = PackKind.STATUTE) -> Pack:
    home = ((Condition("place", (Place.CN,)),),)
    return Pack(law, TEXT, ON, kind, Period(), home, (), (), (), rules, (), (), ())


@st.composite
def conditions(draw: st.DrawFn) -> tuple[Condition, ...]:
    names = draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=3))
    return tuple(
        Condition(
            name,
            tuple(
                draw(
                    st.lists(
                        st.sampled_from(list(CONDITION_FIELDS[name])), min_size=1, max_size=4, unique=True
                    )
                )
            ),
            draw(st.booleans()),
        )
        for name in names
    )


@st.composite
def effects(draw: st.DrawFn) -> Effect:
    outcome = draw(st.sampled_from(BUYER))
    return Effect(
        to_buyer=outcome,
        seller_copy=draw(st.none() | st.sampled_from(SELLER)),
        consent_kind=draw(st.sampled_from(list(ConsentKind))) if outcome is ToBuyer.NEEDS_CONSENT else None,
        notice=Notice(draw(st.integers(0, 42))) if outcome is ToBuyer.AFTER_NOTICE else None,
        human=draw(st.booleans()),
    )


@st.composite
def packs_of_rules(draw: st.DrawFn, displacing: bool = True) -> list[Pack]:
    made = []
    for law in draw(st.sampled_from([("a",), ("a", "b"), ("a", "b", "c")])):
        count = draw(st.integers(0, 5))
        some = st.lists(st.sampled_from([f"r{n}" for n in range(5)]), max_size=2, unique=True)
        displaces = [tuple(draw(some)) if displacing else () for _ in range(count)]
        rules = tuple(
            rule(law, f"r{n}", draw(conditions()), draw(effects()), displaces[n]) for n in range(count)
        )
        made.append(pack(law, rules, draw(st.sampled_from(list(PackKind)))))
    return made


def vectors() -> st.SearchStrategy[Facts]:
    fields = {name: st.sampled_from(list(vocabulary)) for name, vocabulary in FACT_FIELDS.items()}
    return st.builds(Facts, **{**fields, "place": st.just(Place.CN)})


@given(packs_of_rules(), vectors(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_packs_and_rules_never_matters(made: list[Pack], facts: Facts, random: object) -> None:
    shuffled = [replace(p, rules=tuple(reversed(p.rules))) for p in made]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judge(facts, Packs(made), ON).as_dict() == judge(facts, Packs(shuffled), ON).as_dict()


@given(packs_of_rules(), vectors(), st.sampled_from(BUYER))
@settings(max_examples=40, deadline=None)
def test_one_more_rule_as_strict_as_the_outcome_never_makes_it_freer(
    made: list[Pack], facts: Facts, outcome: ToBuyer
) -> None:
    before = judge(facts, Packs(made), ON).to_buyer
    if STRICTNESS[outcome] < STRICTNESS[before]:
        outcome = ToBuyer.WITHHOLD
    kind = ConsentKind.GENERAL if outcome is ToBuyer.NEEDS_CONSENT else None
    added = rule("a", "added", (), Effect(outcome, consent_kind=kind))
    stricter = [replace(p, rules=(*p.rules, added)) if p.id == "a" else p for p in made]
    assert STRICTNESS[judge(facts, Packs(stricter), ON).to_buyer] >= STRICTNESS[before]


@given(packs_of_rules(), packs_of_rules(), vectors())
@settings(max_examples=40, deadline=None)
def test_one_more_law_never_makes_an_answer_freer(made: list[Pack], more: list[Pack], facts: Facts) -> None:
    renamed = [
        replace(p, id=f"x{p.id}", rules=tuple(replace(r, id=f"x{r.id}", law=f"x{r.law}") for r in p.rules))
        for p in more
    ]
    before = judge(facts, Packs(made), ON)
    after = judge(facts, Packs([*made, *renamed]), ON)
    if any(answer.to_buyer for answer in before.answers):
        assert (
            STRICTNESS[after.to_buyer] >= STRICTNESS[before.to_buyer] or before.to_buyer is ToBuyer.UNDECIDED
        )
    for answer in after.answers:
        if answer.to_buyer:
            assert STRICTNESS[after.to_buyer] >= STRICTNESS[answer.to_buyer]


@given(packs_of_rules(), vectors(), st.sampled_from(list(Retention)))
@settings(max_examples=40, deadline=None)
def test_the_index_finds_the_rules_whose_conditions_all_hold(
    made: list[Pack], facts: Facts, floor: Retention
) -> None:
    index = index_of(Packs(made), ON)
    mask = index.matching(facts, {p.id: floor for p in made})
    plainly = {
        r.id
        for p in made
        for r in p.rules
        if all(c.accepts(floor if c.field == "retention" else getattr(facts, c.field)) for c in r.when)
    }
    assert {found.id for found in index.chosen(mask)} == plainly


@given(packs_of_rules(), vectors())
@settings(max_examples=40, deadline=None)
def test_a_verdict_gives_its_reasons_or_says_why_it_has_none(made: list[Pack], facts: Facts) -> None:
    verdict = judge(facts, Packs(made), ON)
    assert bool(verdict.reasons) is not bool(verdict.undecided_because)
    assert bool(verdict.seller_reasons) is not bool(verdict.seller_undecided_because)
    assert all(found.then.to_buyer is verdict.to_buyer for found in verdict.reasons)
    assert (verdict.consent_kind is not None) is (verdict.to_buyer is ToBuyer.NEEDS_CONSENT)
    if verdict.to_buyer is ToBuyer.AFTER_NOTICE:
        answered = {a.law for a in verdict.answers if a.to_buyer is ToBuyer.AFTER_NOTICE}
        assert {notice.law for notice in verdict.notices} == answered


@given(packs_of_rules(), st.lists(vectors(), min_size=2, max_size=12))
@settings(max_examples=30, deadline=None)
def test_a_verdict_shared_with_earlier_vectors_is_the_one_it_would_get_alone(
    made: list[Pack], many: list[Facts]
) -> None:
    shared = Packs(made)
    for facts in [replace(f, place=place) for f in many for place in (Place.CN, Place.JP, Place.UNKNOWN)]:
        assert judge(facts, shared, ON).as_dict() == judge(facts, Packs(made), ON).as_dict()


SHIPPED = load_packs()
"""The packs as they are: 29 laws with their obligations."""


@given(st.data())
@settings(max_examples=150)
def test_obligations_are_those_that_reading_every_entry_gives(data: st.DataObject) -> None:
    """`owed` compiles them to bits; the twin reads each entry's own words."""
    facts = Facts.from_dict(
        {name: str(data.draw(st.sampled_from(list(words)))) for name, words in FACT_FIELDS.items()}
    )
    verdict = judge(facts, SHIPPED, ON)
    plain = [
        entry
        for law in verdict.laws
        for entry in SHIPPED[law].obligations
        if entry.in_force.contains(ON)
        and (not entry.to_buyer or verdict.to_buyer in entry.to_buyer)
        and (not entry.seller_copy or verdict.seller_copy in entry.seller_copy)
        and all(condition.accepts(getattr(facts, condition.field)) for condition in entry.when)
    ]
    assert list(obligations(facts, verdict, SHIPPED, ON)) == plain
