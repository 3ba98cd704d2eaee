"""Step `destroy`: removes at the seller what the verdicts say, after receipt and with two authorisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from novation.destruction import (
    Removal,
    Unsearched,
    carry_out,
    certificate,
    source_item,
    state,
    verify_absence,
)
from novation.destruction.certificate import UNVERIFIED
from novation.engine import Engine, erase
from novation.engine.sources import is_url
from novation.errors import project as errors
from novation.errors.sources import BY_HAND
from novation.evidence import canonical
from novation.handover import tables as shapes
from novation.handover.authorising import require
from novation.handover.due_list import narrow
from novation.handover.leftovers import leftovers
from novation.handover.planning import check_fresh, plan_digest
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, file_digest
from novation.handover.receipting import Answer
from novation.handover.selection import register_working, removal_sql
from novation.handover.source_places import distant_names, local_places, removable_from
from novation.handover.stages import Stage, StageKind
from novation.messages import Text

STATE = "destruction-state.json"
RECORD = "destruction.json"


def removals(
    engine: Engine, project: Project, plan: Mapping[str, Any], tables: list[shapes.Table]
) -> list[Removal]:
    """What the plan's remove stages take from each table, as row numbers."""
    sources = {s["name"]: s for s in plan["sources"]}
    wanted = {s["table"] for s in plan["stages"] if s["kind"] == StageKind.REMOVE}
    found = []
    for table in tables:
        if table.id in wanted:
            source = sources[table.source]
            rows, cells = _rows_and_cells(engine, table)
            options = {"encoding": source["encoding"]} if source.get("encoding") else {}
            found.append(
                Removal(project.source_path(source["path"]), source["kind"], table.name, rows, cells, options)
            )
    return found


def _rows_and_cells(engine: Engine, table: shapes.Table) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    going = removal_sql(table)
    rows = engine.fetch_arrow(f"SELECT _row FROM ({going}) WHERE whole ORDER BY _row")["_row"].to_numpy()
    cells: dict[str, np.ndarray] = {}
    for category in table.categories:
        marked = engine.fetch_arrow(
            f"SELECT _row FROM ({going}) WHERE NOT whole AND list_contains(categories, ?) ORDER BY _row",
            [str(category)],
        )["_row"].to_numpy()
        if len(marked):
            cells.update(dict.fromkeys(table.removable(category), marked))
    return rows, cells


def destroy(project: Project, progress: Progress | None = None, *, dry_run: bool = False) -> dict[str, Any]:
    """Runs the destroying stages of the plan; resumes where an interrupted run stopped.

    Order: rows and cells in the sources, then the look for leftovers, then the key of the working copies. The result
    is the unsigned certificate (`destruction.json`). Raises `sources.by-hand` before anything else, `plan.stale`,
    `plan.not-authorised`, `destroy.no-receipt`, `destruction.source-changed`.
    """
    progress = progress or Silent()
    plan = project.read_record("plan.json", "plan")
    _refuse_by_hand(project, plan)
    if dry_run:
        stages = [s for s in map(Stage.from_dict, plan["stages"]) if s.kind.action == "destroy"]
        return {"dry_run": True, "stages": [s.as_dict() for s in stages]}
    with project.held():
        if not _done_already(project, plan):
            signed = require(project, plan, "destroy")
            receipt = _receipt(project, plan)
            if not _begun(project, plan):
                check_fresh(project, plan)
                project.journal.append("destruction.begun", plan=plan_digest(plan))
            record = _remove(
                project, plan, receipt, [canonical.digest_bytes(s.document) for s in signed], progress
            )
            project.write_record(RECORD, record)
        progress.start(Text("密码擦除工作副本", "Erasing the working copies cryptographically"))
        erase(project.work)
        record = project.read_record(RECORD, "destroy")
        project.journal.append(
            "sources.cleared",
            state=file_digest(project.record_path(STATE)),
            record=file_digest(project.record_path(RECORD)),
        )
    return record


