"""One person's verdicts in milliseconds: their profile is read by place, and what follows from it once for all who share it."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from novation.disposition.deciding import Profile, facts_of, whole_class
from novation.disposition.profiles import COUNTED
from novation.engine.keys import load_or_create_key
from novation.engine.staging import Staging
from novation.errors.project import BUSY
from novation.handover.comparing import decided
from novation.handover.deciding import DECISIONS_RECORD, is_deciding
from novation.handover.people.copies import OrderedCopy
from novation.handover.people.finding import Found
from novation.handover.project import Project
from novation.terms import Category

PROFILES_KEPT = 1_000
"""So many profiles' verdicts stay in memory: a few hundred cover most people."""
_COPIES = ("subjects", "profiles", "verdicts")


class Verdicts:
    """The verdicts of the last `decide`, opened once for many people and threads; use it as a context manager.

    Files that are replaced meanwhile stay as they were opened, so an answer is never put together from two decisions.
    Raises `project.busy` where a decision is just being written, `project.step-missing` before the first.
    """

    def __init__(self, project: Project) -> None:
        stamp = _stamp(project)
        found = decided(project)
        self._record, self._context = found.record, found.context
        self._by_number = {one["number"]: one for one in found.record["classes"]}
        staging = Staging(project.work, load_or_create_key(project.work))
        with contextlib.ExitStack() as opening:
            files = {name: opening.enter_context(staging.open(name)) for name in _COPIES}
            if is_deciding(project) or _stamp(project) != stamp:
                raise BUSY.error()
            self._open = opening.pop_all()
        self._copies = {name: OrderedCopy(file) for name, file in files.items()}
        self._reading = threading.Lock()
        self._of_profile = functools.lru_cache(PROFILES_KEPT)(self._told)

    def __enter__(self) -> Verdicts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._reading:
            self._open.close()

    def of(self, person: Found) -> dict[str, Any] | None:
        """As `explaining.to_themselves` tells; None where the decision rests on another linking than `person`."""
        with self._reading:
            rows = self._copies["subjects"].rows_of("subject", person.subject).to_pylist()
        if [row["subject_ref"] for row in rows] != [person.reference]:
            return None
        return {"subject_ref": person.reference, **self._of_profile(rows[0]["profile"])}

    def _told(self, number: int) -> Mapping[str, Any]:
        with self._reading:
            (profile,) = self._copies["profiles"].rows_of("profile", number).to_pylist()
            rows = self._copies["verdicts"].rows_of("profile", number, ["profile", "category", "class"])
        numbers = [row["class"] for row in sorted(rows.to_pylist(), key=lambda row: row["category"])]
        return told(self._record, self._context, profile_of(profile), [self._by_number[n] for n in numbers])


def _stamp(project: Project) -> tuple[int, int] | None:
    """Which file the record is: it is replaced as a whole."""
    path = project.record_path(DECISIONS_RECORD)
    if not path.is_file():
        return None
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def profile_of(row: Mapping[str, Any]) -> Profile:
    """A row of `profiles`."""
    facts = {name: value for name, value in row.items() if name not in COUNTED}
    return Profile(row["profile"], row["people"], row["held"], row["raised"], facts)


def told(
    record: Mapping[str, Any], context: Any, own: Profile, classes: list[Mapping[str, Any]]
) -> dict[str, Any]:
    """The verdicts of a profile with its own facts, and the rules they name."""
    verdicts = [whole_class(record, one) for one in classes]
    for verdict in verdicts:
        # A class gathers people whose facts differ where the law makes no difference; these are the person's own.
        said = facts_of(own, Category(verdict["facts"]["category"]), context).as_dict()
        known = {k: v for k, v in verdict["facts"].items() if isinstance(v, str)}
        verdict["facts"] = {**said, **known}
    named = {r for v in verdicts for a in v["answers"] for r in (*a["rules"], *a["seller_rules"])}
    return {"verdicts": verdicts, "rules": {r: record["rules"][r] for r in sorted(named)}}
