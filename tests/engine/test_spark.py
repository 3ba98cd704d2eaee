"""What Spark does by itself means the same as in DuckDB, on values chosen to tell them apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from novation.engine import Engine
from novation.engine.spark.engine import SparkEngine
from novation.errors import NovationError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.needs("java"), pytest.mark.slow]

NUMBERS = [None, 0, 1, -1, 4, -5, 7, 2**62, -(2**62), 3]
WORDS = [None, "", "a", "B", "ä", "中", "𠮷", "a'b", "a\\d\n", " a"]
DATA = pa.table(
    {
        "i": pa.array(range(len(NUMBERS)), pa.int64()),
        "n": pa.array(NUMBERS, pa.int64()),
        "s": pa.array([None if n is None else abs(n) % 3 for n in NUMBERS], pa.int32()),
        "w": pa.array(WORDS, pa.string()),
        "b": pa.array([None, True, False] * 3 + [None], pa.bool_()),
        "a`b.c": pa.array(WORDS[::-1], pa.string()),
        "d": pa.array([None, 0, 18_262, 20_000] * 2 + [1, -1], pa.date32()),
        "t": pa.array([None, 0, 1_577_836_800_000_001, -1] * 2 + [5, 6], pa.timestamp("us")),
        "u": pa.array([None, *range(9)], pa.uint16()),
    }
)
ROWS = [
    "n % 4, n // 4, -n % 3, n & 6, s | 4, n + 1, s * -2",
    "n = s, n <> s, n < s, n IS DISTINCT FROM s, w IS NOT DISTINCT FROM \"a`b.c\", d <> DATE '2020-01-01' IS NULL",
    "greatest(n, s), greatest(NULL, n), least(s, NULL, 1), greatest(w, 'b'), greatest(d, t)",
    "coalesce(n, s, 5), nullif(n, 4), nullif(w, ''), NULL, n IN (1, NULL), n NOT IN (1, 4), n BETWEEN -1 AND 4",
    "CASE s WHEN 0 THEN 'zero' WHEN 1 THEN 'a''b\\d' ELSE w END, CASE WHEN b THEN 1 END, NOT b, b AND n > 0, b OR n > 0",
    "w = 'a\\d\n', w < 'b', w <> '', \"a`b.c\" >= '中', t > TIMESTAMP '2020-01-01', u + 1",
    "lower(w), length(w), w || 'x', n::VARCHAR, t::VARCHAR, regexp_matches(w, '^a.$'), try_strptime(w, '%Y'), epoch(t)::BIGINT, datesub('month', t, TIMESTAMP '2020-02-29')",
]  # fmt: skip
WHOLE = [
    "SELECT s, count(*) AS c, count(w) AS cw, max(w) AS hi, min(w) AS lo, bool_or(b) AS o, bool_and(b) AS a, bit_or(n) AS bits, max(t) AS t, count(DISTINCT w) AS dw, count(*) FILTER (b) AS f, max(NULL) AS nothing FROM t GROUP BY s ORDER BY s",
    "SELECT count(*) AS c, max(n) AS m, bool_or(b) AS o, bit_or(n) AS bits, sum(s) AS z FROM t WHERE false",
    "SELECT sum(s) AS z, sum(s)::BIGINT AS y FROM t",
    "SELECT w FROM t ORDER BY w",
    "SELECT n, w FROM t ORDER BY n DESC, w LIMIT 3",
    "SELECT row_number() OVER (ORDER BY n, i) - 1 AS r, i FROM t ORDER BY i",
    "SELECT DISTINCT s, b FROM t ORDER BY s, b",
    "SELECT NULL AS a, 1 AS b FROM t WHERE i = 1 UNION ALL SELECT w, n FROM t WHERE i = 2 ORDER BY b, a",
    "SELECT a.i, b.i AS j FROM t a FULL JOIN (SELECT * FROM t WHERE i > 4) b ON a.s = b.n ORDER BY a.i, b.i",
    "SELECT x.* EXCLUDE (w, d) FROM t x ORDER BY i",
    "SELECT a.i, b.i AS j FROM t a LEFT JOIN t b ON a.w IS NOT DISTINCT FROM b.\"a`b.c\" ORDER BY a.i, b.i",
    "SELECT s, count(*) AS c FROM t GROUP BY ALL ORDER BY c DESC, s",
    "SELECT s, max(n) AS m, NULL::TIMESTAMP AS t0, NULL::DATE AS d0, NULL::INTEGER AS i0, NULL::BOOLEAN AS b0 FROM t GROUP BY s ORDER BY s",
    "SELECT max(a) AS m, max(t) AS n FROM (SELECT NULL::BIGINT AS a, NULL::TIMESTAMP AS t WHERE false)",
]  # fmt: skip


def test_every_expression_and_query_gives_the_same(spark_session: SparkSession, tmp_path: Path) -> None:
    texts = [*WHOLE, *(f"SELECT i, {_named(row)} FROM t ORDER BY i" for row in ROWS)]
    with (
        Engine(tmp_path / "plain") as plain,
        SparkEngine(tmp_path / "spread", session=spark_session) as spread,
    ):
        for engine in (plain, spread):
            engine.stage("tables/t", DATA.schema, iter(DATA.to_batches(max_chunksize=3)))
            engine.register("t", "tables/t")
        for text in texts:
            mine = spread.fetch_arrow(_inner_first(text))
            theirs = plain.fetch_arrow(text)
            assert mine.schema.types == theirs.schema.types, text
            assert mine.to_pylist() == theirs.to_pylist(), text


def _named(row: str) -> str:
    """`ROWS` are lists of expressions; each gets a name of its own."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(row):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(row[start:at])
            start = at + 1
    parts.append(row[start:])
    return ", ".join(f"{part} AS e{n}" for n, part in enumerate(parts))


