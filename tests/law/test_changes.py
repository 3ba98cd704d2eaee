"""Two states of the law side by side: every entry that came, went or says something else, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from novation.law import Pack, Packs, load_packs
from novation.law.changes import DECIDING, Change, LawState, PackChange, Part, changes

OPEN = "SOURCES.md"


@pytest.fixture(scope="module")
def shipped() -> Packs:
    return load_packs()


def between(old: Pack | None, new: Pack | None, *days: date) -> list[PackChange]:
    first, second = (Packs([pack] if pack else []) for pack in (old, new))
    on = days or (None, None)
    return changes(LawState(first, on[0]), LawState(second, on[1]))


def entries(pack: Pack) -> int:
    """Everything a pack says, counted by hand; its head counts once."""
    abroad = len(pack.export.routes) + len(pack.export.rules) if pack.export else 0
    lists = (pack.rules, pack.retention, pack.obligations, pack.clocks, pack.notices, pack.controls)
    return 1 + sum(map(len, lists)) + len(pack.thresholds) + abroad + bool(pack.localisation)


def test_the_shipped_packs_do_not_differ_from_themselves(shipped: Packs) -> None:
    assert changes(LawState(shipped), LawState(load_packs())) == []


def test_a_pack_that_comes_or_goes_brings_or_takes_everything_in_it(shipped: Packs) -> None:
    for pack in shipped:
        told = changes(LawState(Packs([])), LawState(shipped.only(pack.id)))
        came = next(change for change in told if change.id == pack.id)
        assert came.how is Change.ADDED
        assert len(came.entries) == entries(pack)
        assert {e.how for e in came.entries} == {Change.ADDED}
        json.dumps(came.as_dict())


def test_a_changed_rule_names_the_fields_that_differ(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str]
) -> None:
    old = make_pack("x", make_rule("a"), make_rule("same"))
    new = make_pack(
        "x",
        make_rule("a", then="{to_buyer: withhold}", more="  source: https://example.org/other\n"),
        make_rule("same"),
    )
    (pack,) = between(old, new)
    (entry,) = pack.entries
    assert (entry.part, entry.id, entry.how) == (Part.RULE, "x/a", Change.CHANGED)
    assert {f.name: (f.before, f.after) for f in entry.fields} == {
        "to_buyer": ("transfer", "withhold"),
        "source": ("https://example.org/law", "https://example.org/other"),
    }
    assert pack.decides


def test_the_order_of_conditions_and_of_rules_says_nothing(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str]
) -> None:
    old = make_pack("x", make_rule("a", "{place: [cn, de], deal_form: [merger]}"), make_rule("b"))
    new = make_pack("x", make_rule("b"), make_rule("a", "{deal_form: [merger], place: [de, cn]}"))
    (pack,) = between(old, new)
    assert pack.entries == ()
    assert pack.digests[0] != pack.digests[1]
    assert not pack.decides


def test_every_kind_of_entry_is_compared(
    make_pack: Callable[..., Pack], make_rule: Callable[..., str]
) -> None:
    files = {
        "retention.yaml": "- {id: r, category: [transaction], floor_years: %s, from: last-transaction, citation: {zh: 一, en: A}}\n",
        "obligations.yaml": "- {id: o, title: {zh: 义, en: O}, citation: {zh: 一, en: A}, due: {zh: 期, en: '%s'}}\n",
        "clocks.yaml": "- {id: c, title: {zh: 期, en: C}, citation: {zh: 一, en: A}, who: seller, to: person, what: {zh: 做, en: do}, starts: closing, due: {days: %s}}\n",
        "controls.yaml": "- {id: k, title: {zh: 控, en: K}, citation: {zh: 一, en: A}, who: seller, what: {zh: 做, en: do}, every: {years: %s}, evidence: [{kind: statement, text: {zh: 明, en: S}}]}\n",
        "thresholds.yaml": "- {id: t, title: {zh: 门, en: T}, citation: {zh: 一, en: A}, counts: people, at_least: %s, what: {zh: 做, en: do}}\n",
        "localisation.yaml": "languages: [zh]\ncalendar: CN\naddress: {zh: 称, en: 'A%s'}\nindividual: {zh: 个, en: I}\n",
    }
    one, two = (
        make_pack("x", make_rule("a"), files={name: text % n for name, text in files.items()}) for n in (1, 2)
    )
    (pack,) = between(one, two)
    assert [(e.part, [f.name for f in e.fields]) for e in pack.entries] == [
        (Part.FLOOR, ["floor_years"]),
        (Part.OBLIGATION, ["due"]),
        (Part.CLOCK, ["due"]),
        (Part.CONTROL, ["every"]),
        (Part.THRESHOLD, ["at_least"]),
        (Part.LOCALISATION, ["address"]),
    ]


def test_between_two_days_exactly_what_comes_into_force_or_ends_differs(shipped: Packs) -> None:
    starts = {
        e.in_force.first
        for p in shipped
        for e in (*p.rules, *p.clocks, *p.controls, *p.notices, *p.retention)
        if e.in_force.first and e.in_force.first > date(2026, 1, 1)
    }
    assert {date(2026, 9, 11), date(2027, 5, 13)} <= starts
    for day in starts:
        eve = day - timedelta(days=1)
        for change in changes(LawState(shipped, eve), LawState(shipped, day)):
            assert change.digests[0] == change.digests[1] or change.how is not Change.CHANGED
            for entry in change.entries:
                if entry.how is Change.ADDED:
                    assert not entry.in_force.contains(eve) or change.how is Change.ADDED
                if entry.how is Change.REMOVED:
                    assert entry.in_force.last == eve


def test_korea_on_11_september_2026_changes_duties_but_no_verdict(shipped: Packs) -> None:
    told = changes(LawState(shipped, date(2026, 9, 10)), LawState(shipped, date(2026, 9, 11)))
    korea = next(change for change in told if change.id == "kr-pipa")
    by_how = {how: {e.id for e in korea.entries if e.how is how} for how in Change}
    assert "kr-pipa/34-people" in by_how[Change.ADDED]
    assert "kr-pipa/34-people-until-2026" in by_how[Change.REMOVED]
    assert not any(entry.part in DECIDING for entry in korea.entries)


def test_india_on_13_may_2027_changes_rules_and_floors(shipped: Packs) -> None:
    told = changes(LawState(shipped, date(2027, 5, 12)), LawState(shipped, date(2027, 5, 13)))
    india = next(change for change in told if change.id == "in-dpdp")
    assert india.decides
    parts = {(entry.part, entry.how) for entry in india.entries}
    assert {(Part.RULE, Change.ADDED), (Part.RULE, Change.REMOVED), (Part.FLOOR, Change.ADDED)} <= parts
