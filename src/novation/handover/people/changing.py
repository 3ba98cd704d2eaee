"""Carries signed-off changes out in the sources: erasures by the writers of destruction, corrections cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from novation.destruction import Removal, as_rows, carry_out
from novation.destruction.cell_values import Replacement
from novation.destruction.new_values import replace_values
from novation.errors.destruction import SOURCE_CHANGED
from novation.errors.person_changes import CHANGE_STALE
from novation.evidence import canonical
from novation.handover.people.changes import ChangeKind, change_digest, footing, mark_done, pending
from novation.handover.people.database_changes import KINDS, change_databases
from novation.handover.people.erasures import note_erasure
from novation.handover.people.finding import People
from novation.handover.people.messages import keep_letter
from novation.handover.people.sealed_values import forget_value, kept_value
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, file_digest
from novation.messages import Text

STATE = "person-change-state.json"
RUN = "person-change-run.json"


def carry_out_changes(project: Project, progress: Progress | None = None) -> dict[str, Any]:
    """Carries out every signed-off change that is pending, in one pass over each source; resumes after a crash.

    Afterwards the working copies are of older sources: scan, link and index again. A change that rests on an earlier
    scan or other verdicts is not carried out but marked stale; if nothing else was pending: `person-change.stale`.
    """
    progress = progress or Silent()
    with project.held():
        waiting = pending(project)
        begun = _begun(project)
        current = [k for k in waiting if k["change"]["footing"] == footing(project)]
        if begun:
            current = [k for k in current if k["sign_off"]["change"] in begun["changes"]]
        stale = [k for k in waiting if k["change"]["footing"] != footing(project)]
        for kept in stale:
            mark_done(project, kept, "stale")
        if stale and not current:
            raise CHANGE_STALE.error()
        progress.start(Text("改动来源", "Changing the sources"), len(current))
        _execute(project, [kept["change"] for kept in current], progress)
        for kept in current:
            keep_letter(project, kept)
            mark_done(project, kept, "carried-out")
            for part in kept["change"]["parts"]:
                if "value" in part:
                    forget_value(project, part["value"])
        _finish(project)
    return {"carried_out": len(current), "stale": len(stale)}


def execute_again(project: Project, changes: Sequence[Mapping[str, Any]]) -> None:
    """For erasures that are replayed: their sign-off is the one of the first time."""
    with project.held():
        _execute(project, changes, Silent(), tell=_tell_again)
        _finish(project)


def _finish(project: Project) -> None:
    """The same change may have to be made again after a restore, so nothing of this run is left that calls it done."""
    for name in (STATE, RUN):
        project.record_path(name).unlink(missing_ok=True)


def _begun(project: Project) -> Any:
    return project.read_record(RUN, "person change") if project.has_record(RUN) else None


def _execute(
    project: Project,
    changes: Sequence[Mapping[str, Any]],
    progress: Progress,
    tell: Callable[[Project, Mapping[str, Any], list[str]], None] | None = None,
) -> None:
    if not changes:
        return
    sources = {s["name"]: s for s in project.read_record("scan.json", "scan")["sources"]}
    begun = {"changes": sorted(change_digest(c) for c in changes), "corrected": {}, "committed": []}
    run = _begun(project) or begun
    project.write_record(RUN, run)
    tags = _tags(project, changes)
    # Databases first: what a server refuses leaves the files as they are.
    change_databases(project, changes, sources, run, lambda now: project.write_record(RUN, now))
    whole, changes = changes, [_in_files(change, sources) for change in changes]
    expected = {
        project.source_path(sources[name]["path"]): sources[name]["digest"] for name in _touched(changes)
    }
    _correct(project, changes, sources, expected, run)
    going = [r for c in changes if c["kind"] == ChangeKind.ERASE for r in _removals(project, c, sources)]
    carry_out(
        going,
        expected,
        state_path=project.record_path(STATE),
        plan_digest=canonical.digest(run["changes"]),
        step=lambda _: progress.advance(),
    )
    for change in whole:
        (tell or _tell)(project, change, tags.get(change["subject"], []))


def _in_files(change: Mapping[str, Any], sources: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same change less its parts in databases."""
    return {**change, "parts": [p for p in change["parts"] if sources[p["source"]]["kind"] not in KINDS]}


