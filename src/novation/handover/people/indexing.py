"""Step `person index`: sorts contacts by tag and every table's rows by person, so that one person is found at once."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from novation.custody.durable import sync_folder
from novation.engine import Engine
from novation.engine.abreast import beside_subjects
from novation.engine.keys import load_or_create_key
from novation.handover import tables as shapes
from novation.handover.people.contacts import contact_selects
from novation.handover.people.references import FILE, Sealing
from novation.handover.people.sorting import FILES, sorter
from novation.handover.people.tags import Tagger
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project
from novation.messages import Text

INDEX_RECORD = "people-index.json"
FOLDER = "people"


def build_index(project: Project, progress: Progress | None = None) -> dict[str, Any]:
    """Writes `work/people/*` and the copies `people/<table>`; returns the record `people-index.json`.

    The work is one sort of the contacts and one of each table's rows by person; it spills where memory ends.
    """
    progress = progress or Silent()
    tables = shapes.tables_of(project.read_record("scan.json", "scan"))
    links = project.read_record("link.json", "link")
    with project.held(), project.engine() as engine:
        about = [table for table in tables if table.id in _linked(links)]
        engine.register("refs", "refs")
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


def _write_tags(engine: Engine, tables: Sequence[shapes.Table], work: Path) -> int:
    tagger = Tagger(load_or_create_key(work))
    folder = work / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    with sorter(folder) as sorting:
        # One after the other: read at once, all of them would hold what they read ahead.
        for select in itertools.chain([_refs_select()], contact_selects(engine, tables)):
            tagged = f"SELECT {tagger.sql('token')} AS tag, subject FROM ({select}) WHERE token IS NOT NULL"
            query = f"SELECT {Tagger.halves('tag')}, subject FROM ({tagged})"
            with contextlib.closing(engine.reader(query)) as batches:
                for batch in batches:
                    sorting.take(batch)
        return _keep_tags(folder, sorting.ordered())


def _keep_tags(folder: Path, ordered: Iterable[np.ndarray]) -> int:
    parts, count = {name: folder / f".{name}.part" for name in FILES}, 0
    with contextlib.ExitStack() as stack:
        files = {name: stack.enter_context(path.open("wb")) for name, path in parts.items()}
        for rows in ordered:
            for name, file in files.items():
                rows[name].tofile(file)
            count += len(rows)
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


def _write_rows(engine: Engine, table: shapes.Table) -> None:
    columns = {name: name for name in engine.schema(f"tables/{table.id}").names}
    rows = beside_subjects(engine, table.id, columns, "_subject")
    engine.write_by_place(
        f"people/{table.id}", f"SELECT * FROM {rows} WHERE _subject >= 0 ORDER BY _subject, _row"
    )
