"""Finding one person by a contact and reading every row about them, in milliseconds whatever the size."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import TracebackType
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from novation.disposition.due_days import TIMES
from novation.engine.expressions import timestamp_sql
from novation.engine.keys import load_or_create_key
from novation.engine.staging import Staging
from novation.errors.people import INDEX_STALE, KIND_UNKNOWN
from novation.errors.project import SUBJECT_UNKNOWN
from novation.handover import tables as shapes
from novation.handover.people.copies import OrderedCopy
from novation.handover.people.indexing import FOLDER, INDEX_RECORD, linked_at
from novation.handover.people.references import FILE, References
from novation.handover.people.sorting import FILES
from novation.handover.people.tags import FINDING, Tagger, bare_of, token_of
from novation.handover.project import Project
from novation.terms import Category

AS_MANY = 4
"""So many references are read at least, whoever is asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person by the number and the reference of the linkage."""

    subject: int
    reference: str


@dataclass(frozen=True, slots=True)
class PersonTable:
    """The rows of one table about a person: `columns` as (name, kind, category), `rows` in their order in the source."""

    table: str
    source: str
    name: str
    columns: tuple[tuple[str, str, Category], ...]
    rows: tuple[dict[str, Any], ...]


class People:
    """The index of a project, opened once for many questions; use it as a context manager.

    Raises `people.index-stale` where the links are newer than the index. One object is for one thread.
    """

    def __init__(self, project: Project) -> None:
        record = project.read_record(INDEX_RECORD, "person index")
        folder = project.work / FOLDER
        # An index of before references lay beside it is built anew, like one of before the last linking.
        if record["linked_at"] != linked_at(project) or not (folder / FILE).is_file():
            raise INDEX_STALE.error()
        key = load_or_create_key(project.work)
        self._tagger = Tagger(key)
        self._staging = Staging(project.work, key)
        self._tables = {t.id: t for t in shapes.tables_of(project.read_record("scan.json", "scan"))}
        self._indexed: list[str] = record["tables"]
        empty = record["tags"] == 0
        self._tags = {
            name: np.empty(0, kind) if empty else np.memmap(folder / f"{name}.bin", kind, "r")
            for name, kind in FILES.items()
        }
        self._open = contextlib.ExitStack()
        self._references = References(folder, key)
        self._copies: dict[str, OrderedCopy] = {}
        # The tag of a value asked for is made by the very SQL that filled the index.
        self._engine = self._open.enter_context(duckdb.connect(":memory:", config={"threads": 1}))

    def __enter__(self) -> People:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def find(self, kind: str, value: str) -> list[Found]:
        """Everybody with this contact: nobody, one, or the several who share it. The same work whoever is asked for.

        `kind`: one of `tags.FINDING`. Raises `people.kind-unknown`.
        """
        if kind not in FINDING:
            raise KIND_UNKNOWN.error(kind=kind[:40])
        found = self._subjects(kind, value)
        # As many references are read for nobody, so that the time does not tell who is a customer.
        for subject in self._tags["subject"][: max(0, AS_MANY - len(found))]:
            self._references.of(int(subject))
        return [Found(subject, self._references.of(subject)) for subject in found]

    def named(self, reference: str) -> Found:
        """The person of a subject reference; raises `subject.unknown`."""
        found = self._tagged(*self._tagger.of_reference(reference))
        if not found:
            raise SUBJECT_UNKNOWN.error()
        return Found(found[0], reference)

    def record(self, person: Found) -> list[PersonTable]:
        """Every row about the person in every table that has any."""
        found = [
            (table, self._copy(f"people/{table}").rows_of("_subject", person.subject))
            for table in self._indexed
        ]
        return [self._table(self._tables[table], rows) for table, rows in found if rows.num_rows]

    def last_on(self, tables: Sequence[PersonTable]) -> date | None:
        """The day of the last transaction in a person's rows, read as `decide` reads it."""
        found: list[datetime] = []
        texts: list[str] = []
        for table in tables:
            names = [name for name, kind, _ in table.columns if kind in TIMES]
            for value in (row[name] for row in table.rows for name in names if row.get(name) is not None):
                if isinstance(value, date):
                    found.append(datetime.combine(value, time()) if type(value) is date else value)  # type: ignore[arg-type]
                else:
                    texts.append(str(value))
        if texts:
            asked = f"SELECT max({timestamp_sql('v')}) FROM (SELECT unnest($1::VARCHAR[]) AS v)"
            (row,) = self._engine.execute(asked, [texts]).fetchall()
            found += [at for at in row if at is not None]
        return max(at.replace(tzinfo=None) for at in found).date() if found else None

    def numbered(self, person: Found) -> dict[str, list[dict[str, Any]]]:
        """As `record`, by the table's id, every row with `_row`, the number that the source's reader gives it."""
        found = {
            table: self._copy(f"people/{table}").rows_of("_subject", person.subject)
            for table in self._indexed
        }
        return {
            table: rows.drop_columns(["_subject"]).to_pylist()
            for table, rows in found.items()
            if rows.num_rows
        }

    def own_tags(self, person: Found) -> list[str]:
        """The tags of the contacts that this person has and nobody else, as hexadecimal digits."""
        subjects = self._tags["subject"]
        mine = np.flatnonzero(subjects == person.subject)
        found = [(int(self._tags["hi"][i]), int(self._tags["lo"][i])) for i in mine]
        return [f"{hi:016x}{lo:016x}" for hi, lo in found if len(self._tagged(hi, lo)) == 1]

    def tagged(self, tag: str) -> list[Found]:
        """Everybody with this tag, as `own_tags` writes it."""
        found = self._tagged(int(tag[:16], 16), int(tag[16:], 16))
        return [Found(subject, self._references.of(subject)) for subject in found]

    def _table(self, table: shapes.Table, rows: pa.Table) -> PersonTable:
        columns = tuple((c.name, c.kind, c.category) for c in table.columns)
        shown = rows.select([name for name, _, _ in columns if name in rows.column_names])
        return PersonTable(table.id, table.source, table.name, columns, tuple(shown.to_pylist()))

    def _subjects(self, kind: str, value: str) -> list[int]:
        # In steps that the planner may not join: joined, one telephone number takes 13 ms to plan instead of 3.
        steps = {
            "bare": f"SELECT {bare_of(kind, '$1')} AS b",
            "token": f"SELECT coalesce({token_of(kind, 'b')}, 'nothing:') AS t FROM bare",
            "tagged": f"SELECT {self._tagger.sql('t')} AS tag FROM token",
        }
        made = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in steps.items())
        asked = f"WITH {made} SELECT {Tagger.halves('tag')} FROM tagged"
        (row,) = self._engine.execute(asked, [value]).fetchall()
        return self._tagged(*row)

    def _tagged(self, high: int, low: int) -> list[int]:
        hi, lo = np.uint64(high), np.uint64(low)
        first = int(np.searchsorted(self._tags["hi"], hi, "left"))
        last = int(np.searchsorted(self._tags["hi"], hi, "right"))
        same = self._tags["lo"][first:last] == lo
        return [int(s) for s in self._tags["subject"][first:last][same]]

    def _copy(self, name: str) -> OrderedCopy:
        if name not in self._copies:
            self._copies[name] = OrderedCopy(self._open.enter_context(self._staging.open(name)))
        return self._copies[name]
