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


def plain_sql(column: str) -> str:
    """The value as text without surrounding blanks, TABs and full-width digits or signs."""
    return f"trim(translate({column}::VARCHAR, '{_FULL_WIDTH}', '{_HALF_WIDTH}'), chr(9) || chr(13) || chr(10) || ' ')"


def key_sql(column: str) -> str:
    """A customer or order number in plain form; empty is nothing."""
    return f"nullif({plain_sql(column)}, '')"


def timestamp_sql(column: str, sql_type: str = "VARCHAR") -> str:
    """A timestamp from a text or date column, NULL where it is none."""
    if sql_type.startswith(("TIMESTAMP", "DATE")):
        return f"{column}::TIMESTAMP"
    formats = ", ".join(f"'{f}'" for f in DATE_FORMATS)
    return f"try_strptime({plain_sql(column)}, [{formats}])"


def one(table: pa.Table) -> tuple[Any, ...]:
    """The only row of a small result as Python values."""
    return tuple(table.to_pylist()[0].values())
