"""SQL expressions that every room needs: a value in plain form, a date however it was written."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

_FULL_WIDTH = "０１２３４５６７８９Ｘｘ＋－（）／．：　"
_HALF_WIDTH = "0123456789XX+-()/.: "

DATE_FORMATS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y%m%d",
    "%Y%m%d%H%M%S",
    "%Y年%m月%d日",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
)
"""Tried in this order; day before month where both could be meant, as everywhere but in the United States."""


_BLANKS = "chr(9) || chr(13) || chr(10) || ' '"


def plain_sql(column: str) -> str:
    """The value as text without surrounding blanks, TABs and full-width digits or signs.

    `translate` costs two microseconds a value, so it runs only where there is something to translate: text of as
    many bytes as letters is ASCII and holds nothing full-width.
    """
    text = f"{column}::VARCHAR"
    narrow = f"strlen({text}) = length({text}) OR NOT regexp_matches({text}, '[{_FULL_WIDTH}]')"
    translated = f"translate({text}, '{_FULL_WIDTH}', '{_HALF_WIDTH}')"
    return f"CASE WHEN {narrow} THEN trim({text}, {_BLANKS}) ELSE trim({translated}, {_BLANKS}) END"


def key_sql(column: str) -> str:
    """A customer or order number in plain form; empty is nothing."""
    return f"nullif({plain_sql(column)}, '')"


_SHAPES = (
    ("length({0}) = 10 AND substr({0}, 5, 1) = '-'", "%Y-%m-%d"),
    ("length({0}) = 19 AND substr({0}, 5, 1) = '-' AND substr({0}, 11, 1) = ' '", "%Y-%m-%d %H:%M:%S"),
    ("length({0}) = 10 AND substr({0}, 5, 1) = '/'", "%Y/%m/%d"),
    ("length({0}) = 8", "%Y%m%d"),
    ("length({0}) = 11 AND substr({0}, 5, 1) = '年'", "%Y年%m月%d日"),
)
"""The usual shapes and the one format each can have: a format that fails costs a microsecond, and there are many."""


def timestamp_sql(column: str, sql_type: str = "VARCHAR") -> str:
    """A timestamp from a text or date column, NULL where it is none."""
    if sql_type.startswith(("TIMESTAMP", "DATE")):
        return f"{column}::TIMESTAMP"
    return plain_timestamp_sql(plain_sql(column))


def plain_timestamp_sql(plain: str) -> str:
    """The same from text that is plain already (`plain_sql`): for a column that was made so in a step before."""
    formats = ", ".join(f"'{f}'" for f in DATE_FORMATS)
    shapes = " ".join(f"WHEN {s.format(plain)} THEN try_strptime({plain}, '{f}')" for s, f in _SHAPES)
    tried = f"coalesce(CASE {shapes} END, try_strptime({plain}, [{formats}]))"
    return f"CASE WHEN {plain} = '' THEN NULL ELSE {tried} END"


def one(table: pa.Table) -> tuple[Any, ...]:
    """The only row of a small result as Python values."""
    return tuple(table.to_pylist()[0].values())
