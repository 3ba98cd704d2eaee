"""The sources of a project as its settings name them: opened, held against what was scanned, and where they lie."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from novation.destruction.kinds import WRITERS
from novation.engine.sources import Source, is_url, open_source
from novation.errors import NovationError
from novation.errors import project as errors
from novation.errors.sources import NOT_FOUND, UNCHECKED
from novation.handover.project import Project
from novation.handover.settings import SourceEntry


def place_of(project: Project, path: str) -> Path | str:
    """Where a source lies: a URL as it was written (a Path would make one slash of two), or a path of this machine."""
    return path if is_url(path) else project.source_path(path)


def open_entry(project: Project, entry: SourceEntry) -> Source:
    """Raises what `open_source` raises."""
    return open_source(
        place_of(project, entry.path),
        name=entry.name,
        encoding=entry.encoding,
        sheet=entry.sheet,
        password_env=entry.password_env,
    )


def check_unchanged(
    project: Project, entries: Iterable[SourceEntry], scanned: Iterable[Mapping[str, Any]]
) -> None:
    """Each scanned source still has the digest it had; a database and a URL are read again for it.

    Raises `plan.stale`; `sources.unchecked` where a server or a store can't be reached, `sources.password-unset`.
    """
    by_name = {entry.name: entry for entry in entries}
    for record in scanned:
        name = str(record["name"])
        if name not in by_name:
            raise errors.STALE.error(what=name)
        try:
            source = open_entry(project, by_name[name])
        except NovationError as problem:
            if problem.kind is not NOT_FOUND:
                raise
            raise errors.STALE.error(what=name) from problem
        if source.digest() != record["digest"]:
            _check_reached(source, by_name[name])
            raise errors.STALE.error(what=name)


def _check_reached(source: Source, entry: SourceEntry) -> None:
    """What can't be reached is another thing than what changed."""
    if is_url(entry.path) and not source.tables() and source.skipped:
        reason = source.skipped[0].reason
        raise UNCHECKED.error(source=entry.name, reason_zh=reason.zh, reason_en=reason.en)


def removable_from(project: Project, source: Mapping[str, Any]) -> bool:
    """Whether a writer can remove a part of a scanned source; of the others a person has to remove it."""
    if source["kind"] not in WRITERS or is_url(source["path"]):
        return False
    path = project.source_path(source["path"])
    return (
        source["kind"] != "excel" or not path.is_file() or zipfile.is_zipfile(path)
    )  # .xls can't be rewritten


def local_places(project: Project, sources: Iterable[Mapping[str, Any]]) -> list[Path]:
    """The files and folders among the sources, each once."""
    return list({project.source_path(s["path"]): None for s in sources if not is_url(s["path"])})


def distant_names(sources: Iterable[Mapping[str, Any]]) -> list[str]:
    """Names of the sources that lie on a server or in a store, where nothing is searched for."""
    return [str(s["name"]) for s in sources if is_url(s["path"])]
