"""Facts about each data subject, folded from all linked tables in SQL: one row a person, closed vocabularies only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from novation.disposition import dense_fold, words
from novation.disposition.context import Context
from novation.disposition.packing import (
    FACT_COLUMNS,
    VOCABULARIES,
    code_of,
    field_sql,
    fields,
    packed_sql,
    word_sql,
)
from novation.disposition.table_facts import (
    COLUMNS,
    CUSTOMER,
    EMPLOYEE,
    HELD,
    HELD_AT,
    HOLDS,
    OBJECTED,
    ORDERED,
    PLACES,
    RAISABLE,
    RAISED_AT,
    SUPPLIER,
    TYPES,
    FactTable,
    TableQuery,
    category_bit,
    fold_sql,
)
from novation.disposition.table_reading import rows_of, source_of, understood
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.engine.queries import Queries
from novation.engine.staging import BY_PLACE_ROWS
from novation.law.keeping import latest_over
from novation.terms import ActivityBand

__all__ = ["FACT_COLUMNS", "PERSON", "build_subjects", "fold"]

KEYS = "person_keys"
"""What `fold` makes: a row for each person, all facts in one number."""
_KEYS_SCHEMA = pa.schema([("subject", pa.int64()), ("key", pa.int64())])

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


def _category_bits(name: str, among: Sequence[object]) -> str:
    bits = field_sql(name)
    parts = (f"({bits} >> {n} & 1) * {category_bit(c)}" for n, c in enumerate(among))  # type: ignore[arg-type]
    return f"({' + '.join(parts)})"


PERSON = (
    f"(SELECT subject, {', '.join(f'{word_sql(name)} AS {name}' for name in FACT_COLUMNS)}, "
    f"{_category_bits('held', HELD)} AS held, {_category_bits('raised', RAISABLE)} AS raised FROM {KEYS})"
)
"""Every person with all facts in words, for whoever wants to read them: SQL over `KEYS`."""


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
    say("profiles")
    found = engine.fetch_arrow(f"SELECT key, count(*)::BIGINT AS people FROM {KEYS} GROUP BY key")
    profiles = profiles_of(found["key"].to_numpy(), found["people"].to_numpy())
    kept = profiles.drop_columns(["key"])
    engine.stage("profiles", kept.schema, iter(kept.to_batches()))
    engine.register_arrow("profile_keys", profiles.select(["key", "profile"]))
    engine.register("refs", "refs")
    _write_subjects(engine)
    engine.register("subjects", "subjects")
    people = one(engine.fetch_arrow(f"SELECT count(*) FROM {KEYS}"))[0]
    return int(people), len(kept)


_SUBJECTS = pa.schema([("subject", pa.int64()), ("subject_ref", pa.string()), ("profile", pa.int64())])


def _write_subjects(engine: Queries) -> None:
    """Subjects are the rows of the references, so where there is room a profile is looked up by its place, not joined."""
    if 4 * engine.rows("refs") > engine.memory_bytes:
        engine.write(
            "subjects",
            f"SELECT r.subject, r.subject_ref, d.profile FROM refs r JOIN {KEYS} p USING (subject) "
            "JOIN profile_keys d ON d.key = p.key",
        )
        return
    profile = np.full(engine.rows("refs"), -1, np.int32)
    found = f"SELECT p.subject, d.profile FROM {KEYS} p JOIN profile_keys d ON d.key = p.key"
    with engine.reader(found) as rows:
        for batch in rows:
            profile[batch["subject"].to_numpy()] = batch["profile"].to_numpy()
    with engine.reader("SELECT subject, subject_ref FROM refs") as references:
        rows = (_with_profile(batch, profile) for batch in references)
        engine.stage(
            "subjects", _SUBJECTS, rows, group_rows=BY_PLACE_ROWS
        )  # one person's is asked for at a time


def _with_profile(batch: pa.RecordBatch, profile: np.ndarray) -> pa.RecordBatch:
    mine = profile[batch["subject"].to_numpy()]
    columns = [batch["subject"], batch["subject_ref"].cast(pa.string()), pa.array(mine, pa.int64())]
    return pa.RecordBatch.from_arrays(columns, schema=_SUBJECTS).filter(pa.array(mine >= 0))


def fold(engine: Queries, tables: Sequence[FactTable], context: Context, say: Callable[[str], None]) -> None:
    """Makes `person_keys`: one row a person with all facts in one number (`packing`).

    A table in memory; where the people don't fit at once, a working copy, read from disk as often as it is asked for.
    """
    engine.unregister(KEYS)
    engine.drop(KEYS)  # of an earlier deciding: facts of people stay no longer than they are asked for
    order = pa.table(
        {"word": [w for w, _ in words.place_words()], "place": [p for _, p in words.place_words()]}
    )
    engine.register_arrow("place_words", order)
    parts = []
    for table in tables:
        say("words")
        parts.append((table, understood(engine, table)))
    say("folding")
    has_dates = any(t.of_kind("time.order", "time.last-activity") for t in tables)
    people = engine.rows("refs")
    said = dense_fold.said_by(query for _, query in parts)
    slices = dense_fold.slices(people, said, engine.memory_bytes)
    if slices:
        _fold_densely(engine, parts, slices, said, lambda folded: _facts_sql(folded, context, has_dates))
        return
    rows = [rows_of(engine, table, query, people) for table, query in parts]
    folded = fold_sql(" UNION ALL ".join(rows) or _NOBODY)
    engine.execute(f"CREATE OR REPLACE TABLE {KEYS} AS {_facts_sql(folded, context, has_dates)}")


def _fold_densely(
    engine: Queries,
    parts: Sequence[tuple[FactTable, TableQuery]],
    slices: Sequence[range],
    said: Sequence[str],
    facts: Callable[[str], str],
) -> None:
    folded = (
        part
        for people in slices
        for part in _folded_slice(
            engine, parts, people, said, alone=len(slices) == 1, last=people is slices[-1]
        )
    )
    if len(slices) == 1:
        engine.execute(f"CREATE OR REPLACE TABLE {KEYS} (subject BIGINT, key BIGINT)")
        for part in folded:
            engine.register_arrow("folded_part", part)
            engine.execute(f"INSERT INTO {KEYS} {facts('SELECT * FROM folded_part')}")
    else:
        engine.execute(f"DROP TABLE IF EXISTS {KEYS}")
        engine.stage(KEYS, _KEYS_SCHEMA, _packed(engine, folded, facts))
        engine.register(KEYS, KEYS)
    engine.unregister("folded_part")


def _folded_slice(
    engine: Queries,
    parts: Sequence[tuple[FactTable, TableQuery]],
    people: range,
    said: Sequence[str],
    *,
    alone: bool,
    last: bool,
) -> Iterator[pa.Table]:
    """All tables read once for these people; their arrays are let go of before the next slice takes its own."""
    folded = dense_fold.Folded(people, said)
    for table, query in parts:
        source = source_of(engine, table, query)
        if not alone:  # the last one is open above, so that a subject that there isn't is an error here too
            source = query.within(source, people.start, None if last else people.stop)
        folded.add(engine, query, source)
    yield from folded.parts()


def _packed(
    engine: Queries, folded: Iterable[pa.Table], facts: Callable[[str], str]
) -> Iterator[pa.RecordBatch]:
    for part in folded:
        engine.register_arrow("folded_part", part)
        with engine.reader(facts("SELECT * FROM folded_part")) as rows:
            yield from rows


def profiles_of(keys: np.ndarray, people: np.ndarray) -> pa.Table:
    """The distinct combinations, numbered from 0 in the order of their facts' words."""
    facts = fields(keys)
    ranks = {name: np.argsort(np.argsort(np.array(words))) for name, words in VOCABULARIES.items()}
    order = np.lexsort(
        (facts["raised"], facts["held"], *(ranks[name][facts[name]] for name in reversed(FACT_COLUMNS)))
    )
    columns = {
        name: pa.array(VOCABULARIES[name], pa.string()).take(pa.array(facts[name][order]))
        for name in FACT_COLUMNS
    }
    return pa.table(
        {
            "profile": np.arange(len(keys), dtype=np.int64),
            "people": people[order].astype(np.int64),
            "held": facts["held"][order],
            "raised": facts["raised"][order],
            **columns,
            "key": keys[order],
        }
    )


