"""What a pack holds besides rules: clocks, notices, controls, thresholds, ways abroad, ceilings, languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from novation.errors import NovationError
from novation.law import Pack, Packs, lint
from novation.law.entries import Bound, Span
from novation.law.entry_words import Event, Need, Unit
from novation.terms import Place

Make = Callable[..., Pack]
HEAD = "title: {zh: 题, en: Title}, citation: {zh: 第一条, en: Art. 1}, source: https://example.org, confirmed: true"
DO = "what: {zh: 做, en: Do it}"


def with_file(make_pack: Make, make_rule: Callable[..., str], name: str, text: str) -> Pack:
    return make_pack("one", make_rule("first"), files={name: text})


def test_a_clock_takes_the_earliest_of_spans_and_events(
    make_pack: Make, make_rule: Callable[..., str]
) -> None:
    text = (
        f"- {{id: tell, {HEAD}, who: buyer, to: person, {DO}, starts: data-obtained, "
        "earliest_of: [{months: 1}, {event: first-communication}], pauses: [identity-proof], "
        "extension: {by: {months: 2}, told_within: {months: 1}}}\n"
    )
    (clock,) = with_file(make_pack, make_rule, "clocks.yaml", text).clocks
    assert clock.due == (Span(1, Unit.MONTHS),)
    assert clock.at_events == (Event.FIRST_COMMUNICATION,)
    assert clock.extension is not None
    assert clock.extension.by == Span(2, Unit.MONTHS)
    assert (clock.id, clock.file, clock.line) == ("one/tell", "one/clocks.yaml", 1)


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        ("clocks.yaml", f"{{id: a, {HEAD}, who: buyer, {DO}, starts: closing}}"),
        ("clocks.yaml", f"{{id: a, {HEAD}, who: buyer, {DO}, starts: closing, due: 30}}"),
        ("clocks.yaml", f"{{id: a, {HEAD}, who: buyer, {DO}, starts: closing, due: {{days: 1, months: 1}}}}"),
        ("clocks.yaml", f"{{id: a, {HEAD}, who: buyer, {DO}, starts: closing, due: {{word: days}}}}"),
        (
            "clocks.yaml",
            f"{{id: a, {HEAD}, who: buyer, {DO}, starts: closing, due: {{days: 1}}, by_day: 01-31}}",
        ),
        ("clocks.yaml", f"{{id: a, {HEAD}, who: buyer, {DO}, by_day: 02-30}}"),
        ("clocks.yaml", f"{{id: a, {HEAD}, who: buyer, {DO}, due: {{days: 3}}}}"),
        ("clocks.yaml", f"{{id: a, {HEAD}, who: buyer, {DO}, by_day: 01-31, when: {{age: [adult]}}}}"),
        ("notices.yaml", f"{{id: a, {HEAD}, by: seller, form: individual, items: []}}"),
        (
            "notices.yaml",
            f"{{id: a, {HEAD}, by: seller, form: individual, items: [{{id: X-1, need: if, text: {{zh: 名, en: name}}}}]}}",
        ),
        ("controls.yaml", f"{{id: a, {HEAD}, who: seller, {DO}, every: often, evidence: []}}"),
        (
            "controls.yaml",
            f"{{id: a, {HEAD}, who: seller, {DO}, every: once, evidence: [{{kind: journal, ref: done}}]}}",
        ),
        ("thresholds.yaml", f"{{id: a, {HEAD}, counts: people, at_least: many, {DO}}}"),
        ("retention.yaml", f"{{id: a, {HEAD}, category: [contact]}}"),
        ("retention.yaml", f"{{id: a, {HEAD}, floor_years: 3}}"),
        ("retention.yaml", f"{{id: a, {HEAD}, category: [contact], floor_years: 3, from: collection}}"),
    ],
)
def test_an_entry_that_says_too_little_or_too_much_is_refused_with_its_place(
    make_pack: Make, make_rule: Callable[..., str], file: str, entry: str
) -> None:
    with pytest.raises(NovationError) as caught:
        with_file(make_pack, make_rule, file, f"- {entry}\n")
    assert caught.value.code == "law.pack-invalid"
    assert f"one/{file}" in caught.value.message("en")


def test_a_notice_keeps_its_items_in_order(make_pack: Make, make_rule: Callable[..., str]) -> None:
    text = (
        f"- {{id: tell, {HEAD}, by: seller, form: individual, before: transfer, items: [\n"
        "  {id: X-1, need: must, text: {zh: 名称, en: name}},\n"
        "  {id: X-2, need: if, condition: {zh: 出境, en: abroad}, text: {zh: 国家, en: country}}]}\n"
    )
    (notice,) = with_file(make_pack, make_rule, "notices.yaml", text).notices
    assert [(item.id, item.need) for item in notice.items] == [("X-1", Need.MUST), ("X-2", Need.IF)]


def test_ways_abroad_are_read_with_their_bounds(make_pack: Make, make_rule: Callable[..., str]) -> None:
    text = (
        "from: [cn]\ncalendar_year: true\n"
        f"routes:\n- {{id: contract, {HEAD}, still_owed: [notice], valid: {{years: 3}}}}\n"
        f"rules:\n- {{id: few, {HEAD}, fits: {{people: {{below: 100000}}, adequate: no}}, routes: [exempt]}}\n"
        f"- {{id: some, {HEAD}, fits: {{people: {{at_least: 100000, below: 1000000}}}}, routes: [contract]}}\n"
    )
    export = with_file(make_pack, make_rule, "export.yaml", text).export
    assert export is not None
    assert export.from_ == (Place.CN,)
    assert export.rules[1].people == Bound(100_000, 1_000_000)
    assert export.rules[1].people.contains(999_999)
    assert not export.rules[1].people.contains(1_000_000)


def test_a_route_that_is_not_described_is_refused(make_pack: Make, make_rule: Callable[..., str]) -> None:
    text = f"from: [cn]\nrules:\n- {{id: few, {HEAD}, fits: {{}}, routes: [contract]}}\n"
    with pytest.raises(NovationError):
        with_file(make_pack, make_rule, "export.yaml", text)


def test_a_ceiling_decides_no_class(make_pack: Make, make_rule: Callable[..., str]) -> None:
    text = (
        f"- {{id: most, {HEAD}, category: [marketing], ceiling_years: 3, from: relation-end}}\n"
        f"- {{id: logs, {HEAD}, record: {{zh: 日志, en: logs}}, floor_years: 0.5, from: event}}\n"
    )
    pack = with_file(make_pack, make_rule, "retention.yaml", text)
    assert len(pack.retention) == 2
    assert pack.floors == ()


def test_lint_names_what_a_file_refers_to_and_no_other_holds(
    make_pack: Make, make_rule: Callable[..., str]
) -> None:
    rule = make_rule(
        "first",
        then="{to_buyer: transfer-after-notice, notice: {content: tell}}",
        more="  fact: X-9\n",
    )
    clock = f"- {{id: a, {HEAD}, who: buyer, {DO}, by_day: 01-31, threshold: many}}\n"
    pack = make_pack("one", rule, files={"clocks.yaml": clock})
    found = {(finding.code, finding.rule) for finding in lint(Packs([pack]))}
    assert {
        ("unknown-notice", "one/first"),
        ("unknown-threshold", "one/a"),
        ("not-in-sources", "one/first"),
    } <= found
