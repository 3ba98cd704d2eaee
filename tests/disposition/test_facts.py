"""What the tables say about each person, fact by fact."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from itertools import permutations

import pytest

from novation.disposition import FactTable
from novation.disposition.supply import unsupplied
from novation.engine import Engine
from novation.law import load_packs
from novation.terms import Category, Place

from .shops import CLOSING, Given, people_of

CONSENT = ("consent.purpose", "consent.state", "consent.at")


def one(engine: Engine, *tables: Given) -> dict[str, object]:
    return people_of(engine, tables)[0]


def table(kinds: tuple[str, ...], *rows: tuple[str | None, ...], **more: object) -> Given:
    return Given(kinds, [(0, *row) for row in rows], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kinds", "row", "place"),
    [
        (("place.country",), ("Deutschland",), "de"),
        (("place.country",), ("\tUK ",), "uk"),
        (("place.country",), ("Narnia",), "other"),
        (("place.country",), (" ",), "unknown"),
        (("place.country", "place.region"), ("美国", "加州"), "us-ca"),
        (("place.country", "place.region"), ("usa", "Texas"), "us"),
        (("place.country", "place.region"), ("德国", "CA"), "de"),
        (("cn.mobile",), ("+86 139-1234-5670",), "cn"),
        (("cn.mobile",), ("0571-88001234",), "unknown"),
        (("place.address",), ("浙江省杭州市西湖区文三路 1 号",), "cn"),
        (("place.address",), ("12 rue de la Paix",), "unknown"),
        (("cn.resident-id",), ("11010519491231002x",), "cn"),
        (("person.nationality",), ("france",), "fr"),
        (("person.nationality", "cn.mobile"), ("france", "13912345670"), "cn"),
        (("place.country", "cn.mobile"), ("Deutschland", "13912345670"), "de"),
        (("place.country", "cn.resident-id"), ("france", "11010519491231002X"), "fr"),
    ],
)
def test_a_stated_country_outweighs_numbers_and_these_outweigh_origin(
    engine: Engine, kinds: tuple[str, ...], row: tuple[str, ...], place: str
) -> None:
    assert one(engine, table(kinds, row))["place"] == place


def test_the_latest_consent_wins_in_whatever_order_the_rows_stand(engine: Engine) -> None:
    events = [
        ("向受让方转让个人信息", "拒绝", "2026-10-01"),
        ("向受让方转让个人信息", "同意", "2026-10-03 09:00:00"),
        ("向受让方转让个人信息", "撤回同意", "2026/10/02"),
        ("营销短信", "同意", "2026-01-01"),
        ("营销短信", "撤回", "2026-02-01"),
    ]
    orders = list(permutations(events))[::7]
    rows = [(subject, *event) for subject, order in enumerate(orders) for event in order]
    people = people_of(engine, [Given(CONSENT, rows)])
    assert len(people) == len(orders)
    assert {(p["transfer"], p["marketing"]) for p in people.values()} == {("given", "opted-out")}


@pytest.mark.parametrize(
    ("states", "counts"),
    [
        (("同意", "拒绝"), "refused"),
        (("同意", "撤回"), "withdrawn"),
        (("撤回", "拒绝"), "withdrawn"),
        (("同意", "同意"), "given"),
    ],
)
def test_at_one_instant_the_most_restrictive_word_counts(
    engine: Engine, states: tuple[str, str], counts: str
) -> None:
    for said in (states, states[::-1]):
        rows = [("转让", state, "2026-10-01 08:00:00") for state in said]
        assert one(engine, table(CONSENT, *rows))["transfer"] == counts


def test_a_dated_consent_outweighs_a_flag_and_of_two_flags_the_opt_out_counts(engine: Engine) -> None:
    flags = table(("marketing.state",), ("是",), ("否",))
    assert one(engine, flags)["marketing"] == "opted-out"
    assert one(engine, flags, table(CONSENT, ("营销", "同意", "2020-01-01")))["marketing"] == "consented"


def test_consents_of_different_purposes_stay_apart(engine: Engine) -> None:
    person = one(
        engine,
        table(
            CONSENT,
            ("转让一般信息", "同意", "2026-10-01"),
            ("转让敏感信息", "拒绝", "2026-10-01"),
            ("监护人同意转让", "同意", "2026-10-01"),
        ),
    )
    said = [person[k] for k in ("transfer", "sensitive", "guardian", "marketing")]
    assert said == ["given", "refused", "given", "none"]


def years_before(years: int, days: int = 0) -> str:
    return (date(CLOSING.year - years, CLOSING.month, CLOSING.day) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("years", "before", "on"),
    [(13, "under-13", "13"), (14, "13", "14"), (15, "14", "15"), (16, "15", "16-17"), (18, "16-17", "adult")],
)
def test_a_birthday_on_the_closing_day_counts_as_reached(
    engine: Engine, years: int, before: str, on: str
) -> None:
    kinds = ("person.birth-date",)
    assert one(engine, table(kinds, (years_before(years, days=1),)))["age"] == before
    assert one(engine, table(kinds, (years_before(years),)))["age"] == on


@pytest.mark.parametrize("written", ["1890-01-01", "2027-01-16", "1985-13-40", "", "不详"])
def test_an_impossible_birth_date_is_an_unknown_age(engine: Engine, written: str) -> None:
    assert one(engine, table(("person.birth-date",), (written,)))["age"] == "unknown"


def test_of_two_birth_dates_the_younger_person_is_protected(engine: Engine) -> None:
    rows = (("1980-05-05",), ("2015年05月05日",))
    assert one(engine, table(("person.birth-date",), *rows))["age"] == "under-13"


def test_the_birth_date_in_an_id_number_is_known_too(engine: Engine) -> None:
    assert one(engine, table(("cn.resident-id",), ("11010519491231002X",)))["age"] == "adult"


@pytest.mark.parametrize(
    ("years", "on", "after", "relationship"),
    [
        (1, "under-1", "1-3", "dormant"),
        (3, "1-3", "3-5", "lapsed"),
        (5, "3-5", "5-6", "lapsed"),
        (10, "9-10", "10-11", "lapsed"),
        (11, "10-11", "11-30", "lapsed"),
        (31, "30-31", "over-31", "lapsed"),
    ],
)
def test_a_band_of_activity_ends_with_the_anniversary_day(
    engine: Engine, years: int, on: str, after: str, relationship: str
) -> None:
    kinds = ("time.order",)
    assert one(engine, table(kinds, (years_before(years),)))["activity"] == on
    person = one(engine, table(kinds, (years_before(years, days=-1),)))
    assert (person["activity"], person["relationship"]) == (after, relationship)


def test_only_the_last_transaction_counts(engine: Engine) -> None:
    person = one(engine, table(("time.order",), ("2015-01-01",), ("2026-12-01",), ("2019-01-01",)))
    assert (person["activity"], person["relationship"]) == ("under-1", "active")


def test_who_never_ordered_is_a_prospect_but_an_order_without_a_date_is_unknown(engine: Engine) -> None:
    members = Given(("person.name",), [(0, "周一"), (1, "吴二")])
    orders = Given(("time.order",), [(1, "坏日期")])
    found = people_of(engine, [members, orders])
    assert (found[0]["activity"], found[0]["relationship"]) == ("never", "prospect")
    assert (found[1]["activity"], found[1]["relationship"]) == ("unknown", "unknown")


def test_an_employee_is_one_only_as_long_as_no_customer_table_names_him(engine: Engine) -> None:
    staff = Given(("person.name",), [(0, "周一"), (1, "吴二")], role="employee")
    members = Given(("person.name",), [(1, "吴二")])
    found = people_of(engine, [staff, members])
    assert found[0]["relationship"] == "employee"
    assert found[1]["relationship"] != "employee"


@pytest.mark.parametrize(
    ("said", "hold"),
    [
        (("已结清", "争议处理中"), "dispute"),
        (("欠款未付", "争议处理中"), "dispute"),
        (("法院冻结", "争议处理中"), "legal-hold"),
        (("unresolved", "resolved"), "dispute"),
        (("已结案", "closed"), "none"),
        (("", None), "none"),
    ],
)
def test_of_several_open_matters_the_gravest_holds(
    engine: Engine, said: tuple[str | None, ...], hold: str
) -> None:
    assert one(engine, table(("hold.state",), *((s,) for s in said)))["hold"] == hold


@pytest.mark.parametrize(
    ("said", "objection"),
    [("反对转让", "objected"), ("已撤销", "none"), ("否", "none"), ("", "none"), (None, "none")],
)
def test_an_objection_counts_unless_it_was_withdrawn(
    engine: Engine, said: str | None, objection: str
) -> None:
    assert one(engine, table(("objection.state",), (said,)))["objection"] == objection


def test_a_category_is_held_only_where_something_stands_in_its_columns(engine: Engine) -> None:
    rows = [(0, "周一", None), (1, None, "花粉过敏"), (2, "", "")]
    found = people_of(engine, [Given(("person.name", "hold.state"), rows, raised=frozenset({"hold.state"}))])
    assert [found[n]["held"] for n in range(3)] == [{Category.IDENTITY}, {Category.SERVICE}, set()]
    assert [found[n]["raised"] for n in range(3)] == [set(), {Category.SERVICE}, set()]


def test_rows_of_nobody_make_no_person(engine: Engine) -> None:
    found = people_of(engine, [Given(("person.name",), [(0, "周一"), (-1, "谁"), (1, "吴二")])])
    assert set(found) == {0, 1}


def test_facts_that_no_column_tells_are_named_with_the_rules_that_ask_them() -> None:
    packs = load_packs()
    names = FactTable("t", "customer", (("c0", "person.name", Category.IDENTITY, "VARCHAR"),))
    found = {f.fact: f.as_dict() for f in unsupplied([names], packs, Place.CN, date(2026, 11, 21))}
    assert {"age", "consent", "objection", "relationship", "hold"} <= set(found)
    minors = next(r for pack in packs for r in pack.rules if r.id == found["age"]["asked_by"][0]["rule"])
    text = (files("novation") / "law" / "packs" / minors.file).read_text("utf-8")
    assert minors.short_id in text.splitlines()[found["age"]["asked_by"][0]["line"] - 1]
    assert all(f["rules"] > 0 and f["kinds"] for f in found.values())
    consents = FactTable(
        "u",
        "customer",
        (
            ("c0", "consent.state", Category.MARKETING, "VARCHAR"),
            ("c1", "person.birth-date", Category.IDENTITY, "VARCHAR"),
        ),
    )
    left = unsupplied([names, consents], packs, Place.CN, date(2026, 11, 21))
    assert not {"age", "consent", "marketing"} & {f.fact for f in left}
