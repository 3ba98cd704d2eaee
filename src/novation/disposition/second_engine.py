"""Decides every person anew by the rules in SQL and compares with the verdicts: two engines, no difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from novation.disposition.classes import DecidedClass
from novation.disposition.context import Context
from novation.disposition.packing import FACT_COLUMNS, VOCABULARIES, field_sql, fields, held_sql
from novation.disposition.profiles import HELD
from novation.disposition.rules_sql import BUYER, CONSENT, SELLER, Compiler, mark
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.engine.queries import Queries
from novation.law import Packs
from novation.terms import FACT_FIELDS, Category, Place, Term

MOST_EXAMPLES = 20


@dataclass(frozen=True)
class Difference:
    """People about whom the two engines differ: their facts, and both answers (ranks as in `rules_sql`)."""

    category: Category
    people: int
    facts: dict[str, Any]
    first: dict[str, Any]
    second: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        return {
            "category": str(self.category),
            "people": self.people,
            "facts": self.facts,
            "first": self.first,
            "second": self.second,
        }


@dataclass(frozen=True)
class Checked:
    """How many decisions were compared, how many differ, and examples; `missing` were decided by one engine only."""

    compared: int
    different: int
    missing: int
    examples: tuple[Difference, ...] = ()

    @property
    def agrees(self) -> bool:
        return self.different == 0 and self.missing == 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "compared": self.compared,
            "different": self.different,
            "missing": self.missing,
            "examples": [example.as_dict() for example in self.examples],
        }


def check(
    engine: Queries,
    packs: Packs,
    context: Context,
    as_of: date,
    classes: tuple[DecidedClass, ...],
    progress: Callable[[str], None] | None = None,
) -> Checked:
    """Compares all decisions of `decide`, in the session that made them (it reads the table `person_keys`)."""
    say = progress or (lambda _: None)
    engine.register("subjects", "subjects")
    engine.register("verdicts", "verdicts")
    engine.register_arrow("decided_classes", _classes(classes))
    engine.execute(
        "CREATE OR REPLACE TABLE keyed AS SELECT s.profile, p.key FROM subjects s "
        "FULL JOIN person_keys p ON p.subject = s.subject"
    )
    compiler = Compiler(packs, context, as_of)
    groups = _groups(engine)
    compared = different = missing = 0
    examples: list[Difference] = []
    for category in HELD:
        here = [group for group in groups if category in group.held]
        if not _decided(engine, category) and not here:
            continue
        say(str(category))
        missing += _only_first(engine, category)
        for group in here:
            both = _both(compiler.query(category, group.people, group.present))
            # A statement is planned once, a result that is fetched twice: here planning is what costs.
            engine.execute(f"CREATE OR REPLACE TABLE counted AS {_COUNTS.format(both=both)}")
            n, unheard, wrong = one(engine.fetch_arrow("SELECT * FROM counted"))
            compared, missing, different = compared + n, missing + unheard, different + wrong
            if wrong and len(examples) < MOST_EXAMPLES:
                examples += _examples(engine, category, both)
    for name in ("keyed", "first_answers", "counted"):
        engine.execute(f"DROP TABLE IF EXISTS {name}")
    return Checked(compared, different, missing, tuple(examples[:MOST_EXAMPLES]))


@dataclass(frozen=True)
class _Group:
    """The people of one place: what occurs among them, and the categories that any of them holds."""

    people: str
    present: dict[str, list[Term]]
    held: frozenset[Category]


def _groups(engine: Queries) -> list[_Group]:
    """One pass over everybody; a place to which nobody belongs costs nothing afterwards."""
    names = [name for name in FACT_COLUMNS if name in FACT_FIELDS and name != "place"]
    bits = ", ".join(f"1::BIGINT << {field_sql(name)} AS {name}" for name in names)
    seen = ", ".join(f"bit_or({name}) AS {name}" for name in (*names, "held"))
    rows = engine.fetch_arrow(
        f"SELECT place, {seen} FROM (SELECT {field_sql('place')} AS place, {bits}, {field_sql('held')} AS held "
        "FROM keyed WHERE key IS NOT NULL) GROUP BY place ORDER BY place"
    ).to_pylist()
    return [
        _Group(
            f"(SELECT profile, key FROM keyed WHERE {field_sql('place')} = {row['place']})",
            {
                "place": [list(Place)[row["place"]]],
                **{
                    name: [v for n, v in enumerate(FACT_FIELDS[name]) if row[name] >> n & 1] for name in names
                },
            },
            frozenset(category for n, category in enumerate(HELD) if row["held"] >> n & 1),
        )
        for row in rows
    ]


_COMPARED = ("to_buyer", "seller_copy", "consent", "human", "reasons")
_DIFFERS = "(" + " OR ".join(f"a.{c} <> b.{c}" for c in _COMPARED) + ")"
_COUNTS = (
    "SELECT count(*) AS n, count(*) FILTER (a.profile IS NULL) AS missing, "
    f"count(*) FILTER ({_DIFFERS}) AS different FROM {{both}}"
)


def _decided(engine: Queries, category: Category) -> bool:
    engine.execute(
        "CREATE OR REPLACE TABLE first_answers AS SELECT v.profile, c.* EXCLUDE (class) FROM verdicts v "
        f"JOIN decided_classes c ON c.class = v.class WHERE v.category = {quote_text(category)}"
    )
    return bool(one(engine.fetch_arrow("SELECT count(*) FROM first_answers"))[0])


def _only_first(engine: Queries, category: Category) -> int:
    """People with a verdict for a category that by their facts they don't hold, or without any facts."""
    found = engine.fetch_arrow(
        "SELECT count(*) FROM keyed k JOIN first_answers f ON f.profile = k.profile "
        f"WHERE k.key IS NULL OR NOT {held_sql(category, 'k.key')}"
    )
    return int(one(found)[0])


