"""Samples as they lie in a project: rows encrypted under the work key, beside them a record of counts and risk only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from novation.engine import Engine
from novation.engine.keys import load_key
from novation.engine.staging import Staging
from novation.errors.protection import SAMPLE_ALTERED, SAMPLE_UNKNOWN
from novation.evidence import canonical
from novation.handover.project import Project

FOLDER = "samples"
TYPE = "novation-sample@v1"


@dataclass(frozen=True, slots=True)
class Sample:
    """A part of a sample: the names of its columns, its rows from `start` on, and how many rows there are."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    start: int
    total: int


def record_name(number: int) -> str:
    return f"{FOLDER}/{number:03}.json"


def copy_name(number: int) -> str:
    return f"{FOLDER}/{number:03}"


def people_name(number: int) -> str:
    """References of the people in a sample: no later sample takes any of them."""
    return f"{FOLDER}/{number:03}-people"


def numbers_drawn(project: Project) -> list[int]:
    """The numbers of all samples that have a record."""
    found = (project.records / FOLDER).glob("[0-9][0-9][0-9].json")
    return sorted(int(path.stem) for path in found)


def content_digest(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Of the words and their order; it names the sample, whatever file they lie in."""
    return canonical.digest({"columns": list(columns), "rows": [list(row) for row in rows]})


def keep(
    engine: Engine, number: int, columns: Sequence[str], rows: Sequence[Sequence[str]], refs: Sequence[str]
) -> None:
    """Writes the rows and, apart and in another order, who they are of."""
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    names = [f"c{n:02}" for n in range(len(columns))]
    table = pa.table(
        {name: pa.array(values, pa.string()) for name, values in zip(names, by_column, strict=True)}
    )
    table = table.replace_schema_metadata({"columns": canonical.encode(list(columns))})
    engine.stage(copy_name(number), table.schema, iter(table.to_batches()))
    people = pa.table({"subject_ref": pa.array(sorted(refs), pa.string())})
    engine.stage(people_name(number), people.schema, iter(people.to_batches()))


def read_record(project: Project, number: int) -> dict[str, Any]:
    """Counts, limits, risk and loss of a sample; raises `sample.unknown`."""
    if not project.has_record(record_name(number)):
        raise SAMPLE_UNKNOWN.error(number=number)
    record: dict[str, Any] = project.read_record(record_name(number), "sample")
    return record


def read_rows(project: Project, number: int, start: int = 0, most: int = 1_000) -> Sample:
    """Some rows of a sample, once the whole is what was measured; raises `sample.unknown`, `sample.altered`."""
    record = read_record(project, number)
    if not (project.work / f"{copy_name(number)}.parquet").is_file():
        raise SAMPLE_UNKNOWN.error(number=number)
    with Staging(project.work, load_key(project.work)).open(copy_name(number)) as file:
        table = file.read()
    columns = canonical.parse((table.schema.metadata or {}).get(b"columns", b"[]"))
    rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    if content_digest(columns, rows) != record["content"]:
        raise SAMPLE_ALTERED.error(number=number)
    return Sample(tuple(columns), tuple(rows[start : start + most]), start, len(rows))
