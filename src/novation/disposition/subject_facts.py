"""Facts about each data subject, folded from all linked tables in SQL: one row a person, closed vocabularies only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pyarrow as pa

from novation.disposition import words
from novation.disposition.context import Context
from novation.disposition.table_facts import HOLDS, PLACES, FactTable, table_sql
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.engine.queries import Queries
from novation.terms import ActivityBand

MONTHS_OF_BANDS = (
    (12, "under-1"),
    (36, "1-3"),
    (60, "3-5"),
    (72, "5-6"),
    (84, "6-7"),
    (96, "7-8"),
    (108, "8-9"),
    (120, "9-10"),
    (132, "10-11"),
    (360, "11-30"),
    (372, "30-31"),
)


FACT_COLUMNS = (
    "place",
    "age",
    "activity",
    "relationship",
    "marketing",
    "transfer",
    "sensitive",
    "guardian",
    "objection",
    "hold",
)
"""The person's facts that make a profile, besides which categories are held."""


def build_subjects(
    engine: Queries,
    tables: Sequence[FactTable],
    context: Context,
    progress: Callable[[str], None] | None = None,
) -> tuple[int, int]:
    """Writes `subjects` (subject, subject_ref, profile) and `profiles`; returns the counts of both.

    `profiles` has one row for each distinct combination: profile, people, held and raised (bits of categories),
    FACT_COLUMNS.
    """
    say = progress or (lambda _: None)
    fold(engine, tables, context, say)
    facts = ", ".join(FACT_COLUMNS)
    engine.execute(
        f"CREATE OR REPLACE TABLE distinct_profiles AS SELECT row_number() OVER (ORDER BY {facts}, held, raised) - 1 AS profile, * "
        f"FROM (SELECT {facts}, held, raised, count(*) AS people FROM person GROUP BY {facts}, held, raised)"
    )
    engine.write(
        "profiles", f"SELECT profile, people, held, raised, {facts} FROM distinct_profiles ORDER BY profile"
    )
    same = " AND ".join(f"p.{c} = d.{c}" for c in (*FACT_COLUMNS, "held", "raised"))
    engine.write(
        "subjects",
        f"SELECT r.subject, r.subject_ref, d.profile FROM refs r JOIN person p USING (subject) JOIN distinct_profiles d ON {same}",
    )
    engine.register("subjects", "subjects")
    people = one(engine.fetch_arrow("SELECT count(*) FROM person"))[0]
    profiles = one(engine.fetch_arrow("SELECT count(*) FROM distinct_profiles"))[0]
    return int(people), int(profiles)


def fold(engine: Queries, tables: Sequence[FactTable], context: Context, say: Callable[[str], None]) -> None:
    """Makes the table `person`: one row a person with all facts; nothing is written to the working copies."""
    order = pa.table(
        {"word": [w for w, _ in words.place_words()], "place": [p for _, p in words.place_words()]}
    )
    engine.register_arrow("place_words", order)
    engine.register("refs", "refs")
    for table in tables:
        engine.register(table.table_id, f"tables/{table.table_id}")
        engine.register(f"links_{table.table_id}", f"links/{table.table_id}")
    say("folding")
    parts = " UNION ALL ".join(table_sql(t) for t in tables) or _NOBODY
    engine.execute(f"CREATE OR REPLACE TABLE folded AS {_fold_sql(parts)}")
    say("profiles")
    has_dates = any(t.of_kind("time.order", "time.last-activity") for t in tables)
    engine.execute(f"CREATE OR REPLACE TABLE person AS {_facts_sql(context, has_dates)}")


_NOBODY = (
    "SELECT NULL::BIGINT AS subject, NULL::BIGINT AS place, NULL::TIMESTAMP AS born, NULL::TIMESTAMP AS last_at, "
    "NULL::BOOLEAN AS ordered, NULL::BIGINT AS marketing, NULL::BIGINT AS transfer, NULL::BIGINT AS sensitive, "
    "NULL::BIGINT AS guardian, NULL::BOOLEAN AS objected, NULL::BIGINT AS hold, NULL::BOOLEAN AS customer, "
    "NULL::BOOLEAN AS employee, NULL::BOOLEAN AS supplier, 0::BIGINT AS held, 0::BIGINT AS raised WHERE false"
)
"""What a project without any table about people says: a shop may sell its list of goods alone."""


