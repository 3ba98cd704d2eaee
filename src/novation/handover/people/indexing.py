"""Step `person index`: sorts contacts by tag and every table's rows by person, so that one person is found at once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from novation.custody.durable import sync_folder
from novation.engine import Engine
from novation.engine.identifiers import quote_identifier
from novation.engine.keys import load_or_create_key
from novation.handover import tables as shapes
from novation.handover.people.references import FILE, Sealing
from novation.handover.people.tags import FINDING, Tagger, token_sql
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project
from novation.messages import Text

INDEX_RECORD = "people-index.json"
FOLDER = "people"
FILES = {"hi": np.uint64, "lo": np.uint64, "subject": np.int64}
"""Three files of fixed width, sorted by tag: a search reads a few pages of them and nothing else."""


def build_index(project: Project, progress: Progress | None = None) -> dict[str, Any]:
    """Writes `work/people/*` and the copies `people/<table>`; returns the record `people-index.json`.

    The work is one sort of the contacts and one of each table's rows by person; it spills where memory ends.
    """
    progress = progress or Silent()
    tables = shapes.tables_of(project.read_record("scan.json", "scan"))
    links = project.read_record("link.json", "link")
    with project.held(), project.engine() as engine:
        about = [table for table in tables if table.id in _linked(links)]
        _register(engine, about)
        progress.start(Text("编制联系方式索引", "Indexing contacts"))
        tags = _write_tags(engine, about, project.work)
        engine.write("people/refs", "SELECT subject, subject_ref FROM refs ORDER BY subject")
        _write_references(engine, project.work)
        for table in about:
            progress.start(Text(f"按人排列 {table.name}", f"Sorting {table.name} by person"))
            _write_rows(engine, table)
        record = {
            "type": "novation-people-index@v1",
            "linked_at": linked_at(project),
            "tags": tags,
            "tables": [table.id for table in about],
        }
        project.journal.append("people.indexed", record=project.write_record(INDEX_RECORD, record), tags=tags)
    return record


def linked_at(project: Project) -> int:
    """The journal's entry of the last linking, which gave every person the number that the index holds."""
    return max(
        (entry.index for entry in project.journal.entries() if entry.tag == "records.linked"), default=-1
    )


def _linked(links: dict[str, Any]) -> set[str]:
    return {link["table"] for link in links["tables"] if link["by"] != "reference"}


def _register(engine: Engine, tables: Sequence[shapes.Table]) -> None:
    engine.register("refs", "refs")
    for table in tables:
        engine.register(table.id, f"tables/{table.id}")
        engine.register(f"links_{table.id}", f"links/{table.id}")


def _write_tags(engine: Engine, tables: Sequence[shapes.Table], work: Path) -> int:
    tagger = Tagger(load_or_create_key(work))
    selects = [_refs_select(), *(select for table in tables for select in contact_selects(table))]
    tagged = f"SELECT {tagger.sql('token')} AS tag, subject FROM ({' UNION ALL '.join(selects)}) WHERE token IS NOT NULL"
    query = f"SELECT DISTINCT {tagger.halves('tag')}, subject FROM ({tagged}) ORDER BY hi, lo, subject"
    folder = work / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    count = 0
    parts = {name: folder / f".{name}.part" for name in FILES}
    with contextlib.ExitStack() as stack:
        files = {name: stack.enter_context(path.open("wb")) for name, path in parts.items()}
        for batch in stack.enter_context(contextlib.closing(engine.reader(query))):
            for name, kind in FILES.items():
                batch.column(name).to_numpy(zero_copy_only=False).astype(kind, copy=False).tofile(files[name])
            count += batch.num_rows
        for file in files.values():
            file.flush()
            os.fsync(file.fileno())
    for name, path in parts.items():
        path.replace(folder / f"{name}.bin")
    sync_folder(folder)
    return count


def _write_references(engine: Engine, work: Path) -> None:
    """One block a person in the order of their numbers, which count 0, 1, 2 … (`linkage.linking`)."""
    sealing = Sealing(load_or_create_key(work))
    part, rows = work / FOLDER / f".{FILE}.part", 0
    with part.open("wb") as file:
        query = "SELECT subject, subject_ref FROM refs ORDER BY subject"
        with contextlib.closing(engine.reader(query)) as batches:
            for batch in batches:
                if not np.array_equal(batch["subject"].to_numpy(), np.arange(rows, rows + batch.num_rows)):
                    raise ValueError("people are numbered 0, 1, 2 …")
                file.write(sealing.blocks(batch["subject_ref"]))
                rows += batch.num_rows
        file.flush()
        os.fsync(file.fileno())
    part.replace(work / FOLDER / FILE)
    sync_folder(work / FOLDER)


def _refs_select() -> str:
    return "SELECT 'ref:' || subject_ref AS token, subject FROM refs"


def contact_selects(table: shapes.Table) -> list[str]:
    """SQL of `token, subject` for every column of a table that a person can be found by."""
    return [
        f"SELECT {token_sql(column.kind, 'v.' + quote_identifier(column.name))} AS token, l.subject "
        f"FROM {quote_identifier(table.id)} v JOIN {quote_identifier('links_' + table.id)} l USING (_row) "
        "WHERE l.subject >= 0"
        for column in table.columns
        if column.kind in FINDING
    ]


def _write_rows(engine: Engine, table: shapes.Table) -> None:
    engine.write_by_place(
        f"people/{table.id}",
        f"SELECT l.subject AS _subject, v.* FROM {quote_identifier(table.id)} v "
        f"JOIN {quote_identifier('links_' + table.id)} l USING (_row) WHERE l.subject >= 0 ORDER BY l.subject, v._row",
    )