def _refuse_by_hand(project: Project, plan: Mapping[str, Any]) -> None:
    """Of sources that no writer can change nothing would go: then nothing goes anywhere, and that is said first."""
    sources = {s["name"]: s for s in plan["sources"]}
    owners = {t["id"]: t["source"] for t in plan["tables"]}
    going = {owners[s["table"]] for s in plan["stages"] if s["kind"] in (StageKind.REMOVE, StageKind.BY_HAND)}
    if by_hand := sorted(name for name in going if not removable_from(project, sources[name])):
        raise BY_HAND.error(sources=", ".join(by_hand))


def _done_already(project: Project, plan: Mapping[str, Any]) -> bool:
    """The record stands, so everything but perhaps the erasing is done."""
    return project.has_record(RECORD) and project.read_record(RECORD, "destroy")[
        "plan_digest"
    ] == plan_digest(plan)


def _begun(project: Project, plan: Mapping[str, Any]) -> bool:
    """An interrupted run of this plan has begun to change sources; `carry_out` knows which."""
    return project.record_path(STATE).is_file() and any(
        e.tag == "destruction.begun" and e.refs.get("plan") == plan_digest(plan)
        for e in project.journal.entries()
    )


def _receipt(project: Project, plan: Mapping[str, Any]) -> dict[str, Any] | None:
    """The buyer's receipt; None where the plan hands nothing over, so that nobody has to receive anything."""
    if not any(s["kind"] == StageKind.PART for s in plan["stages"]):
        return None
    if not project.has_record("receipt.json"):
        raise errors.NO_RECEIPT.error()
    receipt: dict[str, Any] = project.read_record("receipt.json", "receipt")
    if receipt["answer"] == Answer.REJECT or receipt["plan"] != plan_digest(plan):
        raise errors.NO_RECEIPT.error()
    lacking = sum(t["missing"] + t["changed"] for t in receipt["tables"])
    if lacking:  # the seller's copy may be the only sound one
        raise errors.RECEIVED_INCOMPLETE.error(count=lacking)
    return receipt


def _remove(
    project: Project,
    plan: Mapping[str, Any],
    receipt: Mapping[str, Any] | None,
    authorisations: list[str],
    progress: Progress,
) -> dict[str, Any]:
    scan = project.read_record("scan.json", "scan")
    links = project.read_record("link.json", "link")
    tables = shapes.attached(shapes.tables_of(scan))
    begun_at = datetime.now(UTC)
    with project.engine() as engine:
        register_working(engine, tables, links)
        narrow(engine, plan.get("due"))
        progress.start(Text("从来源中删除", "Removing from the sources"))
        going = removals(engine, project, plan, tables)
        expected = {
            project.source_path(s["path"]): s["digest"] for s in plan["sources"] if not is_url(s["path"])
        }
        outcomes = carry_out(
            going,
            {r.source_path: expected[r.source_path] for r in going},
            state_path=project.record_path(STATE),
            plan_digest=plan_digest(plan),
            step=lambda _: progress.advance(),
        )
        progress.start(Text("查找残留", "Looking for what must be gone"))
        about_nobody = shapes.reference_tables(tables, links)
        wanted = leftovers(engine, [t for t in tables if t not in about_nobody])
    places = [p for p in local_places(project, plan["sources"]) if p.exists()]
    absence = verify_absence([*places, project.records], wanted.needles)
    distant = tuple(Unsearched(name, "server") for name in distant_names(plan["sources"]))
    record = certificate(
        plan_digest=plan_digest(plan),
        package_digest=receipt["package"] if receipt else "",
        receipt_digest=canonical.digest(receipt) if receipt else "",
        items=[source_item(o) for o in outcomes],
        absence=replace(absence, unsearched=(*absence.unsearched, *distant)),
        authorisations=authorisations,
        begun_at=begun_at,
        ended_at=datetime.now(UTC),
        unverified={**UNVERIFIED, "kept-records": wanted.remark()},
    )
    return {**record, "due": dict(plan["due"])} if "due" in plan else record


def states(project: Project) -> dict[str, str]:
    """For each source whether it is old, new, or between, after an interruption."""
    plan = project.read_record("plan.json", "plan")
    paths = local_places(project, plan["sources"])
    return {name: str(stage) for name, stage in state(project.record_path(STATE), paths).items()}
