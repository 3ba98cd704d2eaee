"""Carries out a destruction source by source, so that an interrupted run resumes and can say what is old and new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from novation.destruction.prepare import prepare
from novation.destruction.progress import RunState, SourceState, Stage, load, save
from novation.destruction.removal import Outcome, Removal, as_rows
from novation.destruction.sources import file_digest
from novation.destruction.sqlite_file import check_settled
from novation.destruction.swap import Step, has_other_names, nothing, old_name, tidy
from novation.destruction.swap import replace as put_in_place
from novation.errors import destruction as errors


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would do to one source; nothing is read but the digest."""

    source: str
    kind: str
    rows: int
    cells: int
    unchanged: bool  # the source still has the digest that the plan names


def preview(removals: Iterable[Removal], expected: Mapping[Path, str]) -> list[Preview]:
    """The dry run: counts by source. `expected`: source path -> digest in the plan."""
    previews = []
    for path, parts in grouped(removals).items():
        unchanged = path.is_file() and file_digest(path) == expected[path]
        rows = sum(len(part.rows) for part in parts)
        cells = sum(part.cell_count for part in parts)
        previews.append(Preview(path.name, parts[0].kind, rows, cells, unchanged))
    return previews


def grouped(removals: Iterable[Removal]) -> dict[Path, list[Removal]]:
    """Removals by source; those for the same table become one, and those that remove nothing are left out."""
    found: defaultdict[Path, dict[str, Removal]] = defaultdict(dict)
    for removal in removals:
        if removal.is_empty:
            continue
        known = found[removal.source_path].get(removal.table)
        found[removal.source_path][removal.table] = _joined(known, removal) if known else removal
    return {path: list(tables.values()) for path, tables in found.items()}


def _joined(first: Removal, second: Removal) -> Removal:
    empty = as_rows([])
    columns = {*first.cells, *second.cells}
    cells = {c: np.union1d(first.cells.get(c, empty), second.cells.get(c, empty)) for c in columns}
    return replace(first, rows=np.union1d(first.rows, second.rows), cells=cells)


def carry_out(
    removals: Iterable[Removal],
    expected: Mapping[Path, str],
    *,
    state_path: Path,
    plan_digest: str,
    step: Step = nothing,
) -> list[Outcome]:
    """Removes from every source what is asked; run again after an interruption it goes on where it stopped.

    `expected`: source path -> digest in the plan; `state_path`: `records/destruction-state.json`. All sources that
    are still to be done must exist and have that digest before the first is touched: `destruction.source-missing`,
    `destruction.source-changed`. Another plan's unfinished run is `destruction.other-plan`. `step` is called with
    the name of each step as it is reached.
    """
    groups = grouped(removals)
    names = source_names(groups)
    state = _begin(state_path, plan_digest, groups, names)
    for path in groups:
        if state.sources[names[path]].stage is not Stage.DONE:
            state = _settle(state, names[path], path, expected[path])
    save(state_path, state)
    step("checked")
    for path, parts in groups.items():
        name = names[path]
        if state.sources[name].stage is not Stage.DONE:
            state = _one(state, name, path, parts, state_path, step)
    return [_reported(state.sources[names[path]], path) for path in groups]


def source_names(paths: Iterable[Path]) -> dict[Path, str]:
    """A short name for each path: the file's name, with its folder where two files are called the same."""
    names: dict[Path, str] = {}
    for path in paths:
        name = path.name
        for folder in path.parents:
            if name not in names.values():
                break
            name = f"{folder.name}/{name}"
        names[path] = name
    return names


def _begin(
    state_path: Path, plan_digest: str, groups: Mapping[Path, Sequence[Removal]], names: Mapping[Path, str]
) -> RunState:
    known = load(state_path)
    if known and known.plan_digest != plan_digest:
        if not known.finished:
            raise errors.STATE_OF_ANOTHER_PLAN.error(plan=known.plan_digest)
        known = None
    sources = dict(known.sources) if known else {}
    for path, parts in groups.items():
        sources.setdefault(names[path], SourceState(names[path], parts[0].kind))
    return RunState(plan_digest, sources)


def _settle(state: RunState, name: str, path: Path, expected: str) -> RunState:
    """Finds out whether the source is old or new, and clears what an interrupted run left beside it."""
    source = state.sources[name]
    if not path.is_file():
        raise errors.SOURCE_MISSING.error(source=name)
    if source.kind == "sqlite":
        check_settled(path)
    digest = file_digest(path)
    if source.stage is Stage.REPLACING and digest == source.digest_after:
        reachable = old_name(path).exists()
        tidy(path)
        return state.with_source(_done(source, reachable, has_other_names(path)))
    if digest != expected:
        raise errors.SOURCE_CHANGED.error(source=name)
    tidy(path)
    return state.with_source(SourceState(name, source.kind, digest_before=digest))


def _one(
    state: RunState, name: str, path: Path, parts: Sequence[Removal], state_path: Path, step: Step
) -> RunState:
    source = replace(state.sources[name], stage=Stage.WRITING)
    save(state_path, state.with_source(source))
    step("writing")
    with prepare(path, parts, name, step) as prepared:
        source = replace(
            source,
            stage=Stage.REPLACING,
            digest_after=prepared.digest,
            tables=prepared.tables,
            remarks=prepared.remarks,
        )
        save(state_path, state.with_source(source))
        step("prepared")
        shared = has_other_names(path)
        overwritten = put_in_place(path, step)
    step("cleared")
    state = state.with_source(_done(source, overwritten, shared))
    save(state_path, state)
    step("done")
    return state


def _done(source: SourceState, overwritten: bool, shared: bool) -> SourceState:
    remarks = list(source.remarks)
    if shared:
        remarks.append("other-names")
    if not overwritten:
        remarks.append("old-blocks-not-overwritten")
    return replace(source, stage=Stage.DONE, overwritten=overwritten, remarks=tuple(remarks))


def _reported(source: SourceState, path: Path) -> Outcome:
    if not path.is_file() or file_digest(path) != source.digest_after:
        source = replace(source, remarks=(*source.remarks, "changed-since"))
    return source.outcome()


def state(state_path: Path, paths: Iterable[Path] = ()) -> dict[str, Stage]:
    """Each source's state: `pending` and `writing` mean the old file is whole, `done` the new one.

    With the sources' `paths` the stage `replacing` is told apart by digest into `done` (new) and `writing` (old).
    """
    known = load(state_path)
    if known is None:
        return {}
    stages = {name: source.stage for name, source in known.sources.items()}
    for path, name in source_names(paths).items():
        if stages.get(name) is Stage.REPLACING and path.is_file():
            is_new = file_digest(path) == known.sources[name].digest_after
            stages[name] = Stage.DONE if is_new else Stage.WRITING
    return stages