_NOBODY = (
    "SELECT NULL::BIGINT AS subject, "
    + ", ".join(f"NULL::{TYPES.get(name, 'BIGINT')} AS {name}" for name in COLUMNS)
    + ", 0::BIGINT AS marks WHERE false"
)
"""What a project without any table about people says: a shop may sell its list of goods alone."""


def _facts_sql(folded: str, context: Context, has_dates: bool) -> str:
    """The folded numbers as codes of words, packed; whole years of age are worked out once."""
    known = f"SELECT *, datesub('year', born, TIMESTAMP {quote_text(context.closing_on.isoformat())}) AS years FROM ({folded})"
    places = " ".join(f"WHEN {i} THEN {code_of('place', p)}" for i, p in enumerate(PLACES))
    holds = " ".join(f"WHEN {i} THEN {code_of('hold', h)}" for i, h in enumerate(HOLDS))
    codes = {
        "place": f"CASE place % 100 {places} ELSE {code_of('place', 'unknown')} END",
        "age": _age_sql(context.closing_on),
        "activity": _activity_sql(context.closing_on, has_dates),
        "relationship": _relationship_sql(context, has_dates),
        "marketing": _words_sql("CASE marketing % 4", "marketing", {1: "consented", 2: "opted-out", 3: "opted-out"}, "none"),
        **{c: _words_sql(f"CASE {c} % 4", c, {1: "given", 2: "refused", 3: "withdrawn"}, "none") for c in ("transfer", "sensitive", "guardian")},
        "objection": f"CASE WHEN marks & {OBJECTED} <> 0 THEN {code_of('objection', 'objected')} ELSE {code_of('objection', 'none')} END",
        "hold": f"CASE hold {holds} ELSE {code_of('hold', 'none')} END",
        "held": f"(marks >> {HELD_AT}) & {(1 << len(HELD)) - 1}",
        "raised": f"(marks >> {RAISED_AT}) & {(1 << len(RAISABLE)) - 1}",
    }  # fmt: skip
    return f"SELECT subject, {packed_sql(codes)} AS key FROM ({known})"