def _classes(classes: tuple[DecidedClass, ...]) -> pa.Table:
    """What each class was told, in the ranks of the second engine."""
    verdicts = [c.verdict for c in classes]
    marks = [sum(mark(rule.id) for rule in (*v.reasons, *v.seller_reasons)) for v in verdicts]
    return pa.table(
        {
            "class": pa.array([c.number for c in classes], pa.int32()),
            "to_buyer": pa.array([BUYER[v.to_buyer] for v in verdicts], pa.int32()),
            "seller_copy": pa.array([SELLER[v.seller_copy] for v in verdicts], pa.int32()),
            "consent": pa.array(
                [CONSENT[v.consent_kind] if v.consent_kind else -1 for v in verdicts], pa.int32()
            ),
            "human": pa.array([v.human for v in verdicts], pa.bool_()),
            "reasons": pa.array(marks, pa.int64()),
        }
    )


def _both(second: str) -> str:
    """Each person's answer by the SQL, beside the one that his profile was given."""
    return f"({second}) b LEFT JOIN first_answers a ON a.profile = b.profile"


def _examples(engine: Queries, category: Category, both: str) -> list[Difference]:
    """The facts of people who were decided differently, gathered; nobody is named."""
    answers = ", ".join(f"a.{c} AS {c}1, b.{c} AS {c}2" for c in _COMPARED)
    columns = ", ".join(("key", *(f"{c}{n}" for c in _COMPARED for n in (1, 2))))
    rows = engine.fetch_arrow(
        f"SELECT {columns}, count(*) AS people FROM (SELECT b.key, {answers} FROM {both} WHERE {_DIFFERS}) "
        f"GROUP BY {columns} ORDER BY people DESC, {columns} LIMIT {MOST_EXAMPLES}"
    ).to_pylist()
    facts = fields(np.array([row["key"] for row in rows], np.int64))
    return [
        Difference(
            category,
            row["people"],
            {c: VOCABULARIES[c][facts[c][n]] for c in FACT_COLUMNS},
            {c: row[f"{c}1"] for c in _COMPARED},
            {c: row[f"{c}2"] for c in _COMPARED},
        )
        for n, row in enumerate(rows)
    ]