def _touched(changes: Iterable[Mapping[str, Any]]) -> set[str]:
    return {part["source"] for change in changes for part in change["parts"]}


def _tags(project: Project, changes: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The contacts of those who are erased, before they go: by these they are known again after a restore."""
    with People(project) as people:
        return {
            change["subject"]: people.own_tags(people.named(change["subject"]))
            for change in changes
            if change["kind"] == ChangeKind.ERASE
        }


def _removals(project: Project, change: Mapping[str, Any], sources: Mapping[str, Any]) -> Iterable[Removal]:
    for part in change["parts"]:
        source = sources[part["source"]]
        options = {"encoding": source["encoding"]} if source.get("encoding") else {}
        cells = {column: as_rows(rows) for column, rows in part["cells"].items()}
        path = project.source_path(source["path"])
        yield Removal(path, source["kind"], part["name"], as_rows(part["rows"]), cells, options)


def _correct(
    project: Project,
    changes: Iterable[Mapping[str, Any]],
    sources: Mapping[str, Any],
    expected: dict[Path, str],
    run: dict[str, Any],
) -> None:
    """Rows keep their numbers, so what is erased afterwards is still the right row."""
    wanted: dict[str, list[Replacement]] = {}
    for change in changes:
        if change["kind"] == ChangeKind.CORRECT:
            for part in change["parts"]:
                ((column, (row,)),) = part["cells"].items()
                value = kept_value(project, part["value"]) if _needed(project, part, sources, run) else ""
                wanted.setdefault(part["source"], []).append(Replacement(part["name"], row, column, value))
    for name, cells in wanted.items():
        source = sources[name]
        path = project.source_path(source["path"])
        before, after = file_digest(path), run["corrected"].get(name)
        if before == after:
            expected[path] = before
            continue
        if before != source["digest"]:
            raise SOURCE_CHANGED.error(source=name)
        options = {"encoding": source["encoding"]} if source.get("encoding") else {}

        def note(digest: str, name: str = name) -> None:
            run["corrected"][name] = digest
            project.write_record(RUN, run)

        expected[path] = replace_values(path, source["kind"], name, options, cells, note)


def _needed(
    project: Project, part: Mapping[str, Any], sources: Mapping[str, Any], run: Mapping[str, Any]
) -> bool:
    """After a crash between the swap and the end the source has its new digest and the value may be gone."""
    path = project.source_path(sources[part["source"]]["path"])
    return part["source"] not in run["corrected"] or file_digest(path) != run["corrected"][part["source"]]


def _tell(project: Project, change: Mapping[str, Any], tags: list[str]) -> None:
    """Once for each change, also where a crash came between the sources and the journal."""
    digest = change_digest(change)
    erased = change["kind"] == ChangeKind.ERASE
    tag = "person.erased" if erased else "person.corrected"
    if any(e.tag == tag and e.refs.get("change") == digest for e in project.journal.entries()):
        return
    refs = {
        "change": digest,
        "request": change["request"],
        "subject": change["subject"],
        "rows": sum(len(part["rows"]) for part in change["parts"]),
        "cells": sum(len(rows) for part in change["parts"] for rows in part["cells"].values()),
        "stays": len(change["stays"]),
    }
    if erased:
        note_erasure(project, change, tags)
        project.journal.append("person.erased", **refs)
    else:
        project.journal.append("person.corrected", **refs)


def _tell_again(project: Project, change: Mapping[str, Any], tags: list[str]) -> None:
    """The ledger knows the person already."""
    project.journal.append(
        "person.again-erased",
        change=change_digest(change),
        request=change["request"],
        subject=change["subject"],
        rows=sum(len(part["rows"]) for part in change["parts"]),
    )