def _words_sql(case: str, name: str, words_of: dict[int, str], otherwise: str) -> str:
    whens = " ".join(f"WHEN {number} THEN {code_of(name, word)}" for number, word in words_of.items())
    return f"{case} {whens} ELSE {code_of(name, otherwise)} END"


def _age_sql(closing_on: date) -> str:
    bands = ((13, "under-13"), (14, "13"), (15, "14"), (16, "15"), (18, "16-17"))
    whens = " ".join(f"WHEN years < {limit} THEN {code_of('age', word)}" for limit, word in bands)
    unknown = code_of("age", "unknown")
    return (
        f"CASE WHEN born IS NULL OR born > TIMESTAMP {quote_text(closing_on.isoformat())} OR years > 120 THEN {unknown} "
        f"{whens} ELSE {code_of('age', 'adult')} END"
    )


def _within_sql(months: int, closing_on: date) -> str:
    """Whether a period of so many months from the last transaction is not over: on the anniversary day it still runs.

    By `law.keeping`, as retention floors are counted: what one of them keeps must not be told to be free a day too early.
    """
    first = latest_over(months, closing_on) + timedelta(days=1)
    return f"last_at >= TIMESTAMP {quote_text(first.isoformat())}"


def _activity_sql(closing_on: date, has_dates: bool) -> str:
    def code(word: object) -> int:
        return code_of("activity", word)

    if not has_dates:
        return str(code(ActivityBand.UNKNOWN))
    bands = " ".join(
        f"WHEN {_within_sql(limit, closing_on)} THEN {code(word)}" for limit, word in MONTHS_OF_BANDS
    )
    never = f"CASE WHEN marks & {ORDERED} <> 0 THEN {code(ActivityBand.UNKNOWN)} ELSE {code(ActivityBand.NEVER)} END"
    return f"CASE WHEN last_at IS NULL THEN {never} {bands} ELSE {code(ActivityBand.OVER_31)} END"


def _relationship_sql(context: Context, has_dates: bool) -> str:
    def code(word: str) -> int:
        return code_of("relationship", word)

    by_date = str(code("unknown"))
    if has_dates:
        active, dormant = (_within_sql(months, context.closing_on) for months in (context.active_months, 36))
        by_date = (
            f"CASE WHEN last_at IS NULL THEN CASE WHEN marks & {ORDERED} <> 0 THEN {code('unknown')} ELSE {code('prospect')} END "
            f"WHEN {active} THEN {code('active')} WHEN {dormant} THEN {code('dormant')} ELSE {code('lapsed')} END"
        )
    return (
        f"CASE WHEN marks & {CUSTOMER} = 0 AND marks & {EMPLOYEE} <> 0 THEN {code('employee')} "
        f"WHEN marks & {CUSTOMER} = 0 AND marks & {SUPPLIER} <> 0 THEN {code('business-contact')} ELSE {by_date} END"
    )
