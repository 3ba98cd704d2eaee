"""How Arrow's types travel through Spark without change: what Spark lacks is widened where that is exact, else refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from novation.errors.engine import SPARK_TYPE

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

_WIDER = {pa.uint8(): pa.int16(), pa.uint16(): pa.int32(), pa.uint32(): pa.int64(), pa.uint64(): pa.int64()}
_SAME = (
    kinds.is_boolean,
    kinds.is_signed_integer,
    kinds.is_float32,
    kinds.is_float64,
    kinds.is_decimal128,
    kinds.is_date32,
    kinds.is_null,
)


def carried(kind: pa.DataType, column: str) -> pa.DataType:
    """The type in which a column travels. Raises `engine.spark-type` where none is exact."""
    if kinds.is_dictionary(kind):
        return carried(kind.value_type, column)
    if kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind):
        return pa.string()
    if kinds.is_binary(kind) or kinds.is_large_binary(kind) or kinds.is_fixed_size_binary(kind):
        return pa.binary()
    if kinds.is_timestamp(kind):
        return pa.timestamp("us", "UTC" if kind.tz else None)
    if kind in _WIDER:
        return _WIDER[kind]
    if kinds.is_date64(kind):
        return pa.date32()
    if kinds.is_float16(kind):
        return pa.float32()
    if any(same(kind) for same in _SAME):
        return kind
    raise SPARK_TYPE.error(column=column, type=str(kind))


def carried_schema(schema: pa.Schema, columns: Iterable[str] | None = None) -> pa.Schema:
    """The schema in which these columns travel, all of them by default."""
    names = schema.names if columns is None else list(columns)
    return pa.schema([pa.field(n, carried(schema.field(n).type, n)) for n in names])


def carry(batch: pa.RecordBatch | pa.Table, schema: pa.Schema) -> pa.RecordBatch | pa.Table:
    """The same values in the types of `schema`. Raises `engine.spark-type` where a value does not fit."""
    columns = []
    for field in schema:
        column = batch.column(batch.schema.get_field_index(field.name))
        if kinds.is_dictionary(column.type):
            column = pc.cast(column, column.type.value_type)
        try:
            columns.append(column if column.type == field.type else pc.cast(column, field.type, safe=True))
        except pa.ArrowInvalid as unfit:  # a nanosecond, a number beyond 64 bits: never cut off in silence
            raise SPARK_TYPE.error(column=field.name, type=str(column.type)) from unfit
    return type(batch).from_arrays(columns, schema=schema)


def spark_schema(schema: pa.Schema) -> StructType:
    """A carried schema in Spark's words."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema, prefer_timestamp_ntz=True)
