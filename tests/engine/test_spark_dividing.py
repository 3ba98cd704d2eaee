"""What Spark gets of a query and what DuckDB: together they give what the query gives, and what neither can is refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from novation.engine.spark.carrying import carried_schema, carry
from novation.engine.spark.dividing import Divider
from novation.engine.spark.native import foreign
from novation.engine.spark.session import SparkSettings, open_session
from novation.engine.spark.values import BATCH
from novation.errors import NovationError


class Played:
    """DuckDB in both parts: what is Spark's runs on all rows, what is DuckDB's runs three rows at a time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.values: list[str] = []
        self.left = ""

    def describe(self, query: exp.Expr) -> pa.Schema:
        return self.connection.sql(query.sql("duckdb")).to_arrow_table().schema

    def materialise(self, source: exp.Expr, values: str) -> str:
        rows = self.connection.sql(source.sql("duckdb")).to_arrow_table()
        parts = []
        for start in range(0, max(1, rows.num_rows), 3):
            self.connection.register(BATCH, rows.slice(start, 3))
            parts.append(self.connection.sql(values).to_arrow_table())
        self.values.append(values)
        name = f"made_{len(self.values)}"
        self.connection.register(name, pa.concat_tables(parts))
        return name

    def run(self, text: str) -> list[tuple[object, ...]]:
        query = sqlglot.parse_one(text, read="duckdb")
        assert isinstance(query, exp.Query)
        divided = Divider(self.describe, self.materialise).divide(query)
        self.left = divided.sql("duckdb")
        assert all(foreign(one) is None for one in divided.find_all(exp.Query))
        return self.connection.sql(self.left).fetchall()


@pytest.fixture
def played() -> Iterator[Played]:
    with closing(duckdb.connect()) as connection:
        words = ["A1", "b22", None, "", "Ｃ３", "a1 ", "2020-02-29", "x\ny", "A1"]
        connection.register(
            "t",
            pa.table(
                {
                    "id": range(len(words)),
                    "word": words,
                    "n": [1, 2, 3, None, 5, 6, 7, 8, 9],
                    "f": [0.5] * len(words),
                }
            ),
        )
        connection.register("u", pa.table({"id": [1, 2, 2, 99], "other": ["B22", "q", None, "z"]}))
        yield Played(connection)


NATIVE = [
    "SELECT id, n % 4 AS m FROM t WHERE n IS NOT NULL",
    "SELECT t.id, u.other FROM t LEFT JOIN u ON t.id = u.id",
    "SELECT n % 2 AS odd, count(*) AS c, max(word) AS w, bit_or(n) AS b FROM t GROUP BY n % 2",
    "SELECT row_number() OVER (ORDER BY id) AS r, id FROM t",
    "SELECT DISTINCT word FROM t UNION ALL SELECT other FROM u",
    "SELECT id FROM t WHERE id IN (SELECT id FROM u)",
    "SELECT id, (SELECT max(u.other) FROM u WHERE u.id = t.id) AS o FROM t",
]
DIVIDED = [
    "SELECT id, lower(word) AS w FROM t",
    "SELECT w FROM (SELECT *, upper(w) AS v FROM (SELECT lower(word) AS w FROM t)) WHERE v <> 'A1'",
    "SELECT lower(word) AS w, count(*) AS c, max(n) FILTER (regexp_matches(word, '[0-9]')) AS m FROM t GROUP BY lower(word)",
    "SELECT max(CASE WHEN regexp_matches(word, '\\d') THEN n END) AS m FROM t",
    "SELECT n, max(length(word)) AS l FROM t GROUP BY n",
    "SELECT a.id, lower(a.word) AS w, u.other FROM t a JOIN u USING (id) WHERE a.n > 1",
    "SELECT a.id, w FROM (SELECT id, lower(word) AS w FROM t) a LEFT JOIN (SELECT lower(other) AS o FROM u) b ON a.w = b.o",
    "SELECT lower(word) AS w FROM t UNION ALL SELECT upper(other) FROM u",
    "SELECT x.w, 5 + coalesce((SELECT max(u.id) FROM u WHERE u.other = x.w), 0) AS k FROM (SELECT upper(word) AS w FROM t) x",
    "SELECT n::VARCHAR AS s FROM t",
    "SELECT t.id, v.w FROM t JOIN (SELECT DISTINCT word, lower(word) AS w FROM (SELECT DISTINCT word FROM t)) v ON v.word IS NOT DISTINCT FROM t.word",
]  # fmt: skip
REFUSED = [
    "SELECT sum(f) AS s FROM t",
    "SELECT avg(n) AS a FROM t",
    "SELECT id FROM t ORDER BY lower(word)",
    "SELECT row_number() OVER (ORDER BY lower(word)) AS r FROM t",
    "SELECT list(word) AS l FROM t",
    "SELECT t.id FROM t JOIN u ON lower(t.word) = u.other",
    "SELECT id FROM t WHERE word IN (SELECT lower(other) FROM u)",
    "WITH w AS (SELECT 1 AS a) SELECT a FROM w",
]


