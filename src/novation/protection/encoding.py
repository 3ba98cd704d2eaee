"""Columns of a query as codes: what occurs is counted by the engine, scales are made of it, people become tuples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from novation.engine import Engine
from novation.engine.expressions import one
from novation.protection import values
from novation.protection.forms import Form
from novation.protection.places import places
from novation.protection.scales import OTHER, Label, Scale, categories, numbers, tree
from novation.protection.tuples import Tuples

BASE, CODES = "protection_base", "protection_codes"
PERSON = "person"
MOST_WORDS = 50
_WIDTHS: dict[Form, tuple[tuple[int, ...], Label]] = {
    Form.MONTH: ((1, 3, 12, 60, 120), values.month_words),
    Form.AGE: ((1, 5, 10, 20), values.age_words),
    Form.AMOUNT: ((1, 3), values.band_words),
    Form.LENGTH: ((1,), values.length_words),
}


@dataclass(frozen=True, slots=True)
class Quasi:
    """A quasi-identifier: its name, the form it is released in, and the SQL of its value in that form."""

    name: str
    form: Form
    sql: str


@dataclass(frozen=True, eq=False, slots=True)
class Encoded:
    """The scales of the columns; the codes of everybody stand in the engine's table CODES (`person`, `c0`, `c1` …).

    The first `quasi` columns make the classes; those behind them are sensitive.
    """

    engine: Engine
    scales: tuple[Scale, ...]
    quasi: int

    @property
    def names(self) -> list[str]:
        return [f"c{n}" for n in range(len(self.scales))]

    def population(self) -> Tuples:
        """Everybody, as distinct tuples with their numbers."""
        names = self.names[: self.quasi]
        listed = ", ".join(names)
        found = self.engine.fetch_arrow(
            f"SELECT {listed}, count(*)::BIGINT AS n FROM {CODES} GROUP BY {listed}"
        )
        return Tuples(_matrix(found, names), found["n"].to_numpy(), np.zeros((0, len(found)), np.uint64))

    def of(self, view: str) -> pa.Table:
        """The codes of the people of a view with a column `person`, in the order of `person`."""
        return self.engine.fetch_arrow(
            f"SELECT p.* FROM {CODES} p SEMI JOIN {view} v ON v.{PERSON} = p.{PERSON} ORDER BY p.{PERSON}"
        )

    def matrix(self, table: pa.Table) -> NDArray[np.int32]:
        return _matrix(table, self.names)

    def close(self) -> None:
        for table in (BASE, CODES):
            self.engine.execute(f"DROP TABLE IF EXISTS {table}")


def encode(
    engine: Engine, query: str, columns: Sequence[Quasi], least: int, *, sensitive: int = 0
) -> Encoded:
    """`query`: one row a person, with `person` and whatever the columns' SQL names. `least`: fewer people are no word.

    `sensitive`: so many of the columns, the last ones, are sensitive.
    """
    picked = ", ".join(f"{column.sql} AS b{n}" for n, column in enumerate(columns))
    engine.execute(f"CREATE OR REPLACE TABLE {BASE} AS SELECT {PERSON}, {picked} FROM ({query})")
    made = [_Maker(engine, n, column, least) for n, column in enumerate(columns)]
    codes = ", ".join(f"{one.code} AS c{n}" for n, one in enumerate(made))
    joins = " ".join(one.join for one in made)
    engine.execute(f"CREATE OR REPLACE TABLE {CODES} AS SELECT b.{PERSON}, {codes} FROM {BASE} b {joins}")
    for maker in made:
        if maker.join:
            engine.unregister(maker.view)
    return Encoded(engine, tuple(one.scale for one in made), len(columns) - sensitive)


class _Maker:
    """The scale of one column, and the SQL that turns its value into a code of the scale."""

    def __init__(self, engine: Engine, place: int, column: Quasi, least: int) -> None:
        self._engine, self._value, self._column, self._least = engine, f"b{place}", column, least
        self.view, self.join = f"protection_words_{place}", ""
        (missing,) = one(engine.fetch_arrow(f"SELECT count(*) FROM {BASE} WHERE {self._value} IS NULL"))
        self._gaps = missing > 0
        if column.form in _WIDTHS:
            self._numbers()
        else:
            self._words()

    def _numbers(self) -> None:
        widths, label = _WIDTHS[self._column.form]
        bounds = f"SELECT coalesce(min({self._value}), 0), coalesce(max({self._value}), 0) FROM {BASE}"
        least, most = one(self._engine.fetch_arrow(bounds))
        self.scale, first = numbers(self._column.name, least, most, widths, label, gaps=self._gaps)
        self.code = f"coalesce(b.{self._value} - ({first}), {self.scale.missing})::INTEGER"

    def _words(self) -> None:
        self.scale, code = self._scale()
        table = pa.table(
            {"word": pa.array(list(code), pa.string()), "code": pa.array(list(code.values()), pa.int32())}
        )
        self._engine.register_arrow(self.view, table)
        self.join = f"LEFT JOIN {self.view} w_{self._value} ON w_{self._value}.word = b.{self._value}"
        rest = code.get(OTHER, 0)
        self.code = (
            f"(CASE WHEN b.{self._value} IS NULL THEN {self.scale.missing} "
            f"ELSE coalesce(w_{self._value}.code, {rest}) END)::INTEGER"
        )

    def _scale(self) -> tuple[Scale, dict[str, int]]:
        name = self._column.name
        if self._column.form is Form.PLACE:
            return _place_scale(name, self._counted(5_000), self._least, self._gaps)
        if self._column.form is Form.POSTCODE:
            kept = [word for word, people in self._counted(1_000) if people >= self._least]
            paths = [(word, word[:2], word[:1]) for word in kept]
            return tree(name, [*paths, (OTHER, OTHER, OTHER)], gaps=self._gaps)
        return categories(
            name, self._counted(MOST_WORDS + 1), least=self._least, most=MOST_WORDS, gaps=self._gaps
        )

    def _counted(self, most: int) -> list[tuple[str, int]]:
        """The commonest words; with one row more than is used where there are more, so that a rest is made of it."""
        found = self._engine.fetch_arrow(
            f"SELECT {self._value} AS word, count(*) AS people FROM {BASE} WHERE {self._value} IS NOT NULL "
            f"GROUP BY 1 ORDER BY people DESC, word LIMIT {most}"
        )
        return list(zip(found["word"].to_pylist(), found["people"].to_pylist(), strict=True))


def _place_scale(
    name: str, counted: Sequence[tuple[str, int]], least: int, gaps: bool
) -> tuple[Scale, dict[str, int]]:
    """Cities under their provinces; a city of too few people is told as its province, a province of too few as rest."""
    paths: dict[str, tuple[str, str]] = {}
    in_province: dict[str, int] = {}
    for word, people in counted:
        paths[word] = places().path(word) or (word, word)
        in_province[paths[word][1]] = in_province.get(paths[word][1], 0) + people
    leaf: dict[str, tuple[str, str]] = {}
    for word, people in counted:
        city, province = paths[word]
        enough = in_province[province] >= least
        leaf[word] = (
            (city, province)
            if people >= least and enough
            else (province, province)
            if enough
            else (OTHER, OTHER)
        )
    scale, code = tree(name, [*leaf.values(), (OTHER, OTHER)], gaps=gaps)
    return scale, {**{word: code[path[0]] for word, path in leaf.items()}, OTHER: code[OTHER]}


def _matrix(table: pa.Table, names: Sequence[str]) -> NDArray[np.int32]:
    return np.ascontiguousarray(
        np.stack([table[name].to_numpy() for name in names], axis=1).astype(np.int32, copy=False)
    )
