"""What a pack may say, and that everything else is refused with file and line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from novation.errors import NovationError
from novation.law import Condition, Notice, Pack
from novation.law.vocabulary import Calendar, FloorStart
from novation.terms import Category, Consent, DealForm, Place, SellerCopy, ToBuyer

Make = Callable[..., Pack]


def refused(make: Callable[[], Pack]) -> NovationError:
    with pytest.raises(NovationError) as caught:
        make()
    assert caught.value.code == "law.pack-invalid"
    return caught.value


def test_a_rule_is_read_with_all_it_says(make_pack: Make, make_rule: Callable[..., str]) -> None:
    when = "{deal_form: [merger, division], consent: {not: [separate]}}"
    then = "{to_buyer: transfer-after-notice, notice: {window_days: 42, calendar: days, content: 22}, human: true}"
    more = (
        "  displaces: [other]\n  derived: true\n  in_force: {from: 2021-11-01, to: 2030-12-31}\n  fact: X-1\n"
    )
    pack = make_pack("one", make_rule("first", when, then, more))
    (rule,) = pack.rules
    assert rule.id == "one/first"
    assert rule.when == (
        Condition("deal_form", (DealForm.MERGER, DealForm.DIVISION)),
        Condition("consent", (Consent.SEPARATE,), negated=True),
    )
    assert rule.then.notice == Notice(42, Calendar.DAYS, "22")
    assert rule.then.human
    assert rule.derived
    assert rule.citation.fact == "X-1"
    assert (rule.in_force.first, rule.in_force.last) == (date(2021, 11, 1), date(2030, 12, 31))
    assert (rule.file, rule.line) == ("one/rules/all.yaml", 1)


def test_words_that_yaml_would_change_keep_their_meaning(
    make_pack: Make, make_rule: Callable[..., str]
) -> None:
    rule = make_rule("age", "{age: [13]}", more="  fact: NO\n")
    pack = make_pack("one", rule, more="in_force: {from: 2021-11-01}\n")
    assert pack.rules[0].when[0].values == ("13",)
    assert pack.rules[0].citation.fact == "NO"
    assert pack.version == date(2026, 11, 21)


def test_what_is_not_said_to_be_confirmed_is_not(make_pack: Make, make_rule: Callable[..., str]) -> None:
    text = make_rule("plain").replace("  confirmed: true\n", "")
    assert make_pack("one", text).rules[0].citation.confirmed is False


@pytest.mark.parametrize(
    ("when", "then", "more", "line", "word"),
    [
        ("{deal_from: [merger]}", "{to_buyer: transfer}", "", 7, "unknown key `deal_from`"),
        ("{deal_form: [asset-sale]}", "{to_buyer: transfer}", "", 7, "`asset-sale` is not a DealForm"),
        ("{deal_form: []}", "{to_buyer: transfer}", "", 7, "empty"),
        ("{deal_form: [merger, merger]}", "{to_buyer: transfer}", "", 7, "twice"),
        ("{consent: {nor: [none]}}", "{to_buyer: transfer}", "", 7, "unknown key `nor`"),
        ("{age: [on]}", "{to_buyer: transfer}", "", 7, "`on` is not a AgeBand"),
        ("{}", "{}", "", 8, "needs `to_buyer` or `seller_copy`"),
        ("{}", "{to_buyer: undecided}", "", 8, "undecided"),
        ("{}", "{seller_copy: undecided}", "", 8, "undecided"),
        ("{}", "{to_buyer: needs-consent}", "", 8, "consent_kind"),
        ("{}", "{to_buyer: transfer, consent_kind: separate}", "", 8, "consent_kind"),
        ("{}", "{to_buyer: transfer, notice: {window_days: 1}}", "", 8, "notice"),
        ("{}", "{seller_copy: keep, mask: [identity]}", "", 8, "mask"),
        ("{}", "{to_buyer: transfer, human: yes}", "", 8, "true or false"),
        ("{}", "{to_buyer: transfer-after-notice, notice: {window_days: -1}}", "", 8, "number"),
        ("{}", "{to_buyer: transfer-after-notice, notice: {window_days: 1.5}}", "", 8, "number"),
        ("{passes: [yes]}", "{to_buyer: transfer, seller_copy: keep}", "", 8, "passes"),
        ("{}", "{to_buyer: transfer}", "  in_force: {from: 2026-02-30}\n", 9, "not a date"),
        ("{}", "{to_buyer: transfer}", "  in_force: {from: 2026-2-3}\n", 9, "not a date"),
        ("{}", "{to_buyer: transfer}", "  in_force: {from: 2026-02-03, to: 2026-02-02}\n", 9, "earlier"),
        ("{}", "{to_buyer: transfer}", "  displaces: [Other Rule]\n", 9, "lower case"),
        ("{}", "{to_buyer: transfer}", "  source: ftp://example.org\n", 8, "https://"),
        ("{}", "{to_buyer: transfer}", "  because: x\n", 9, "unknown key `because`"),
    ],
)
def test_a_wrong_rule_is_refused_at_its_line(
    make_pack: Make, make_rule: Callable[..., str], when: str, then: str, more: str, line: int, word: str
) -> None:
    error = refused(lambda: make_pack("one", make_rule("first", when, then, more)))
    assert error.values["file"] == "one/rules/all.yaml"
    assert error.values["line"] == line
    assert word in error.message("en")


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ({"kind": "decree"}, "`decree` is not a PackKind"),
        ({"applies": "[{place: [zz]}]"}, "`zz` is not a Place"),
        ({"applies": "[{passes: [yes]}]"}, "can't be asked here"),
        ({"more": "extends: [a, a]\n"}, "twice"),
        ({"more": "export_areas: [[de]]\n"}, "two places"),
        ({"more": "colour: red\n"}, "unknown key `colour`"),
    ],
)
def test_a_wrong_head_is_refused(make_pack: Make, head: dict[str, str], word: str) -> None:
    assert word in refused(lambda: make_pack("one", **head)).message("en")


def test_an_id_must_be_the_folder_s_name(make_pack: Make) -> None:
    files = {"pack.yaml": "id: two\ntitle: {zh: 法, en: Law}\nversion: 2026-11-21\nkind: statute\n"}
    assert "differs" in refused(lambda: make_pack("one", files=files)).message("en")


def test_an_id_can_be_used_once_only(make_pack: Make, make_rule: Callable[..., str]) -> None:
    files = {"rules/more.yaml": make_rule("first")}
    error = refused(lambda: make_pack("one", make_rule("first"), files=files))
    assert error.values["file"] == "one/rules/more.yaml"
    assert "one/rules/all.yaml:1" in error.message("en")


def test_floors_and_obligations_are_read(make_pack: Make) -> None:
    floor = (
        "- {id: books, category: [transaction], floor_years: 0.5, from: end-of-year, places: [cn],"
        " citation: {zh: 一, en: One}, source: https://example.org, confirmed: true}\n"
    )
    duty = (
        "- {id: same-purpose, title: {zh: 目的, en: Purpose}, citation: {zh: 一, en: One},"
        " source: https://example.org, confirmed: true, when: {deal_form: [merger]},"
        " applies_to: {to_buyer: [transfer], seller_copy: [keep]}, due: {zh: 持续, en: always}}\n"
    )
    pack = make_pack("one", files={"retention.yaml": floor, "obligations.yaml": duty})
    (entry,) = pack.retention
    assert (entry.id, entry.floor_years, entry.start) == ("one/books", Decimal("0.5"), FloorStart.END_OF_YEAR)
    assert (entry.category, entry.places) == ((Category.TRANSACTION,), (Place.CN,))
    (owed,) = pack.obligations
    assert (owed.to_buyer, owed.seller_copy) == ((ToBuyer.TRANSFER,), (SellerCopy.KEEP,))


def test_a_file_of_remarks_only_is_an_empty_list(make_pack: Make) -> None:
    assert make_pack("one", files={"retention.yaml": "# none\n---\n"}).retention == ()
