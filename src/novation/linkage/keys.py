"""Key spaces: which columns of customer or order numbers mean the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from novation.engine.expressions import key_sql
from novation.linkage.shape import LinkTable, Token

MASTER = (
    0.8  # a master may hold some duplicate and outdated rows; an event table holds several rows a customer
)
OVERLAP = 0.5  # at least half of the smaller column's values stand in the other


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """One key column, measured: `unique` means that it can be the master of its numbers."""

    table_id: str
    source: str
    token: Token
    distinct: int
    rows: int
    short_integers: bool

    @property
    def unique(self) -> bool:
        return self.rows > 0 and self.distinct >= MASTER * self.rows


def key_columns(tables: Sequence[LinkTable]) -> list[tuple[LinkTable, Token]]:
    """Every key column that takes part, person keys first."""
    return [(t, k) for t in tables for k in (t.person_key, t.event_key) if k is not None]


def measure_sql(view: str, column: str) -> str:
    """One row: non-empty values, distinct values, longest value, whether all are digits."""
    key = key_sql(column)
    return (
        f"SELECT count({key}), count(DISTINCT {key}), max(length({key})), "
        f"bool_and(regexp_full_match({key}, '\\d+')) FROM {view} WHERE {key} IS NOT NULL"
    )


def overlap_sql(view_a: str, column_a: str, view_b: str, column_b: str) -> str:
    """One number: distinct values that both columns hold."""
    return (
        f"SELECT count(*) FROM (SELECT DISTINCT {key_sql(column_a)} AS k FROM {view_a}) a "
        f"JOIN (SELECT DISTINCT {key_sql(column_b)} AS k FROM {view_b}) b USING (k)"
    )


def same_space(a: KeyColumn, b: KeyColumn, shared: int) -> bool:
    """Two columns mean the same numbers if enough values are shared and that can't be chance.

    Short running numbers (1, 2, 3 …) of two systems overlap by nature; they count only with the same header or
    within one source.
    """
    smaller = min(a.distinct, b.distinct)
    if a.token.kind != b.token.kind or smaller == 0 or shared < OVERLAP * smaller:
        return False
    by_chance = a.short_integers or b.short_integers
    return not by_chance or a.source == b.source or a.token.column.casefold() == b.token.column.casefold()


def spaces(columns: Sequence[KeyColumn], shared: dict[tuple[int, int], int]) -> list[int]:
    """The number of its key space for each column (union-find over the pairs that are the same)."""
    parent = list(range(len(columns)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for (i, j), count in shared.items():
        if same_space(columns[i], columns[j], count):
            parent[root(j)] = root(i)
    return [root(i) for i in range(len(columns))]