def _fold_sql(parts: str) -> str:
    return (
        "SELECT subject, max(place) AS place, max(born) AS born, max(last_at) AS last_at, bool_or(ordered) AS ordered, "
        "max(marketing) AS marketing, max(transfer) AS transfer, max(sensitive) AS sensitive, max(guardian) AS guardian, "
        "bool_or(objected) AS objected, max(hold) AS hold, bool_or(customer) AS customer, bool_or(employee) AS employee, "
        f"bool_or(supplier) AS supplier, bit_or(held) AS held, bit_or(raised) AS raised FROM ({parts}) GROUP BY subject"
    )


def _facts_sql(context: Context, has_dates: bool) -> str:
    places = " ".join(f"WHEN {i} THEN {quote_text(p)}" for i, p in enumerate(PLACES))
    holds = " ".join(f"WHEN {i} THEN {quote_text(h)}" for i, h in enumerate(HOLDS))
    return (
        f"SELECT subject, held, raised, CASE place % 100 {places} ELSE 'unknown' END AS place, {_age_sql(context.closing_on)} AS age, "
        f"{_activity_sql(context.closing_on, has_dates)} AS activity, {_relationship_sql(context, has_dates)} AS relationship, "
        "CASE marketing % 4 WHEN 1 THEN 'consented' WHEN 2 THEN 'opted-out' WHEN 3 THEN 'opted-out' ELSE 'none' END AS marketing, "
        f"{_state_sql('transfer')} AS transfer, {_state_sql('sensitive')} AS sensitive, {_state_sql('guardian')} AS guardian, "
        "CASE WHEN objected THEN 'objected' ELSE 'none' END AS objection, "
        f"CASE hold {holds} ELSE 'none' END AS hold FROM folded"
    )


def _state_sql(column: str) -> str:
    return (
        f"CASE {column} % 4 WHEN 1 THEN 'given' WHEN 2 THEN 'refused' WHEN 3 THEN 'withdrawn' ELSE 'none' END"
    )


def _age_sql(closing_on: date) -> str:
    years = f"datesub('year', born, TIMESTAMP '{closing_on}')"
    return (
        f"CASE WHEN born IS NULL OR born > TIMESTAMP '{closing_on}' OR {years} > 120 THEN 'unknown' WHEN {years} < 13 THEN 'under-13' "
        f"WHEN {years} = 13 THEN '13' WHEN {years} = 14 THEN '14' WHEN {years} = 15 THEN '15' "
        f"WHEN {years} < 18 THEN '16-17' ELSE 'adult' END"
    )


def _months(closing_on: date) -> str:
    return f"datesub('month', last_at, TIMESTAMP '{closing_on}')"


def _activity_sql(closing_on: date, has_dates: bool) -> str:
    if not has_dates:
        return "'unknown'"
    bands = " ".join(f"WHEN {_months(closing_on)} < {m} THEN {quote_text(b)}" for m, b in MONTHS_OF_BANDS)
    never = (
        f"CASE WHEN ordered THEN {quote_text(ActivityBand.UNKNOWN)} ELSE {quote_text(ActivityBand.NEVER)} END"
    )
    return f"CASE WHEN last_at IS NULL THEN {never} {bands} ELSE {quote_text(ActivityBand.OVER_31)} END"


def _relationship_sql(context: Context, has_dates: bool) -> str:
    by_date = "'unknown'"
    if has_dates:
        months = _months(context.closing_on)
        by_date = (
            f"CASE WHEN last_at IS NULL THEN CASE WHEN ordered THEN 'unknown' ELSE 'prospect' END "
            f"WHEN {months} < {context.active_months} THEN 'active' WHEN {months} < 36 THEN 'dormant' ELSE 'lapsed' END"
        )
    return (
        "CASE WHEN customer IS NULL AND employee THEN 'employee' WHEN customer IS NULL AND supplier THEN 'business-contact' "
        f"ELSE {by_date} END"
    )
