"""Decides every person anew by the rules in SQL and compares with the verdicts: two engines, no difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from novation.disposition.classes import DecidedClass
from novation.disposition.context import Context
from novation.disposition.profiles import HELD
from novation.disposition.rules_sql import BUYER, CONSENT, SELLER, Compiler, mark
from novation.disposition.subject_facts import FACT_COLUMNS
from novation.disposition.table_facts import category_bit
from novation.engine.queries import Queries
from novation.law import Packs
from novation.terms import Category

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
    """Compares all decisions of `decide`, in the session that made them (it reads the table `person`)."""
    say = progress or (lambda _: None)
    engine.register("subjects", "subjects")
    engine.register("verdicts", "verdicts")
    engine.register_arrow("decided_classes", _classes(classes))
    compiler = Compiler(packs, context, as_of)
    compared = different = missing = 0
    examples: list[Difference] = []
    held = engine.fetch_arrow("SELECT coalesce(bit_or(held), 0) AS held FROM person").to_pylist()[0]["held"]
    for category in HELD:
        if not held & category_bit(category):
            continue
        say(str(category))
        engine.execute(
            f"CREATE OR REPLACE TEMP TABLE both_answers AS {_both(compiler.query(category), category)}"
        )
        row = engine.fetch_arrow(
            "SELECT count(*) AS n, count(*) FILTER (subject1 IS NULL OR subject2 IS NULL) AS missing, "
            f"count(*) FILTER ({_DIFFERS}) AS different FROM both_answers"
        ).to_pylist()[0]
        compared += row["n"]
        missing += row["missing"]
        different += row["different"]
        if row["different"] and len(examples) < MOST_EXAMPLES:
            examples += _examples(engine, category)
    engine.execute("DROP TABLE IF EXISTS both_answers")
    return Checked(compared, different, missing, tuple(examples[:MOST_EXAMPLES]))


_COMPARED = ("to_buyer", "seller_copy", "consent", "human", "reasons")
_DIFFERS = "subject1 IS NOT NULL AND subject2 IS NOT NULL AND (" + " OR ".join(f"{c}1 <> {c}2" for c in _COMPARED) + ")"  # fmt: skip


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


def _both(second: str, category: Category) -> str:
    first = (
        "SELECT s.subject, c.* EXCLUDE (class) FROM subjects s JOIN verdicts v USING (profile) "
        f"JOIN decided_classes c USING (class) WHERE v.category = '{category}'"
    )
    columns = ", ".join(f"a.{c} AS {c}1, b.{c} AS {c}2" for c in ("subject", *_COMPARED))
    return f"SELECT {columns} FROM ({first}) a FULL JOIN ({second}) b ON a.subject = b.subject"


def _examples(engine: Queries, category: Category) -> list[Difference]:
    """The facts of people who were decided differently, gathered; nobody is named."""
    facts = ", ".join(f"p.{c}" for c in FACT_COLUMNS)
    answers = ", ".join(f"b.{c}1, b.{c}2" for c in _COMPARED)
    rows = engine.fetch_arrow(
        f"SELECT {facts}, {answers}, count(*) AS people FROM both_answers b JOIN person p ON p.subject = b.subject1 "
        f"WHERE {_DIFFERS} GROUP BY ALL ORDER BY people DESC LIMIT {MOST_EXAMPLES}"
    ).to_pylist()
    return [
        Difference(
            category,
            row["people"],
            {c: row[c] for c in FACT_COLUMNS},
            {c: row[f"{c}1"] for c in _COMPARED},
            {c: row[f"{c}2"] for c in _COMPARED},
        )
        for row in rows
    ]
