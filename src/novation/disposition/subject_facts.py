"""Facts about each data subject, folded from all linked tables in SQL: one row a person, closed vocabularies only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from novation.disposition import words
from novation.disposition.context import Context
from novation.engine import Engine
from novation.engine.expressions import one, plain_sql, timestamp_sql
from novation.engine.identifiers import quote_identifier, quote_text
from novation.terms import ActivityBand, Category, Hold, Place

_PLACES = list(Place)
_HOLDS = list(Hold)
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


@dataclass(frozen=True, slots=True)
class FactTable:
    """A linked table as the facts see it: columns as (name, kind, category, SQL type).

    `raised`: columns that are more sensitive than their category is by itself (notes that name illnesses).
    """

    table_id: str
    role: str
    columns: tuple[tuple[str, str, Category, str], ...]
    raised: frozenset[str] = frozenset()

    def of_kind(self, *kinds: str) -> list[tuple[str, str]]:
        return [(name, sql_type) for name, kind, _, sql_type in self.columns if kind in kinds]

    def of_category(self, category: Category) -> list[tuple[str, str]]:
        return [(name, sql_type) for name, _, c, sql_type in self.columns if c is category]


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


def category_bit(category: Category) -> int:
    return 1 << list(Category).index(category)


def build_subjects(
    engine: Engine,
    tables: Sequence[FactTable],
    context: Context,
    progress: Callable[[str], None] | None = None,
) -> tuple[int, int]:
    """Writes `subjects` (subject, subject_ref, profile) and `profiles`; returns the counts of both.

    `profiles` has one row for each distinct combination: profile, people, held and raised (bits of categories),
    FACT_COLUMNS.
    """
    say = progress or (lambda _: None)
    order = pa.table(
        {"word": [w for w, _ in words.place_words()], "place": [p for _, p in words.place_words()]}
    )
    engine.register_arrow("place_words", order)
    engine.register("refs", "refs")
    for table in tables:
        engine.register(table.table_id, f"tables/{table.table_id}")
        engine.register(f"links_{table.table_id}", f"links/{table.table_id}")
    say("folding")
    parts = " UNION ALL ".join(_table_sql(t) for t in tables) or _NOBODY
    engine.execute(f"CREATE OR REPLACE TABLE folded AS {_fold_sql(parts)}")
    say("profiles")
    has_dates = any(t.of_kind("time.order", "time.last-activity") for t in tables)
    engine.execute(f"CREATE OR REPLACE TABLE person AS {_facts_sql(context, has_dates)}")
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


_NOBODY = (
    "SELECT NULL::BIGINT AS subject, NULL::BIGINT AS place, NULL::TIMESTAMP AS born, NULL::TIMESTAMP AS last_at, "
    "NULL::BOOLEAN AS ordered, NULL::BIGINT AS marketing, NULL::BIGINT AS transfer, NULL::BIGINT AS sensitive, "
    "NULL::BIGINT AS guardian, NULL::BOOLEAN AS objected, NULL::BIGINT AS hold, NULL::BOOLEAN AS customer, "
    "NULL::BOOLEAN AS employee, NULL::BOOLEAN AS supplier, 0::BIGINT AS held, 0::BIGINT AS raised WHERE false"
)
"""What a project without any table about people says: a shop may sell its list of goods alone."""


def _table_sql(table: FactTable) -> str:
    """One row a subject with what this table says; NULL where it says nothing."""
    fields = {
        "place": _max(_place_expressions(table)),
        "born": _max(_born_expressions(table)),
        "last_at": _max(
            [
                timestamp_sql("v." + quote_identifier(c), t)
                for c, t in table.of_kind("time.order", "time.last-activity")
            ]
        ),
        "ordered": "true" if table.of_kind("time.order", "key.order") else "NULL",
        "marketing": _max([*_marketing_flags(table), *_consents(table, "marketing")]),
        "transfer": _max(_consents(table, "transfer")),
        "sensitive": _max(_consents(table, "transfer-sensitive")),
        "guardian": _max(_consents(table, "guardian")),
        "objected": _bool_or(_objections(table)),
        "hold": _max(_holds(table)),
        "customer": "true" if table.role in ("customer", "") else "NULL",
        "employee": "true" if table.role == "employee" else "NULL",
        "supplier": "true" if table.role == "supplier" else "NULL",
        "held": _held(table, lambda _: True),
        "raised": _held(table, table.raised.__contains__),
    }
    selects = ", ".join(f"{expression} AS {name}" for name, expression in fields.items())
    view, links = quote_identifier(table.table_id), quote_identifier("links_" + table.table_id)
    return f"(SELECT l.subject, {selects} FROM {view} v JOIN {links} l USING (_row) WHERE l.subject >= 0 GROUP BY l.subject)"


def _max(expressions: list[str]) -> str:
    if not expressions:
        return "NULL"
    return f"max({expressions[0]})" if len(expressions) == 1 else f"max(greatest({', '.join(expressions)}))"


def _bool_or(expressions: list[str]) -> str:
    return f"bool_or({' OR '.join(expressions)})" if expressions else "NULL"


def _place_expressions(table: FactTable) -> list[str]:
    """weight * 100 + place: what a person said of the country outweighs what a number suggests."""
    found = []
    countries = table.of_kind("place.country")
    regions = table.of_kind("place.region")
    us, california, cn = _PLACES.index(Place.US), _PLACES.index(Place.US_CA), _PLACES.index(Place.CN)
    for country, _ in countries:
        known = f"(SELECT max(w.place) FROM place_words w WHERE w.word = lower({plain_sql('v.' + quote_identifier(country))}))"
        said = f"nullif({plain_sql('v.' + quote_identifier(country))}, '')"
        elsewhere = f"CASE WHEN {said} IS NOT NULL THEN {_PLACES.index(Place.OTHER)} END"
        place = f"coalesce({known}, {elsewhere})"
        if regions:
            in_california = f"lower({plain_sql('v.' + quote_identifier(regions[0][0]))}) IN ({', '.join(map(quote_text, words.CALIFORNIA))})"
            place = f"CASE WHEN {place} = {us} AND {in_california} THEN {california} ELSE {place} END"
        found.append(f"500 + {place}")
    for column, _ in table.of_kind("person.nationality"):  # where somebody comes from is the weakest of hints
        known = f"(SELECT max(w.place) FROM place_words w WHERE w.word = lower({plain_sql('v.' + quote_identifier(column))}))"
        found.append(f"50 + {known}")
    for column, _ in table.of_kind("cn.resident-id"):
        found.append(
            f"CASE WHEN regexp_full_match(upper({plain_sql('v.' + quote_identifier(column))}), '\\d{{17}}[\\dX]') THEN {300 + cn} END"
        )
    for column, _ in table.of_kind("cn.mobile"):
        bare = f"regexp_replace({plain_sql('v.' + quote_identifier(column))}, '[\\s\\-]', '', 'g')"
        found.append(
            f"CASE WHEN regexp_full_match({bare}, '(\\+?86|0086)?1[3-9]\\d{{9}}') THEN {200 + cn} END"
        )
    for column, _ in table.of_kind("place.address"):
        found.append(
            f"CASE WHEN regexp_matches({plain_sql('v.' + quote_identifier(column))}, '(省|自治区|市).*(区|县|路|街|镇|村)') THEN {100 + cn} END"
        )
    return found


def _born_expressions(table: FactTable) -> list[str]:
    found = [timestamp_sql("v." + quote_identifier(c), t) for c, t in table.of_kind("person.birth-date")]
    for column, _ in table.of_kind("cn.resident-id"):
        found.append(f"try_strptime(substr({plain_sql('v.' + quote_identifier(column))}, 7, 8), '%Y%m%d')")
    return found


def _marketing_flags(table: FactTable) -> list[str]:
    """Flags carry no time, so any dated consent event outweighs them: packed with time zero."""
    return [
        f"CASE WHEN {words.matches_sql('v.' + quote_identifier(c), words.OPTED_OUT)} THEN {WITHDRAWN} "
        f"WHEN {words.matches_sql('v.' + quote_identifier(c), words.OPTED_IN)} THEN {GIVEN} END"
        for c, _ in table.of_kind("marketing.state")
    ]


GIVEN, REFUSED, WITHDRAWN = 1, 2, 3  # at one instant the most restrictive wins, hence the highest code


def _consents(table: FactTable, purpose: str) -> list[str]:
    """Latest wins by one max over epoch * 4 + state (measured: cheaper than arg_max)."""
    states, purposes, times = (table.of_kind(k) for k in ("consent.state", "consent.purpose", "consent.at"))
    if not states or not purposes:
        return []
    state = words.case_sql(
        "v." + quote_identifier(states[0][0]),
        [
            (p, {"given": str(GIVEN), "refused": str(REFUSED), "withdrawn": str(WITHDRAWN)}[w])
            for p, w in words.CONSENT_STATES
        ],
    )
    said = words.case_sql(
        "v." + quote_identifier(purposes[0][0]), [(p, quote_text(w)) for p, w in words.CONSENT_PURPOSES]
    )
    at = (
        f"coalesce(epoch({timestamp_sql('v.' + quote_identifier(times[0][0]), times[0][1])})::BIGINT, 0)"
        if times
        else "0"
    )
    return [f"CASE WHEN {said} = {quote_text(purpose)} THEN {at} * 4 + ({state}) END"]


def _objections(table: FactTable) -> list[str]:
    return [
        f"({plain_sql('v.' + quote_identifier(c))} <> '' AND NOT {words.matches_sql('v.' + quote_identifier(c), words.NO_OBJECTION)})"
        for c, _ in table.of_kind("objection.state")
    ]


def _holds(table: FactTable) -> list[str]:
    patterns = [(p, "NULL" if h is None else str(_HOLDS.index(h))) for p, h in words.HOLDS]
    return [words.case_sql("v." + quote_identifier(c), patterns) for c, _ in table.of_kind("hold.state")]


def _held(table: FactTable, counts: Callable[[str], bool]) -> str:
    """Bits of the categories of which this table really holds a value about the subject, in columns that count."""
    bits = []
    for category in Category:
        columns = [(name, kind) for name, kind in table.of_category(category) if counts(name)]
        if category is Category.NONE or not columns:
            continue
        filled = " OR ".join(
            f"v.{quote_identifier(c)} <> ''" if t == "VARCHAR" else f"v.{quote_identifier(c)} IS NOT NULL"
            for c, t in columns
        )
        bits.append(f"CASE WHEN {filled} THEN {category_bit(category)} ELSE 0 END")
    return f"bit_or(({' + '.join(bits)})::BIGINT)" if bits else "0::BIGINT"


def _fold_sql(parts: str) -> str:
    return (
        "SELECT subject, max(place) AS place, max(born) AS born, max(last_at) AS last_at, bool_or(ordered) AS ordered, "
        "max(marketing) AS marketing, max(transfer) AS transfer, max(sensitive) AS sensitive, max(guardian) AS guardian, "
        "bool_or(objected) AS objected, max(hold) AS hold, bool_or(customer) AS customer, bool_or(employee) AS employee, "
        f"bool_or(supplier) AS supplier, bit_or(held) AS held, bit_or(raised) AS raised FROM ({parts}) GROUP BY subject"
    )


def _facts_sql(context: Context, has_dates: bool) -> str:
    places = " ".join(f"WHEN {i} THEN {quote_text(p)}" for i, p in enumerate(_PLACES))
    holds = " ".join(f"WHEN {i} THEN {quote_text(h)}" for i, h in enumerate(_HOLDS))
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
        f"CASE WHEN born IS NULL OR {years} < 0 OR {years} > 120 THEN 'unknown' WHEN {years} < 13 THEN 'under-13' "
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
