"""When what is kept becomes due: the columns agree with a second opinion that takes one person at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.disposition.due_days import (
    Unknown,
    build_due_days,
    build_last_days,
    people_sql,
    register_intervals,
)
from novation.disposition.profiles import read_profiles
from novation.disposition.table_facts import category_bit
from novation.engine import Engine
from novation.law import FloorStart, RetentionPeriod
from novation.law.counting import add_months
from novation.law.keeping import COMPUTABLE, Interval
from novation.law.pack_parts import Citation
from novation.law.retention import entry_state
from novation.law.vocabulary import Ceiling
from novation.messages import Text
from novation.terms import ActivityBand, Category, Place, Retention

from .shops import Given, context, people_of, staged

CITED = Citation(Text("条", "Art. 1"), "https://example.org", "X", True)
KINDS = ("place.country", "time.order", "hold.state")
NEVER = ("place.country", "time.last-activity", "hold.state")
"""Without a date of this kind somebody never had a transaction; without a date of an order it is not known."""
CELLS = st.tuples(
    st.integers(0, 5),
    st.sampled_from(["中国", "Deutschland", None]),
    st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2026, 12, 31)).map(str)),
    st.sampled_from([None, None, None, "争议处理中"]),
)
COPIES = ("retain-restricted", "keep", "destroy", "undecided")
YEARS = st.none() | st.integers(1, 40).map(lambda halves: Decimal(halves) / 2)


def period(
    n: int, floor: Decimal | None, ceiling: Decimal | None, start: FloorStart, shortest: bool
) -> RetentionPeriod:
    return RetentionPeriod(
        f"law{n % 2}/p{n}", f"law{n % 2}", (Category.TRANSACTION,), floor, start, CITED, ceiling_years=ceiling,
        ceiling=Ceiling.SHORTEST_NECESSARY if shortest else None,
    )  # fmt: skip


PERIODS = st.lists(
    st.tuples(
        YEARS, YEARS, st.sampled_from([*COMPUTABLE, FloorStart.CONSENT, FloorStart.EVENT]), st.booleans()
    ),
    max_size=4,
).map(lambda drawn: [period(n, *one) for n, one in enumerate(drawn)])


def interval(place: Place, category: Category, entries: Sequence[RetentionPeriod]) -> Interval:
    floors = tuple(e for e in entries if e.floor_years is not None)
    return Interval(
        category, place, Place.CN, floors, tuple(e for e in entries if e.ceiling_years or e.ceiling)
    )


def stage_verdicts(engine: Engine, copies: dict[Category, str]) -> None:
    """The same outcome for everybody who holds a category."""
    rows = [
        {
            "profile": p.number,
            "category": str(c),
            "class": 0,
            "to_buyer": "withhold",
            "passes": False,
            "seller_copy": copy,
        }
        for p in read_profiles(engine)
        for c, copy in copies.items()
        if p.held & category_bit(c)
    ]
    schema = pa.schema(
        [
            ("profile", pa.int64()), ("category", pa.string()), ("class", pa.int32()), ("to_buyer", pa.string()),
            ("passes", pa.bool_()), ("seller_copy", pa.string()),
        ]
    )  # fmt: skip
    engine.stage("verdicts", schema, iter(pa.Table.from_pylist(rows, schema).to_batches()))
    engine.register("verdicts", "verdicts")


def expected(
    kept: Interval, copy: str, last: date | None, *, ordered: bool, held: bool
) -> tuple[date | None, str | None]:
    """The second opinion for one person and category: the day, or why there is none."""
    restricted = copy == "retain-restricted"
    floors = [e for e in kept.floors if e.start in COMPUTABLE] if ordered or last else []
    ceilings = [e for e in kept.numbered if e.start in COMPUTABLE]
    if not restricted and not kept.numbered:
        return None, "no-number"
    if held:
        return None, "hold"
    if kept.open_floors:
        return None, str(kept.open_floors[0].start)
    by_floor = restricted and floors
    if not by_floor and not ceilings and kept.open_ceilings:
        return None, str(kept.open_ceilings[0].start)
    if not floors and not ceilings:
        return None, "no-number"
    if last is None:
        return None, "no-date"
    floor = kept.floor_until(last) if floors else None
    if by_floor:
        return floor, None
    return max(day for day in (floor, kept.ceiling_on(last)) if day), None


@given(
    st.sampled_from([KINDS, NEVER]),
    st.lists(CELLS, min_size=1, max_size=12),
    PERIODS,
    PERIODS,
    st.sampled_from(COPIES),
    st.sampled_from(COPIES),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_columns_say_of_everybody_what_is_said_one_by_one(
    engine: Engine,
    kinds: tuple[str, ...],
    rows: list[tuple[int, str | None, str | None, str | None]],
    chinese: list[RetentionPeriod],
    german: list[RetentionPeriod],
    orders: str,
    contacts: str,
) -> None:
    tables = [Given(kinds, rows)]
    people = people_of(engine, tables)
    copies = {Category.TRANSACTION: orders, Category.CONTACT: contacts}
    kept = {
        (place, category): interval(place, category, entries)
        for place, entries in ((Place.CN, chinese), (Place.DE, german))
        for category in copies
    }
    stage_verdicts(engine, copies)
    register_intervals(engine, kept.values())
    build_last_days(engine, staged(engine, tables))
    build_due_days(engine)
    found = engine.fetch_arrow(
        "SELECT s.subject, d.category, strftime(d.due_on, '%Y-%m-%d') AS due_on, d.unknown, d.kind, d.entry FROM subjects s "
        "LEFT JOIN last_days l USING (subject) JOIN due_days d ON d.profile = s.profile AND d.last_on IS NOT DISTINCT FROM l.last_on"
    ).to_pylist()
    told = {(r["subject"], r["category"]): (r["due_on"], r["unknown"]) for r in found}
    assert len(told) == len(found)
    wanted = {}
    for subject, person in people.items():
        dates = [datetime.strptime(r[2], "%Y-%m-%d").date() for r in rows if r[0] == subject and r[2]]
        for category, copy in copies.items():
            if category not in person["held"] or copy in ("destroy", "undecided"):  # type: ignore[operator]
                continue
            own = kept.get((person["place"], category)) or interval(Place.UNKNOWN, category, [])  # type: ignore[call-overload]
            day, why = expected(
                own, copy, max(dates, default=None), ordered=kinds is KINDS, held=person["hold"] != "none"
            )
            wanted[subject, str(category)] = (day.isoformat() if day else None, why)
    assert told == wanted
    assert all((r["kind"] is None) == (r["due_on"] is None) for r in found)
    deciding = {e.id for one in kept.values() for e in (*one.floors, *one.numbered)}
    assert all(r["entry"] in deciding for r in found if r["due_on"])
    counted = engine.fetch_arrow("SELECT coalesce(sum(people), 0)::BIGINT AS n FROM due_days").to_pylist()
    assert counted[0]["n"] == len(wanted)


@pytest.mark.parametrize(
    ("months", "start", "last"),
    [
        (36, FloorStart.LAST_TRANSACTION, date(2024, 2, 29)),
        (6, FloorStart.LAST_TRANSACTION, date(2026, 8, 31)),
        (120, FloorStart.END_OF_YEAR, date(2026, 12, 31)),
        (120, FloorStart.END_OF_YEAR, date(2026, 1, 1)),
    ],
)
def test_the_day_is_the_one_that_the_law_counts(
    engine: Engine, months: int, start: FloorStart, last: date
) -> None:
    tables = [Given(KINDS, [(0, "中国", str(last), None)])]
    people_of(engine, tables)
    entry = period(0, Decimal(months) / 12, None, start, False)
    kept = interval(Place.CN, Category.TRANSACTION, [entry])
    stage_verdicts(engine, {Category.TRANSACTION: "retain-restricted"})
    register_intervals(engine, [kept])
    build_last_days(engine, staged(engine, tables))
    build_due_days(engine)
    (row,) = engine.fetch_arrow(people_sql("2100-01-01")).to_pylist()
    assert row["due_on"] == kept.floor_until(last)
    assert (row["subject_ref"], row["category"], row["entry"]) == ("r0", "transaction", "law0/p0")
    before = (row["due_on"].toordinal() - 1, row["due_on"].toordinal())
    reached = [engine.fetch_arrow(people_sql(date.fromordinal(d).isoformat())).num_rows for d in before]
    assert reached == [0, 1]


CLOSINGS = [
    date(2027, 1, 15), date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29),
    date(2026, 11, 30),
]  # fmt: skip


@pytest.mark.parametrize("closing", CLOSINGS, ids=str)
@pytest.mark.parametrize("start", sorted(COMPUTABLE))
def test_deciding_and_sweeping_say_the_same_of_the_days_about_an_anniversary(
    engine: Engine, closing: date, start: FloorStart
) -> None:
    years = (3, 5, 10, 30)
    days = [add_months(closing, -12 * y) + timedelta(days=n) for y in years for n in range(-3, 4)]
    times = ("", " 00:00:01", " 23:59:59")
    rows = list(enumerate(f"{day}{time}" for day in days for time in times))
    tables = [Given(KINDS, [(n, "中国", said, None) for n, said in rows])]
    people = people_of(engine, tables, context(closing_on=closing))
    stage_verdicts(engine, {Category.TRANSACTION: "retain-restricted"})
    build_last_days(engine, staged(engine, tables))
    for floor in years:
        entry = period(0, Decimal(floor), None, start, False)
        register_intervals(engine, [interval(Place.CN, Category.TRANSACTION, [entry])])
        build_due_days(engine)
        due = engine.fetch_arrow(
            "SELECT s.subject, d.due_on FROM subjects s JOIN last_days l USING (subject) "
            "JOIN due_days d ON d.profile = s.profile AND d.last_on = l.last_on"
        ).to_pylist()
        assert len(due) == len(rows)
        for row in due:
            band = ActivityBand(people[row["subject"]]["activity"])
            is_over = entry_state(entry, band) is Retention.OVER
            if start is FloorStart.LAST_TRANSACTION:
                assert is_over == (row["due_on"] <= closing)
            else:  # bands know no calendar years: decided up to a year later, never earlier
                assert not is_over or row["due_on"] <= closing


def test_what_is_kept_is_kept_on_the_anniversary_day_and_free_the_day_after(engine: Engine) -> None:
    closing = date(2027, 1, 15)
    entry = period(0, Decimal(5), None, FloorStart.LAST_TRANSACTION, False)
    tables = [Given(KINDS, [(0, "中国", "2022-01-15", None), (1, "中国", "2022-01-14", None)])]
    people = people_of(engine, tables, context(closing_on=closing))
    states = [entry_state(entry, ActivityBand(people[n]["activity"])) for n in (0, 1)]
    assert states == [Retention.RUNNING, Retention.OVER]
    kept = interval(Place.CN, Category.TRANSACTION, [entry])
    assert [kept.floor_until(date(2022, 1, day)) for day in (15, 14)] == [date(2027, 1, 16), closing]


def test_every_reason_has_its_words_in_both_languages() -> None:
    assert {str(start) for start in FloorStart if start not in COMPUTABLE} <= set(Unknown)
    assert all(word.text.zh and word.text.en for word in Unknown)
