"""Key spaces: which columns of customer or order numbers mean the same numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from novation.engine import Engine
from novation.engine.expressions import plain_sql
from novation.engine.identifiers import quote_identifier
from novation.linkage.shape import PERSON_KEYS, LinkTable, Token

MASTER = (
    0.8  # a master may hold some duplicate and outdated rows; an event table holds several rows a customer
)
OVERLAP = 0.5  # at least half of the smaller column's values stand in the other
SHORT = 6  # digits: running numbers of two systems are alike by nature
AGREE = 0.5  # of the rows that two lists share by number, as many must name the same person
_MASK_BITS = 62

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """One key column, measured: `unique` means that it can be the master of its numbers."""

    table_id: str
    source: str
    token: Token
    distinct: int
    rows: int
    short_integers: bool
    lists_people: bool = False
    """The table says by itself who its rows are about: it has a name or an identifier besides the key."""

    @property
    def unique(self) -> bool:
        return self.rows > 0 and self.distinct >= MASTER * self.rows

    @property
    def is_master(self) -> bool:
        return self.unique and self.token.kind in PERSON_KEYS


RUINED = r"\d([.,]\d+)?[eE]\+\d+"
"""What a spreadsheet makes of a long number (5.54E+15): all of them look the same and none is one."""


def number_sql(column: str) -> str:
    """SQL for a customer or order number that can be told from another; NULL for none and for ruins."""
    ruined = f"contains({column}::VARCHAR, '+') AND regexp_full_match({plain_sql(column)}, '{RUINED}')"
    return f"nullif(CASE WHEN {ruined} THEN '' ELSE {plain_sql(column)} END, '')"


def key_columns(tables: Sequence[LinkTable]) -> list[tuple[LinkTable, Token]]:
    """Every key column that takes part, person keys first."""
    return [(t, k) for t in tables for k in (t.person_key, t.event_key) if k is not None]


def measure(engine: Engine, tables: Sequence[LinkTable]) -> tuple[list[KeyColumn], list[int], list[Pair]]:
    """The key columns of registered tables, the key space of each, and the pairs that only look alike.

    Every column is read once, into one table of its distinct values; what it shares with the others follows from
    one aggregation over that table, however many columns there are.
    """
    found = key_columns(tables)
    _gather(engine, found)
    columns = _measured(engine, found)
    shared = _shared(engine, columns)
    alike = {
        pair: _agreeing(engine, tables, columns, pair)
        for pair, count in shared.items()
        if _doubtful(columns[pair[0]], columns[pair[1]], count)
    }
    engine.execute("DROP TABLE key_values")
    return columns, spaces(columns, shared, alike), sorted(p for p, same in alike.items() if not same)


def _gather(engine: Engine, found: Sequence[tuple[LinkTable, Token]]) -> None:
    # Numbers are counted by a 64-bit hash, half the size and twice as fast. Should two of millions meet in one hash,
    # a count is one less; what is linked is linked by the numbers themselves.
    engine.execute("CREATE OR REPLACE TABLE key_values (c INTEGER, h UBIGINT, n BIGINT, short BOOLEAN)")
    for number, (table, token) in enumerate(found):
        key = number_sql(quote_identifier(token.column))
        short = f"length(k) <= {SHORT} AND regexp_full_match(k, '\\d+')"
        engine.execute(
            # `HAVING` and not `WHERE`: a filter would be pushed below and work every number out a second time.
            f"INSERT INTO key_values SELECT {number}, h, count(k), bool_and({short}) FROM (SELECT k, hash(k) AS h "
            f"FROM (SELECT {key} AS k FROM {quote_identifier(table.table_id)})) GROUP BY h HAVING count(k) > 0"
        )


def _measured(engine: Engine, found: Sequence[tuple[LinkTable, Token]]) -> list[KeyColumn]:
    rows = engine.fetch_arrow(
        "SELECT c, sum(n)::BIGINT AS total, count(*) AS different, bool_and(short) AS short FROM key_values GROUP BY c"
    ).to_pylist()
    by_number = {r["c"]: r for r in rows}
    nothing = {"total": 0, "different": 0, "short": False}
    columns = []
    for number, (table, token) in enumerate(found):
        r = by_number.get(number, nothing)
        lists_people = bool(table.name or table.identifiers)
        columns.append(
            KeyColumn(
                table.table_id,
                table.source,
                token,
                r["different"],
                r["total"],
                bool(r["short"]),
                lists_people,
            )
        )
    return columns


def _shared(engine: Engine, columns: Sequence[KeyColumn]) -> dict[Pair, int]:
    """For each two columns of one kind, how many distinct values both hold."""
    counts: dict[Pair, int] = {}
    for kind in sorted({c.token.kind for c in columns}):
        numbers = [i for i, c in enumerate(columns) if c.token.kind == kind]
        if len(numbers) > 1:
            _count_masks(engine, numbers, counts)
    return counts


def _count_masks(engine: Engine, numbers: Sequence[int], counts: dict[Pair, int]) -> None:
    """Values are counted by the set of columns that hold them, written as bits: few sets, whatever the values."""
    words = range(0, len(numbers), _MASK_BITS)
    masks = []
    for word in words:
        bits = " ".join(
            f"WHEN {c} THEN {1 << place}::BIGINT" for place, c in enumerate(numbers[word : word + _MASK_BITS])
        )
        masks.append(f"bit_or(CASE c {bits} ELSE 0 END) AS m{word}")
    names = [f"m{word}" for word in words]
    sets = engine.fetch_arrow(
        f"SELECT {', '.join(names)}, count(*) AS n FROM (SELECT {', '.join(masks)} FROM key_values "
        f"WHERE c IN ({', '.join(map(str, numbers))}) GROUP BY h) GROUP BY {', '.join(names)}"
    ).to_pylist()
    for found in sets:
        held = [c for i, c in enumerate(numbers) if found[f"m{i - i % _MASK_BITS}"] >> (i % _MASK_BITS) & 1]
        for place, a in enumerate(held):
            for b in held[place + 1 :]:
                counts[a, b] = counts.get((a, b), 0) + found["n"]


def _enough(a: KeyColumn, b: KeyColumn, shared: int) -> bool:
    smaller = min(a.distinct, b.distinct)
    return a.token.kind == b.token.kind and smaller > 0 and shared >= OVERLAP * smaller


def _doubtful(a: KeyColumn, b: KeyColumn, shared: int) -> bool:
    """Two lists of people from two sources, both with short running numbers: the numbers alone prove nothing."""
    return (
        _enough(a, b, shared)
        and (a.short_integers or b.short_integers)
        and a.source != b.source
        and a.unique
        and b.unique
        and a.lists_people
        and b.lists_people
    )


def same_space(a: KeyColumn, b: KeyColumn, shared: int, agree: bool = False) -> bool:
    """Two columns mean the same numbers if enough values are shared and that can't be chance.

    Short running numbers (1, 2, 3 …) of two systems overlap by nature. They count within one source, or with the
    same header where one table hangs on the other; of two lists of people also the names must `agree`.
    """
    if not _enough(a, b, shared):
        return False
    if not (a.short_integers or b.short_integers) or a.source == b.source:
        return True
    if _doubtful(a, b, shared):
        return agree
    return a.token.column.casefold() == b.token.column.casefold()


def _agreeing(engine: Engine, tables: Sequence[LinkTable], columns: Sequence[KeyColumn], pair: Pair) -> bool:
    """Whether two lists name the same people under the same numbers."""
    by_id = {t.table_id: t for t in tables}
    a, b = (by_id[columns[i].table_id] for i in pair)
    said = _comparable(a, b)
    if said is None:
        return False
    sides = [
        f"SELECT {number_sql(quote_identifier(columns[i].token.column))} AS k, "
        f"nullif(lower({plain_sql(quote_identifier(c))}), '') AS v FROM {quote_identifier(columns[i].table_id)}"
        for i, c in zip(pair, said, strict=True)
    ]
    both, same = (
        engine.fetch_arrow(
            f"SELECT count(*) AS n, count(*) FILTER (a.v = b.v) AS same FROM ({sides[0]}) a JOIN ({sides[1]}) b "
            "ON a.k = b.k WHERE a.v IS NOT NULL AND b.v IS NOT NULL"
        )
        .to_pylist()[0]
        .values()
    )
    return bool(both) and same >= AGREE * both


def _comparable(a: LinkTable, b: LinkTable) -> tuple[str, str] | None:
    """A column of each that says the same thing of a person: the name, or an identifier of one kind."""
    if a.name and b.name:
        return a.name, b.name
    kinds = {t.kind: t.column for t in b.identifiers}
    return next(((t.column, kinds[t.kind]) for t in a.identifiers if t.kind in kinds), None)


def spaces(
    columns: Sequence[KeyColumn], shared: Mapping[Pair, int], agree: Mapping[Pair, bool] | None = None
) -> list[int]:
    """The number of its key space for each column.

    Union-find over the pairs that are the same, the surest first; two lists that were found to number different
    people are never put together, not even through a third table that looks like either.
    """
    apart = {pair for pair, alike in (agree or {}).items() if not alike}
    same = {
        pair: count
        for pair, count in shared.items()
        if same_space(columns[pair[0]], columns[pair[1]], count, pair not in apart)
    }
    for torn in _torn(columns, same, apart):
        del same[torn]
    space = list(range(len(columns)))
    for i, j in sorted(same, key=lambda pair: (not _one_source(columns, pair), -same[pair], pair)):
        if not any(_would_meet(space, (i, j), pair) for pair in apart):
            space = [space[i] if s == space[j] else s for s in space]
    return space


def _one_source(columns: Sequence[KeyColumn], pair: Pair) -> bool:
    return columns[pair[0]].source == columns[pair[1]].source


def _torn(columns: Sequence[KeyColumn], same: Mapping[Pair, int], apart: set[Pair]) -> set[Pair]:
    """Columns that fit two lists kept apart equally well belong to neither: nobody is guessed."""
    found = set()
    for a, b in apart:
        for e in range(len(columns)):
            to_a, to_b = (min(e, a), max(e, a)), (min(e, b), max(e, b))
            alike = to_a in same and to_b in same and same[to_a] == same[to_b]
            if alike and _one_source(columns, to_a) == _one_source(columns, to_b):
                found |= {to_a, to_b}
    return found


def _would_meet(space: Sequence[int], joined: Pair, apart: Pair) -> bool:
    return {space[i] for i in joined} == {space[i] for i in apart} and space[joined[0]] != space[joined[1]]
