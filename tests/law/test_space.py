"""The search through a pack's space against counting it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.law import Citation, Condition, Effect, Pack, PackKind, Period, Rule
from novation.law import space as space_module
from novation.law.space import Space, SpaceTooLargeError
from novation.messages import Text
from novation.terms import Category, DealForm, Objection, Phase, Place, Sensitivity, Term, ToBuyer

TEXT = Text("一", "One")
SMALL = {
    "deal_form": DealForm,
    "phase": Phase,
    "objection": Objection,
    "category": Category,
    "sensitivity": Sensitivity,
}
ORDER = list(Sensitivity)
ALL = [
    dict(zip(SMALL, values, strict=True))
    for values in product(DealForm, Phase, Objection, Category, Sensitivity)
    if values[3] is not Category.NONE
    and ORDER.index(Sensitivity(values[4])) >= ORDER.index(Category(values[3]).sensitivity)  # type: ignore[call-arg]
]


def make(number: int, when: tuple[Condition, ...]) -> Rule:
    return Rule(f"a/r{number}", "a", TEXT, Citation(TEXT), TEXT, when, Effect(ToBuyer.TRANSFER))


def pack_of(rules: list[Rule]) -> Pack:
    home = ((Condition("place", (Place.CN,)),),)
    day = date(2026, 1, 1)
    return Pack("a", TEXT, day, PackKind.STATUTE, Period(), home, (), (), (), tuple(rules), (), (), ())


@st.composite
def rule_lists(draw: st.DrawFn) -> list[Rule]:
    rules = []
    for number in range(draw(st.integers(1, 6))):
        names = draw(st.lists(st.sampled_from(list(SMALL)), unique=True, max_size=3))
        when = tuple(
            Condition(
                name,
                tuple(
                    draw(st.lists(st.sampled_from(list(SMALL[name])), min_size=1, max_size=3, unique=True))
                ),
                draw(st.booleans()),
            )
            for name in names
        )
        rules.append(make(number, when))
    return rules


def holds(rule: Rule, vector: dict[str, Term]) -> bool:
    return all(c.accepts(vector[c.field]) for c in rule.when)


@given(rule_lists())
@settings(max_examples=40, deadline=None)
def test_gaps_are_exactly_the_vectors_that_no_rule_matches(rules: list[Rule]) -> None:
    boxes = Space(pack_of(rules), rules).gaps(most=100_000)
    for vector in ALL:
        in_gap = any(
            all(vector[name] in values for name, values in box.items() if name in SMALL) for box in boxes
        )
        assert in_gap is not any(holds(rule, vector) for rule in rules)


@given(rule_lists(), st.data())
@settings(max_examples=60, deadline=None)
def test_existence_agrees_with_counting_out(rules: list[Rule], data: st.DataObject) -> None:
    searched = Space(pack_of(rules), rules)
    require = data.draw(st.integers(0, searched.all))
    forbid = data.draw(st.integers(0, searched.all)) & ~require
    found = any(
        all(holds(r, v) for n, r in enumerate(rules) if require >> n & 1)
        and not any(holds(r, v) for n, r in enumerate(rules) if forbid >> n & 1)
        for v in ALL
    )
    assert searched.exists(require, forbid) is found


def test_a_search_that_grows_too_large_is_given_up(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space_module, "MAX_NODES", 2)
    whens = [
        "{deal_form: [merger], age: [adult]}",
        "{age: ['13'], phase: [closing]}",
        "{phase: [after], hold: [none]}",
    ]
    pack = make_pack("a", *[make_rule(f"r{n}", when) for n, when in enumerate(whens)])
    with pytest.raises(SpaceTooLargeError):
        Space(pack, pack.rules).gaps()