def _inner_first(text: str) -> str:
    """Rows that DuckDB works out are ordered by Spark afterwards."""
    body, _, order = text.rpartition(" ORDER BY ")
    return f"SELECT * FROM ({body}) ORDER BY {order}" if "lower(" in body else text


def test_tables_are_made_changed_and_dropped(spark_session: SparkSession, tmp_path: Path) -> None:
    with SparkEngine(tmp_path / "work", session=spark_session) as engine:
        engine.stage("tables/t", DATA.schema, iter(DATA.to_batches()))
        engine.register("t", "tables/t")
        engine.execute("CREATE OR REPLACE TABLE kept AS SELECT i, n FROM t WHERE n > 0")
        engine.execute("DELETE FROM kept WHERE n > 100 OR NULL")
        engine.execute("CREATE OR REPLACE TABLE kept AS SELECT i, n FROM kept WHERE n <> 7")
        staged = engine.write("kept", "SELECT * FROM kept ORDER BY i")
        assert staged.rows == 3
        engine.register("again", "kept")
        assert engine.fetch_arrow("SELECT * FROM again ORDER BY i")["n"].to_pylist() == [1, 4, 3]
        with engine.reader("SELECT * FROM (SELECT i, lower(i::VARCHAR) AS w FROM again) ORDER BY i") as rows:
            assert rows.read_all().to_pylist() == [{"i": i, "w": str(i)} for i in (2, 4, 9)]
        engine.execute("DROP TABLE IF EXISTS kept")
        with pytest.raises(Exception, match="kept"):
            engine.fetch_arrow("SELECT * FROM kept")


def test_nothing_that_spark_writes_can_be_read_as_text(spark_session: SparkSession, tmp_path: Path) -> None:
    secret = "张三丰一三八零零一三八零零零"
    table = pa.table({"w": [f"{secret}{n}" for n in range(140_000)]})
    with SparkEngine(tmp_path / "work", session=spark_session) as engine:
        engine.stage("tables/t", table.schema, iter(table.to_batches()))
        engine.register("t", "tables/t")
        engine.execute(
            "CREATE TABLE kept AS SELECT w, count(*) AS n FROM t GROUP BY w"
        )  # goes through a shuffle
        spilled = Path(spark_session.conf.get("spark.local.dir") or "")
        files = [path for path in spilled.rglob("*") if path.is_file() and path.stat().st_size > 1_000]
        assert files
        assert not any(secret[:4].encode() in path.read_bytes() for path in files)


def test_a_copy_that_was_replaced_while_in_use_is_an_error(
    spark_session: SparkSession, tmp_path: Path
) -> None:
    with SparkEngine(tmp_path / "work", session=spark_session) as engine:
        engine.stage("tables/t", DATA.schema, iter(DATA.to_batches()))
        engine.register("t", "tables/t")
        with engine._told("SELECT i FROM t") as (frame, _):
            with Engine(tmp_path / "work") as other:
                other.stage("tables/t", DATA.schema, iter(DATA.slice(1).to_batches()))
            with pytest.raises(NovationError) as changed:
                with_errors(frame)
    assert changed.value.code == "engine.copy-changed"


def with_errors(frame: object) -> None:
    from novation.engine.spark.failing import telling

    with telling():
        frame.toArrow()  # type: ignore[attr-defined]
