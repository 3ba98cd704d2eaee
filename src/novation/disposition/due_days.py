"""When what the seller keeps becomes due: the end of the last floor, or the passing of the ceiling, in SQL by columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa

from novation.disposition.table_facts import FactTable, table_query
from novation.disposition.table_reading import source_of
from novation.engine import Engine
from novation.engine.identifiers import quote_text
from novation.law.keeping import COMPUTABLE, Interval
from novation.law.pack import RetentionPeriod
from novation.law.vocabulary import FloorStart
from novation.terms import ActivityBand, Hold, SellerCopy, Term

TIMES = ("time.order", "time.last-activity")


class Unknown(Term):
    """Why no day can be given."""

    HOLD = "hold", "有未结债权、争议或法律保留", "an open claim, a dispute or a legal hold"
    NO_DATE = "no-date", "没有末次交易的日期", "the last transaction has no date"
    RELATION_END = (
        "relation-end",
        "自关系终止起算，资料不载",
        "counts from the end of the relation, which the data don't tell",
    )
    COLLECTION = "collection", "自收集起算，资料不载", "counts from the collection, which the data don't tell"
    CONSENT = "consent", "自同意起算，资料不载", "counts from a consent, which the data don't tell"
    EVENT = "event", "自事件发生起算，资料不载", "counts from an event, which the data don't tell"
    NO_NUMBER = "no-number", "法律没有写明年数", "the law names no number of years"


def register_intervals(engine: Engine, intervals: Iterable[Interval]) -> None:
    """Makes the periods of every place and category a view: months from the last transaction, and from its year's end."""
    rows = [_row(interval) for interval in intervals]
    engine.register_arrow("keep_intervals", pa.Table.from_pylist(rows, _SCHEMA))


def build_last_days(engine: Engine, tables: Sequence[FactTable]) -> None:
    """Makes the table `last_days` (subject, last_on), read as `build_subjects` reads it."""
    dated = [_times_only(table) for table in tables if table.of_kind(*TIMES)]
    parts = " UNION ALL ".join(f"SELECT subject, last_at FROM ({_rows(engine, table)})" for table in dated)
    source = parts or "SELECT NULL::BIGINT AS subject, NULL::TIMESTAMP AS last_at WHERE false"
    engine.execute(
        f"CREATE OR REPLACE TABLE last_days AS SELECT subject, max(last_at)::DATE AS last_on FROM ({source}) GROUP BY subject"
    )


def build_due_days(engine: Engine) -> None:
    """Makes the table `due_days`: for each profile, last day and kept category what is due when (or why nobody can say).

    Columns: profile, last_on, people, category, place, seller_copy, due_on, entry (the period that ends last), kind
    (`floor`, `ceiling`), unknown. Rows of people, never of one person: the days are the same for all of them.
    """
    engine.execute(
        "CREATE OR REPLACE TABLE profile_days AS SELECT s.profile, l.last_on, count(*) AS people FROM subjects s "
        "LEFT JOIN last_days l USING (subject) GROUP BY s.profile, l.last_on"
    )
    engine.execute(f"CREATE OR REPLACE TABLE due_days AS {_DUE}")


def people_sql(by: str) -> str:
    """The people and categories that are due up to a day: subject_ref, category, due_on, entry. Wants `due_days`."""
    return (
        "SELECT s.subject_ref, d.category, d.due_on, d.entry FROM subjects s LEFT JOIN last_days l USING (subject) "
        "JOIN due_days d ON d.profile = s.profile AND d.last_on = l.last_on "
        f"WHERE d.due_on <= DATE {quote_text(by)} ORDER BY d.due_on, s.subject_ref, d.category"
    )


def _rows(engine: Engine, table: FactTable) -> str:
    query = table_query(table)
    return query.rows(source_of(engine, table, query))


def _times_only(table: FactTable) -> FactTable:
    columns = tuple(column for column in table.columns if column[1] in TIMES)
    return replace(table, columns=columns, raised=frozenset())


_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("place", "category")),
        *(
            field
            for kind in ("floor", "ceiling")
            for start in ("last", "year")
            for field in ((f"{kind}_{start}", pa.int32()), (f"{kind}_{start}_entry", pa.string()))
        ),
        *(
            (name, pa.string())
            for name in ("open_floor", "open_floor_entry", "open_ceiling", "open_ceiling_entry")
        ),
    ]
)


def _row(interval: Interval) -> dict[str, object]:
    floors = [(e, e.floor_years) for e in interval.floors]
    ceilings = [(e, e.ceiling_years) for e in interval.numbered]
    row: dict[str, object] = {"place": str(interval.place), "category": str(interval.category)}
    for kind, entries, longest in (("floor", floors, True), ("ceiling", ceilings, False)):
        for name, start in (("last", FloorStart.LAST_TRANSACTION), ("year", FloorStart.END_OF_YEAR)):
            months, entry = _decisive(entries, start, longest)
            row |= {f"{kind}_{name}": months, f"{kind}_{name}_entry": entry}
        first = next((e for e, _ in entries if e.start not in COMPUTABLE), None)
        row |= {
            f"open_{kind}": str(first.start) if first else None,
            f"open_{kind}_entry": first.id if first else None,
        }
    return row


