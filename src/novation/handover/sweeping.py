"""Step `sweep`: what the seller still keeps becomes due when, counted over the working copies; references, if wanted."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from novation.disposition.due_days import (
    Unknown,
    build_due_days,
    build_last_days,
    people_sql,
    register_intervals,
)
from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.errors import project as errors
from novation.handover import tables as shapes
from novation.handover.deciding import project_packs, types_of
from novation.handover.keeping import deal_of
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, file_digest
from novation.handover.selection import register_working
from novation.handover.situation import situation_of
from novation.law import Packs
from novation.law.keeping import bound_records, interval, period_dict
from novation.messages import Text
from novation.terms import Place
from novation.terms.categories import PERSONAL_CATEGORIES

MEDIA = (".csv", ".parquet")


def sweep(
    project: Project,
    *,
    by: date | None = None,
    refs: Path | None = None,
    on: date | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Counts by month, category, place and law what is due up to `by` (None: ever), by the law of the day `on`.

    `refs`: a new CSV or Parquet file for the subject references due up to `by` (today if None). Raises
    `project.step-missing` without verdicts or working copies, `file.exists`, `sweep.refs-format`. Writes a journal
    entry, and nothing else: nobody's copy is touched.
    """
    progress = progress or Silent()
    on = on or date.today()
    _check_file(refs)
    packs = project_packs(project)
    scan = project.read_record("scan.json", "scan")
    links = project.read_record("link.json", "link")
    project.read_record("decisions.json", "decide")
    if not (project.work / "verdicts.parquet").is_file():
        raise errors.STEP_MISSING.error(step="run")
    tables = shapes.attached(shapes.tables_of(scan))
    with project.held(), project.engine() as engine:
        register_working(engine, tables, links)
        places = count_due(engine, project, packs, tables, links, on, progress)
        seller, deal = project.settings().seller.place, deal_of(situation_of(project, packs, on))
        record = {
            "on": on.isoformat(),
            "by": by.isoformat() if by else None,
            "laws": packs.digest,
            **_counts(engine, on, by),
            "records": [period_dict(e) for e in bound_records(packs, on, {seller, *places}, deal)],
        }
        if refs is not None:
            progress.start(Text("写出到期的编号", "Writing the references that are due"))
            record["refs"] = _write_refs(engine, refs, by or on, progress)
    _note(project, record)
    return record


def count_due(
    engine: Engine,
    project: Project,
    packs: Packs,
    tables: list[shapes.Table],
    links: Mapping[str, Any],
    on: date,
    progress: Progress,
) -> list[Place]:
    """Makes `due_days` over the registered working copies; gives the places of the people."""
    progress.start(Text("汇总每个人的末次交易", "Finding each person's last transaction"))
    build_last_days(engine, shapes.fact_tables(tables, links, types_of(engine, [t.id for t in tables])))
    progress.start(Text("计算各类资料何时到期", "Counting when each category is due"))
    places = _places(engine)
    seller, deal = project.settings().seller.place, deal_of(situation_of(project, packs, on))
    register_intervals(
        engine,
        (interval(packs, c, place, seller, on, deal) for place in places for c in PERSONAL_CATEGORIES),
    )
    build_due_days(engine)
    return places


def _counts(engine: Engine, on: date, by: date | None) -> dict[str, Any]:
    upto = f"AND due_on <= DATE {quote_text(by.isoformat())}" if by else ""
    due = engine.fetch_arrow(
        "SELECT strftime(due_on, '%Y-%m') AS month, category, place, split_part(entry, '/', 1) AS law, entry, kind, "
        "strftime(min(due_on), '%Y-%m-%d') AS first_on, strftime(max(due_on), '%Y-%m-%d') AS last_on, "
        f"sum(people)::BIGINT AS people FROM due_days WHERE due_on IS NOT NULL {upto} "
        "GROUP BY ALL ORDER BY month, category, place, entry, kind"
    ).to_pylist()
    unknown = engine.fetch_arrow(
        "SELECT unknown AS why, category, place, seller_copy, entry, sum(people)::BIGINT AS people FROM due_days "
        "WHERE unknown IS NOT NULL GROUP BY ALL ORDER BY ALL"
    ).to_pylist()
    today = quote_text(on.isoformat())
    total, overdue, later, listed = one(
        engine.fetch_arrow(
            f"SELECT coalesce(sum(people), 0)::BIGINT, coalesce(sum(people) FILTER (due_on <= DATE {today}), 0)::BIGINT, "
            f"coalesce(sum(people) FILTER (due_on IS NOT NULL AND NOT (true {upto})), 0)::BIGINT, "
            f"coalesce(sum(people) FILTER (due_on IS NOT NULL {upto}), 0)::BIGINT FROM due_days"
        )
    )
    kept = [row for row in unknown if row["why"] == Unknown.NO_NUMBER and row["seller_copy"] == "keep"]
    rest = [row for row in unknown if row not in kept]
    return {
        "totals": {
            "kept": total,
            "listed": listed,
            "overdue": overdue,
            "later": later,
            "not_computable": sum(row["people"] for row in rest),
            "in_use_without_number": sum(row["people"] for row in kept),
        },
        "due": due,
        "not_computable": rest,
        "in_use_without_number": kept,
    }


def _places(engine: Engine) -> list[Place]:
    rows = engine.fetch_arrow("SELECT DISTINCT place FROM profiles ORDER BY place").to_pylist()
    return [Place(row["place"]) for row in rows]


def _check_file(refs: Path | None) -> None:
    if refs is None:
        return
    if refs.suffix.lower() not in MEDIA:
        raise errors.REFS_FORMAT.error(file=refs.name)
    if refs.exists():
        raise errors.FILE_EXISTS.error(file=refs.name)


def _write_refs(engine: Engine, path: Path, by: date, progress: Progress) -> dict[str, Any]:
    """References and what is due, in one pass, whole or not at all; nothing else about anybody."""
    rows = 0
    with _replacing(path) as temporary, closing(engine.reader(people_sql(by.isoformat()))) as reader:
        kind = pq.ParquetWriter if path.suffix.lower() == ".parquet" else pa_csv.CSVWriter
        with kind(temporary, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
                rows += batch.num_rows
                progress.advance(batch.num_rows)
    return {"file": path.name, "by": by.isoformat(), "rows": rows, "digest": file_digest(path)}


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _note(project: Project, record: dict[str, Any]) -> None:
    totals = record["totals"]
    more: dict[str, Any] = {"upto": record["by"]} if record["by"] else {}
    if "refs" in record:
        more |= {"refs": record["refs"]["digest"], "rows": record["refs"]["rows"]}
    project.journal.append(
        "retention.swept",
        law_day=record["on"],
        laws=record["laws"],
        due=totals["listed"],
        overdue=totals["overdue"],
        not_computable=totals["not_computable"],
        **more,
    )
