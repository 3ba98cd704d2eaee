"""The engine on Spark: the same working copies, the same SQL and the same results as `Engine`, on one machine or many."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import pyarrow as pa
import sqlglot
from sqlglot import exp

from novation.engine.execution import clear_spill
from novation.engine.keys import load_or_create_key
from novation.engine.spark.carrying import carried_schema, carry, spark_schema
from novation.engine.spark.dividing import Divider
from novation.engine.spark.failing import Sent, SentBatches, telling
from novation.engine.spark.reading import ReadGroups, Stamp
from novation.engine.spark.session import SparkSettings, open_session
from novation.engine.spark.values import BATCH, Values, blobs, open_values
from novation.engine.staging import ROW_GROUP_ROWS, Progress, StagedTable, Staging
from novation.errors.engine import SPARK_UNSUPPORTED

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

T = TypeVar("T")
R = TypeVar("R")
_TASKS_A_CORE = 4


class SparkEngine:
    """Runs SQL written for DuckDB on Spark (`dividing`); use it as a context manager.

    Beside Spark stands an empty DuckDB with the same views and tables: it binds every statement first, so errors and
    types of results are DuckDB's. `session`: a session that somebody else opened and will close.
    """

    def __init__(
        self, work_dir: Path | str, settings: SparkSettings | None = None, session: SparkSession | None = None
    ) -> None:
        self.work_dir = Path(work_dir).resolve()
        self._settings = settings or SparkSettings()
        self._given = session
        self._closing = contextlib.ExitStack()
        self._copies: dict[str, str] = {}
        self._tables: dict[str, DataFrame] = {}
        self._views: set[str] = set()

    def __enter__(self) -> SparkEngine:
        self.work_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._staging = Staging(self.work_dir, load_or_create_key(self.work_dir))
        self._staging.clear_leftovers()
        clear_spill(self.work_dir / "tmp")
        folder = self.work_dir / "tmp" / f"{os.getpid()}-{secrets.token_hex(4)}"
        with contextlib.closing(duckdb.connect(":memory:")) as asked:
            self._zone = str(asked.execute("SELECT current_setting('TimeZone')").fetchall()[0][0])
        with contextlib.ExitStack() as opening:
            self._spark = self._given or opening.enter_context(open_session(self._settings, folder))
            self._shadow = opening.enter_context(contextlib.closing(open_values(self._zone)))
            opening.callback(self._forget)
            self._closing = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def _forget(self) -> None:
        for frame in self._tables.values():
            frame.unpersist()
        for view in self._views:
            self._spark.catalog.dropTempView(view)
        self._tables.clear()
        self._views.clear()
        self._copies.clear()

    # --- working copies, as `Engine` has them -------------------------------------------------------------------

    def stage(
        self,
        name: str,
        schema: pa.Schema,
        batches: Iterable[pa.RecordBatch],
        progress: Progress | None = None,
        group_rows: int = ROW_GROUP_ROWS,
    ) -> StagedTable:
        """Writes batches as an encrypted copy, whole or not at all; `progress` gets the rows so far."""
        staged = self._staging.write(name, schema, batches, progress, group_rows)
        for view, copy in list(self._copies.items()):
            if copy == name:
                self.register(view, name)
        return staged

    def write(self, name: str, text: str, progress: Progress | None = None) -> StagedTable:
        """The result of a query as a working copy; rows come to the driver a batch at a time."""
        with self._told(text) as (frame, schema):
            return self.stage(name, schema, self._stream(frame, schema), progress)

    def has(self, name: str) -> bool:
        return self._staging.path(name).is_file()

    def names(self) -> list[str]:
        return self._staging.names()

    def schema(self, name: str) -> pa.Schema:
        return self._staging.schema(name)

    def rows(self, name: str) -> int:
        return self._staging.metadata(name).num_rows

    def drop(self, name: str) -> None:
        self._staging.drop(name)

    def stamp(self, name: str) -> Stamp:
        """What tells a worker that it reads the copy that is meant. Raises `engine.not-staged`."""
        return Stamp.of(self._staging.existing(name))

    @property
    def zone(self) -> str:
        """The time zone in which DuckDB reads times on all workers: the one it has here."""
        return self._zone

    # --- queries ------------------------------------------------------------------------------------------------

    def register(self, view: str, name: str) -> None:
        """Makes a copy a view named `view`. Errors: `engine.not-staged`, `engine.key-wrong`."""
        schema = self._staging.schema(name)
        self._shadow.register(view, schema.empty_table())
        self._copies[view] = name

    def register_arrow(self, view: str, table: pa.Table) -> None:
        """Makes an Arrow table in memory a view, for small inputs such as verdicts by class."""
        self._copies.pop(view, None)
        self._shadow.register(view, table.schema.empty_table())
        frame = self._spark.createDataFrame(carry(table, carried_schema(table.schema)))
        frame.createOrReplaceTempView(view)
        self._views.add(view)

    def unregister(self, view: str) -> None:
        self._copies.pop(view, None)
        self._shadow.unregister(view)
        self._spark.catalog.dropTempView(view)

    def side_by_side(self, view: str, columns: Mapping[str, Mapping[str, str]]) -> bool:
        """False: rows have no places here, they are joined."""
        return False

    def distinct(self, name: str, columns: Sequence[str], most: int) -> pa.Table | None:
        """None: what is different is asked of all machines, in SQL."""
        return None

    @property
    def memory_bytes(self) -> int:
        """Nothing: the driver holds no rows of people."""
        return 0

    def reader(self, text: str) -> pa.RecordBatchReader:
        """Streams a result; a statement's views live until it is read to its end or closed."""
        closing = contextlib.ExitStack()
        frame, schema = closing.enter_context(self._told(text))
        return pa.RecordBatchReader.from_batches(schema, self._drain(closing, self._stream(frame, schema)))

    def _drain(
        self, closing: contextlib.ExitStack, batches: Iterator[pa.RecordBatch]
    ) -> Iterator[pa.RecordBatch]:
        with closing:
            yield from batches

    def fetch_arrow(self, text: str) -> pa.Table:
        """The whole result in memory: for counts and classes, not for rows."""
        with self._told(text) as (frame, schema):
            return frame.toArrow().cast(schema)

    def execute(self, text: str) -> None:
        """`CREATE [OR REPLACE] TABLE … AS`, `DELETE FROM`, `DROP TABLE`; a table is worked out at once and kept, encrypted."""
        statement = sqlglot.parse_one(text, read="duckdb")
        if isinstance(statement, exp.Create) and isinstance(statement.expression, exp.Query):
            self._create(statement.this.name, statement.expression, text)
        elif isinstance(statement, exp.Delete) and statement.args.get("where"):
            name, where = statement.this.name, statement.args["where"].this
            kept = (
                exp.select("*")
                .from_(exp.to_table(name))
                .where(exp.Not(this=exp.Coalesce(this=where.copy(), expressions=[exp.false()])))
            )
            self._create(name, kept, text)
        elif isinstance(statement, exp.Drop):
            self._shadow.execute(text)
            for table in statement.find_all(exp.Table):
                self._drop_table(table.name)
        else:
            raise SPARK_UNSUPPORTED.error(what=text[:80])

    def _create(self, name: str, query: exp.Query, text: str) -> None:
        with self._told(query.sql("duckdb")) as (frame, _):
            frame = frame.persist()
            frame.count()
        self._drop_table(name)
        self._shadow.execute(text)
        frame.createOrReplaceTempView(name)
        self._tables[name] = frame
        self._views.add(name)

    def _drop_table(self, name: str) -> None:
        before = self._tables.pop(name, None)
        if before is not None:
            self._spark.catalog.dropTempView(name)
            before.unpersist()

    def map(self, function: Callable[[T], R], arguments: Sequence[T]) -> Iterator[R]:
        """Each argument as a task of its own, results as they are ready in the arguments' order."""
        if not arguments:
            return
        with telling():
            yield from (
                self._spark.sparkContext.parallelize(arguments, len(arguments))
                .map(Sent(function))
                .toLocalIterator(prefetchPartitions=True)
            )

    # --- how a query runs ---------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _told(self, text: str) -> Iterator[tuple[DataFrame, pa.Schema]]:
        """The frame of a query with DuckDB's types, and its schema; views made for it go afterwards."""
        made: list[str] = []
        query = sqlglot.parse_one(text, read="duckdb")
        if not isinstance(query, exp.Query):
            raise SPARK_UNSUPPORTED.error(what=text[:80])
        schema = self._describe(query)
        with telling(), contextlib.ExitStack() as closing:
            closing.callback(self._drop_views, made)
            self._bind(query)
            divided = Divider(self._describe, lambda source, values: self._view(source, values, made)).divide(
                query
            )
            frame = self._spark.sql(divided.sql("spark"))
            yield _typed(frame, carried_schema(schema)), schema

    def _describe(self, query: exp.Expr) -> pa.Schema:
        return self._shadow.sql(f"SELECT * FROM ({query.sql('duckdb')}) LIMIT 0").to_arrow_table().schema

    def _bind(self, query: exp.Query) -> None:
        """Views of the copies that a query reads, with the columns that it mentions: Spark can't push that down itself."""
        said = {c.name.lower() for c in query.find_all(exp.Column)} | {
            i.name.lower() for join in query.find_all(exp.Join) for i in join.args.get("using") or []
        }
        for table in query.find_all(exp.Table):
            if table.name in self._copies:
                self._bind_copy(table.name, None if _wants_all(table) else said)

    def _bind_copy(self, view: str, said: set[str] | None) -> None:
        name = self._copies[view]
        metadata, schema = self._staging.metadata(name), self._staging.schema(name)
        wanted = [n for n in schema.names if said is None or n.lower() in said] or schema.names[:1]
        read = ReadGroups(str(self.work_dir), name, self.stamp(name), carried_schema(schema, wanted))
        groups = metadata.num_row_groups
        tasks = max(1, min(groups, _TASKS_A_CORE * self._spark.sparkContext.defaultParallelism))
        frame = _mapped(self._spark.range(0, groups, 1, tasks), read, read.schema)
        frame.createOrReplaceTempView(view)
        self._views.add(view)

    def _view(self, source: exp.Expr, values: str, made: list[str]) -> str:
        """A view of what DuckDB makes of the rows of a query."""
        name = f"novation_values_{secrets.token_hex(4)}"
        given = self._describe(source)
        self._shadow.register(BATCH, given.empty_table())
        schema = self._shadow.sql(f"SELECT * FROM ({values}) LIMIT 0").to_arrow_table().schema
        work = Values(values, carried_schema(schema), self._zone, duckdb.__version__)
        frame = _typed(self._spark.sql(source.sql("spark")), carried_schema(given))
        _mapped(frame, work, work.schema).createOrReplaceTempView(name)
        self._shadow.register(name, schema.empty_table())
        made.append(name)
        return name

    def _drop_views(self, names: list[str]) -> None:
        for name in names:
            self._spark.catalog.dropTempView(name)
            self._shadow.unregister(name)

    def _stream(self, frame: DataFrame, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        cells = _mapped(frame, blobs, pa.schema([("batch", pa.binary())]))
        for row in cells.toLocalIterator(prefetchPartitions=True):
            with pa.ipc.open_stream(bytes(row[0])) as reader:
                yield from reader.read_all().cast(schema).to_batches()


def _wants_all(table: exp.Table) -> bool:
    """Whether a SELECT with a star reads the table directly."""
    select = table.parent_select
    return select is None or any(
        node.find(exp.Star)
        for node in select.expressions
        if not isinstance(node, exp.Alias) and not isinstance(node, exp.AggFunc)
    )


def _typed(frame: DataFrame, schema: pa.Schema) -> DataFrame:
    """The same columns in exactly these types: Spark numbers rows with 32 bits, and knows no type for a bare NULL."""
    from pyspark.sql import functions

    wanted = spark_schema(schema)
    columns = [
        functions.col("`" + field.name.replace("`", "``") + "`").cast(field.dataType).alias(field.name)
        if frame.schema[at].dataType != field.dataType
        else functions.col("`" + field.name.replace("`", "``") + "`")
        for at, field in enumerate(wanted)
    ]
    return frame.toDF(*wanted.names).select(*columns)


def _mapped(frame: DataFrame, function: Callable[..., Any], schema: pa.Schema) -> DataFrame:
    """`DataFrame.mapInArrow`, which asks for pandas though it never uses it (Spark 4.0)."""
    from pyspark.sql import DataFrame as Frame
    from pyspark.sql.udf import UserDefinedFunction
    from pyspark.util import PythonEvalType

    mapping = UserDefinedFunction(
        SentBatches(function), returnType=spark_schema(schema), evalType=PythonEvalType.SQL_MAP_ARROW_ITER_UDF
    )
    columns = [frame["`" + name.replace("`", "``") + "`"] for name in frame.columns]
    return Frame(frame._jdf.mapInArrow(mapping(*columns)._jc, False, None), frame.sparkSession)