def _decisive(
    entries: Sequence[tuple[RetentionPeriod, Decimal | None]], start: FloorStart, longest: bool
) -> tuple[int | None, str | None]:
    """Of periods with one start the longest floor or the shortest ceiling, in months."""
    found = sorted(
        (int((years or Decimal(0)) * 12), entry.id) for entry, years in entries if entry.start is start
    )
    if not found:
        return None, None
    return found[-1] if longest else found[0]


def _from_last(months: str) -> str:
    """The day after the same day some months on: the day of the transaction is not counted (`law.keeping.day_after`)."""
    return f"(last_on + to_months({months}))::DATE + 1"


def _from_year(months: str) -> str:
    return f"(make_date(year(last_on) + 1, 1, 1) + to_months({months}))::DATE"


_HELD = f"hold <> {quote_text(Hold.NONE)}"
_RESTRICTED = f"seller_copy = {quote_text(SellerCopy.RETAIN_RESTRICTED)}"
_FLOORS = (
    f"(activity <> {quote_text(ActivityBand.NEVER)} AND (floor_last IS NOT NULL OR floor_year IS NOT NULL))"
)
_OPEN_FLOOR = "open_floor IS NOT NULL"
_CEILINGS = "(ceiling_last IS NOT NULL OR ceiling_year IS NOT NULL)"
_KEPT = f"({quote_text(SellerCopy.RETAIN_RESTRICTED)}, {quote_text(SellerCopy.KEEP)})"

_WHY = (
    f"CASE WHEN NOT {_RESTRICTED} AND NOT {_CEILINGS} AND open_ceiling IS NULL THEN {quote_text(Unknown.NO_NUMBER)} "
    f"WHEN {_HELD} THEN {quote_text(Unknown.HOLD)} "
    f"WHEN {_OPEN_FLOOR} THEN open_floor "
    f"WHEN (NOT {_RESTRICTED} OR NOT {_FLOORS}) AND NOT {_CEILINGS} AND open_ceiling IS NOT NULL THEN open_ceiling "
    f"WHEN NOT {_FLOORS} AND NOT {_CEILINGS} THEN {quote_text(Unknown.NO_NUMBER)} "
    f"WHEN last_on IS NULL THEN {quote_text(Unknown.NO_DATE)} END"
)
"""What is kept in use is due only by a numbered ceiling; what is kept restricted, by its floors, else by a ceiling."""

_DAYS = (
    f"SELECT *, {_WHY} AS unknown, {_from_last('floor_last')} AS floor_last_on, {_from_year('floor_year')} AS floor_year_on, "
    f"{_from_last('ceiling_last')} AS ceiling_last_on, {_from_year('ceiling_year')} AS ceiling_year_on "
    "FROM (SELECT d.profile, d.last_on, d.people, v.category, p.place, v.seller_copy, p.hold, p.activity, k.* EXCLUDE (place, category) "
    "FROM profile_days d JOIN verdicts v USING (profile) JOIN profiles p USING (profile) "
    f"LEFT JOIN keep_intervals k ON k.place = p.place AND k.category = v.category WHERE v.seller_copy IN {_KEPT})"
)

_ENDS = (
    f"SELECT *, CASE WHEN {_FLOORS} THEN greatest(floor_last_on, floor_year_on) END AS floor_on, "
    f"CASE WHEN NOT ({_RESTRICTED} AND {_FLOORS}) THEN least(ceiling_last_on, ceiling_year_on) END AS ceiling_on FROM ({_DAYS})"
)

_DUE = (
    "SELECT profile, last_on, people, category, place, seller_copy, unknown, "
    "CASE WHEN unknown IS NULL THEN greatest(floor_on, ceiling_on) END AS due_on, "
    "CASE WHEN unknown = open_floor THEN open_floor_entry WHEN unknown = open_ceiling THEN open_ceiling_entry "
    "WHEN unknown IS NOT NULL THEN NULL "
    "WHEN ceiling_on IS NULL OR floor_on > ceiling_on THEN "
    "CASE WHEN floor_on = floor_year_on THEN floor_year_entry ELSE floor_last_entry END "
    "WHEN ceiling_on = ceiling_last_on THEN ceiling_last_entry ELSE ceiling_year_entry END AS entry, "
    "CASE WHEN unknown IS NOT NULL THEN NULL WHEN ceiling_on IS NULL OR floor_on > ceiling_on THEN 'floor' "
    f"ELSE 'ceiling' END AS kind FROM ({_ENDS})"
)