def sorted_rows(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=repr)


@pytest.mark.parametrize("text", NATIVE)
def test_moving_joining_and_grouping_is_left_to_spark(played: Played, text: str) -> None:
    assert sorted_rows(played.run(text)) == sorted_rows(played.connection.sql(text).fetchall())
    assert not played.values


@pytest.mark.parametrize("text", DIVIDED)
def test_what_values_say_is_left_to_duckdb_with_the_same_result(played: Played, text: str) -> None:
    assert sorted_rows(played.run(text)) == sorted_rows(played.connection.sql(text).fetchall())
    assert played.values


def test_a_chain_of_selects_is_one_step_for_duckdb(played: Played) -> None:
    played.run(
        "SELECT max(length(v)) AS m FROM (SELECT *, upper(w) AS v FROM (SELECT lower(word) AS w FROM t))"
    )
    assert len(played.values) == 1


@pytest.mark.parametrize("text", REFUSED)
def test_what_neither_can_promise_is_refused(played: Played, text: str) -> None:
    played.connection.sql(text).fetchall()  # it is not refused for being wrong
    with pytest.raises(NovationError) as refused:
        played.run(text)
    assert refused.value.code == "engine.spark-unsupported"


def test_values_travel_unchanged() -> None:
    table = pa.table(
        {
            "text": pa.array(["中", None], pa.large_string()),
            "coded": pa.array(["a", None]).dictionary_encode(),
            "small": pa.array([255, None], pa.uint8()),
            "large": pa.array([2**63 - 1, None], pa.uint64()),
            "money": pa.array([Decimal("1.10"), None]),
            "day": pa.array([date(2020, 2, 29), None], pa.date64()),
            "at": pa.array([datetime(2020, 1, 1, 1, 2, 3), None], pa.timestamp("ns")),
            "seconds": pa.array([datetime(2020, 1, 1), None], pa.timestamp("s")),
        }
    )
    carried = carry(table, carried_schema(table.schema))
    assert carried.to_pylist() == table.to_pylist()


@pytest.mark.parametrize(
    "column",
    [
        pa.array([time(1, 2)], pa.time64("us")),
        pa.array([2**63], pa.uint64()),
        pa.array([1], pa.timestamp("ns")),
        pa.array([1], pa.duration("s")),
    ],
    ids=lambda c: str(c.type),
)
def test_what_can_not_travel_unchanged_is_refused(column: pa.Array) -> None:
    table = pa.table({"c": column})
    with pytest.raises(NovationError) as refused:
        carry(table, carried_schema(table.schema))
    assert refused.value.code == "engine.spark-type"


def test_without_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr("shutil.which", lambda *_: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(NovationError) as lacking, open_session(SparkSettings(), tmp_path / "s"):
        pass
    assert lacking.value.code == "engine.spark-missing"


def test_nothing_of_spark_is_loaded_unless_asked_for() -> None:
    code = (
        "import sys, novation.handover.scanning, novation.handover.reconciling, novation.handover.deciding, novation.engine\n"
        "sys.exit(bool({'pyspark', 'sqlglot', 'py4j'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
