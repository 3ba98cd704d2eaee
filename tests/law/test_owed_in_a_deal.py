"""Which clocks, notices, controls and thresholds concern a deal, and what is said where a count or an event is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from novation.errors import NovationError
from novation.law import Pack, Packs, load_packs
from novation.law.controls_owed import Reach, Shown, controls_owed, how_often, seen_in, thresholds_of
from novation.law.counting import count
from novation.law.deadlines import Situation, applying, deadlines
from novation.law.entry_words import Event, Measure
from novation.law.notices_owed import Because, notices_owed
from novation.terms import DealForm, Export, Phase, Place, Promise, Purpose, Regime

Make = Callable[..., Pack]
ON = date(2026, 11, 21)
HEAD = (
    "title: {zh: 题, en: Title}, citation: {zh: 条, en: Art. 1}, source: https://example.org, confirmed: true"
)


def situation(**more: Any) -> Situation:
    facts = {
        "seller_place": Place.CN,
        "buyer_place": Place.CN,
        "deal_form": DealForm.ASSET_DEAL,
        "phase": Phase.CLOSING,
        "export": Export.DOMESTIC,
        "purpose": Purpose.SAME,
        "promise": Promise.NONE,
        "regime": Regime.ORDINARY,
    }
    given = {name: more.pop(name) for name in list(more) if name in facts}
    return Situation({**facts, **given}, more.pop("places", frozenset({Place.CN})), ON, **more)


@pytest.fixture
def one(make_pack: Make, make_rule: Callable[..., str]) -> Callable[..., Packs]:
    def make(**files: str) -> Packs:
        return Packs([make_pack("one", make_rule("r"), files={f"{n}.yaml": t for n, t in files.items()})])

    return make


THRESHOLD = f"- {{id: big, {HEAD}, counts: people, at_least: 1000000, what: {{zh: 多, en: Many}}}}\n"
CLOCK = (
    f"- {{id: file, {HEAD}, who: seller, what: {{zh: 备案, en: File}}, starts: threshold-reached, "
    "due: {working_days: 30}, threshold: big}\n"
)


@pytest.mark.parametrize(
    ("people", "told"),
    [({Measure.PEOPLE: 999_999}, []), ({Measure.PEOPLE: 1_000_000}, ["2027-02-11"]), ({}, [None])],
)
def test_a_million_people_at_closing_start_a_clock_and_an_unknown_number_is_said(
    one: Callable[..., Packs], people: dict[Measure, int], told: list[str | None]
) -> None:
    packs = one(thresholds=THRESHOLD, clocks=CLOCK, localisation=LOCALISATION)
    found = deadlines(packs, situation(measures=people, events={Event.CLOSING: date(2026, 12, 30)}))
    assert [d.due.day.isoformat() if d.due and d.due.day else None for d in found] == told
    assert all(d.threshold is not None for d in found)


LOCALISATION = (
    "languages: [zh, en]\ncalendar: DE\naddress: {zh: 您, en: you}\nindividual: {zh: 逐人, en: each}\n"
)


def test_clocks_come_in_the_order_of_their_days_then_words_then_what_waits(one: Callable[..., Packs]) -> None:
    clocks = "".join(
        f"- {{id: {name}, {HEAD}, who: buyer, what: {{zh: 做, en: Do}}, starts: {starts}, due: {due}}}\n"
        for name, starts, due in (
            ("waits", "signing", "{days: 1}"),
            ("word", "closing", "{word: promptly}"),
            ("late", "closing", "{months: 2}"),
            ("soon", "closing", "{days: 3}"),
        )
    )
    packs = one(clocks=clocks, localisation=LOCALISATION)
    found = deadlines(packs, situation(events={Event.CLOSING: ON}))
    assert [d.clock.short_id for d in found] == ["soon", "late", "word", "waits"]
    assert found[-1].waits_for is Event.SIGNING and found[-1].due is None


def test_an_entry_counts_only_where_the_deal_is_as_it_asks_and_only_while_it_is_in_force(
    one: Callable[..., Packs],
) -> None:
    clocks = (
        f"- {{id: sale, {HEAD}, when: {{deal_form: [asset-deal]}}, who: buyer, what: {{zh: 做, en: Do}}, starts: closing, due: {{days: 1}}}}\n"
        f"- {{id: merger, {HEAD}, when: {{deal_form: [merger]}}, who: buyer, what: {{zh: 做, en: Do}}, starts: closing, due: {{days: 1}}}}\n"
        f"- {{id: past, {HEAD}, in_force: {{to: 2026-11-20}}, who: buyer, what: {{zh: 做, en: Do}}, starts: closing, due: {{days: 1}}}}\n"
    )
    packs = one(clocks=clocks, localisation=LOCALISATION)
    for form in (DealForm.ASSET_DEAL, DealForm.MERGER):
        found = deadlines(packs, situation(deal_form=form))
        assert [d.clock.short_id for d in found] == ["sale" if form is DealForm.ASSET_DEAL else "merger"]


def test_packs_apply_by_the_persons_place_or_the_sellers_with_what_they_extend() -> None:
    packs = load_packs()
    home = {pack.id for pack in applying(packs, situation())}
    assert {"cn-pipl", "cn-cross-border"} <= home and not {"cn-finance", "eu-gdpr"} & home
    bank = {pack.id for pack in applying(packs, situation(regime=Regime.ANTI_MONEY_LAUNDERING))}
    assert "cn-finance" in bank
    german = {pack.id for pack in applying(packs, situation(places=frozenset({Place.DE})))}
    assert {"de-dsk", "eu-gdpr", "cn-pipl"} <= german and "fr-cnil" not in german


def test_a_day_that_no_year_has_is_refused(one: Callable[..., Packs]) -> None:
    for day in ("04-31", "02-29", "06-31"):
        text = f"- {{id: c, {HEAD}, who: buyer, what: {{zh: 做, en: Do}}, by_day: {day}}}\n"
        with pytest.raises(NovationError):
            one(clocks=text)


def test_an_extension_of_another_unit_runs_from_the_end_of_the_first(one: Callable[..., Packs]) -> None:
    text = (
        f"- {{id: c, {HEAD}, who: buyer, what: {{zh: 做, en: Do}}, starts: request-received, due: {{days: 45}}, "
        "extension: {by: {months: 1}}}\n"
    )
    (clock,) = one(clocks=text)["one"].clocks
    assert count(clock, date(2026, 1, 1), "DE", extended=True).day == date(2026, 3, 15)


# --- notices ---------------------------------------------------------------------------------------------------------

ITEM = "items: [{id: X-1, need: must, text: {zh: 名, en: name}}, {id: X-2, need: if, condition: {zh: 若, en: where}, text: {zh: 二, en: two}}]"
NOTICES = (
    f"- {{id: passing, {HEAD}, by: seller, form: individual, before: transfer, {ITEM}}}\n"
    f"- {{id: minors, {HEAD}, when: {{age: [under-13]}}, by: seller, form: individual, before: transfer, {ITEM}}}\n"
    f"- {{id: merger, {HEAD}, when: {{deal_form: [merger]}}, by: seller, form: public, before: transfer, {ITEM}}}\n"
    f"- {{id: breach, {HEAD}, by: both, form: individual, {ITEM}}}\n"
)


def of_class(people: int, *, category: str = "contact", **facts: Any) -> dict[str, Any]:
    """A class as the record of decisions has it; with `content` it asks for a notice of that list."""
    content = facts.pop("content", None)
    law = facts.pop("law", "one")
    due = [
        {
            "law": law,
            "rule": f"{law}/r",
            "content": content,
            "window_days": 42,
            "calendar": "days",
            "place": "",
        }
    ]
    return {
        "facts": {"category": category, "age": "adult", **facts},
        "people": people,
        "notices": due if content else [],
    }


def test_a_notice_is_owed_because_a_rule_asks_the_deal_calls_or_its_case_comes(
    one: Callable[..., Packs],
) -> None:
    packs = one(notices=NOTICES, localisation=LOCALISATION)
    classes = [
        of_class(7, content="passing"),
        of_class(5, content="passing", category="identity"),
        of_class(4, category="identity"),
    ]
    found = {n.id: n for n in notices_owed(packs, situation(), classes)}
    assert {name: n.because for name, n in found.items()} == {
        "one/passing": Because.RULE,
        "one/breach": Because.CASE,
    }
    passing = found["one/passing"]
    assert (passing.people, passing.languages) == (7, ("zh", "en"))  # of the category that concerns the most
    assert [(i["id"], i["need"]) for i in passing.as_dict()["items"]] == [("X-1", "must"), ("X-2", "if")]
    assert [a.window_days for a in passing.asked] == [42]


def test_a_notice_about_people_is_counted_only_where_a_whole_class_fits(one: Callable[..., Packs]) -> None:
    packs = one(notices=NOTICES, localisation=LOCALISATION)

    def people(*ages: Any) -> Any:
        found = notices_owed(packs, situation(), [of_class(3, age=age) for age in ages])
        return {n.id: n.people for n in found}.get("one/minors", "not owed")

    assert people("adult") == "not owed"
    assert people("under-13", "adult") == 3
    assert people(["under-13", "adult"]) is None  # some of the three, nobody knows how many


def test_before_anything_is_decided_what_may_be_owed_is_listed(one: Callable[..., Packs]) -> None:
    packs = one(notices=NOTICES, localisation=LOCALISATION)
    found = {n.id: (n.because, n.people) for n in notices_owed(packs, situation(), [])}
    assert found["one/minors"] == (Because.DEAL, None)
    assert "one/merger" not in found


def test_a_rule_that_asks_for_a_notice_of_which_there_is_no_list_is_told(one: Callable[..., Packs]) -> None:
    found = notices_owed(
        one(), situation(), [of_class(9, content="gone"), of_class(1, content="x", law="two")]
    )
    assert [(n.id, n.content, n.people) for n in found] == [("one/gone", None, 9), ("two/x", None, 1)]


def test_every_list_that_a_shipped_rule_names_is_told_with_or_without_its_items() -> None:
    packs = load_packs()
    for pack in packs:
        for rule in pack.rules:
            if rule.then.notice and rule.then.notice.content:
                one_class = of_class(2, content=rule.then.notice.content, law=pack.id)
                found = notices_owed(packs, situation(places=frozenset(Place)), [one_class])
                assert any(n.asked and n.people == 2 for n in found), rule.id


# --- controls and thresholds -----------------------------------------------------------------------------------------

CONTROLS = (
    f"- {{id: audit, {HEAD}, who: both, what: {{zh: 审计, en: Audit}}, every: {{years: 2}}, threshold: big, "
    "evidence: [{kind: journal, ref: audit.completed}]}\n"
    f"- {{id: seal, {HEAD}, who: seller, what: {{zh: 封装, en: Seal}}, every: {{on: closing}}, "
    "evidence: [{kind: journal, ref: package.sealed}, {kind: document, text: {zh: 报告, en: report}}]}\n"
    f"- {{id: rules, {HEAD}, who: both, what: {{zh: 制度, en: Rules}}, every: always, evidence: []}}\n"
)


@pytest.mark.parametrize(
    ("people", "reach", "listed"),
    [
        ({Measure.PEOPLE: 999_999}, Reach.NOT, ["seal", "rules"]),
        ({Measure.PEOPLE: 1_000_000}, Reach.REACHED, ["audit", "seal", "rules"]),
        ({}, Reach.UNKNOWN, ["audit", "seal", "rules"]),
    ],
)
def test_a_control_behind_a_threshold_is_owed_from_the_number_on_and_while_nobody_has_counted(
    one: Callable[..., Packs], people: dict[Measure, int], reach: Reach, listed: list[str]
) -> None:
    packs = one(thresholds=THRESHOLD, controls=CONTROLS)
    found = controls_owed(packs, situation(measures=people), {})
    assert [c.control.short_id for c in found] == listed
    (threshold,) = thresholds_of(packs, situation(measures=people))
    assert (threshold.reach, threshold.counted) == (reach, people.get(Measure.PEOPLE))


def test_only_the_journal_is_seen_and_an_entry_is_counted_with_its_last_day(
    one: Callable[..., Packs],
) -> None:
    journal = seen_in(
        [("package.sealed", "2026-01-02T00:00:00Z"), ("plan.made", "2026-01-03T00:00:00Z")]
        + [("package.sealed", "2026-02-03T10:00:00Z")]
    )
    found = {c.control.short_id: c for c in controls_owed(one(controls=CONTROLS), situation(), journal)}
    sealed, report = found["seal"].evidence
    assert (sealed.shown, report.shown) == (Shown.IN_JOURNAL, Shown.ELSEWHERE)
    assert sealed.seen and (sealed.seen.times, sealed.seen.last_on) == (2, "2026-02-03")
    assert found["seal"].as_dict()["evidence"][1] == {
        "kind": "document", "ref": None, "text": {"zh": "报告", "en": "report"},
        "shown": "elsewhere", "times": 0, "last_on": None,
    }  # fmt: skip
    assert how_often(found["seal"].control) == {"on": "closing"}
    assert how_often(found["rules"].control) == {"always": True}
