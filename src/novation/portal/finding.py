"""Who has a contact, and what is held about somebody: asked of the data plane, kept by the portal nowhere."""

from __future__ import annotations

import logging
import re
import threading
from typing import TYPE_CHECKING, Any

from novation.control.cases.models import Case
from novation.control.operations.folders import open_project, required
from novation.control.operations.models import ProjectLink
from novation.errors import NovationError

if TYPE_CHECKING:
    from novation.handover.people import People, PersonTable
    from novation.handover.people.verdicts import Verdicts
    from novation.handover.project import Project

log = logging.getLogger("novation.portal")
KINDS = {"email": "generic.email", "phone": "generic.phone"}
_MOBILE = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})")
_PHONE = re.compile(r"\+[1-9]\d{7,14}")
_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}\.[a-z0-9\-]{2,24}")
_LINK = "_link_of_this_request"
_open = threading.local()
_opening = threading.Lock()
_decisions: dict[str, tuple[tuple[str, int], Verdicts]] = {}
"""Not closed when another one follows: a thread may still be reading; the files go with the last reference."""


def one_form(kind: str, value: str) -> str | None:
    """A contact as it is looked up and written to; None where it is none."""
    if kind == "email":
        plain = value.strip().lower()
        return plain if _EMAIL.fullmatch(plain) else None
    bare = re.sub(r"[\s\-()]", "", value.strip())
    if mobile := _MOBILE.fullmatch(bare):
        return mobile[1]
    return bare if _PHONE.fullmatch(bare) else None


def load_data_plane() -> None:
    """Imports and reads now what takes seconds: else the first customer waits for it. Asks no database."""
    import novation.handover.explaining
    import novation.handover.people.kept_until
    import novation.handover.people.verdicts  # noqa: F401
    from novation.control.cases.situation import shipped_packs
    from novation.control.consent.texts import NAMES, catalogue

    shipped_packs()
    for language in NAMES:
        catalogue(language)


def remember(case: Case, link: ProjectLink) -> None:
    """A page has read the link with its case, which is read anew for each request."""
    case.__dict__[_LINK] = link


def link_of(case: Case) -> ProjectLink:
    """The seller's project of the case; raises `project.not-linked`."""
    return case.__dict__.get(_LINK) or required(case)


def project_of(case: Case) -> Project:
    return open_project(link_of(case))


def people_of(case: Case) -> People:
    """The index of the case, opened once in each thread and again when it was built anew."""
    from novation.handover.people import INDEX_RECORD, People

    project = project_of(case)
    record = project.records / INDEX_RECORD
    state = (str(project.folder), record.stat().st_mtime_ns if record.exists() else 0)
    held: dict[str, Any] = _open.__dict__.setdefault("people", {})
    known = held.get(case.ref)
    if known is None or known[0] != state:
        if known is not None:
            known[1].__exit__(None, None, None)
            del held[case.ref]
        held[case.ref] = known = (state, People(project))
    return known[1]  # type: ignore[no-any-return]


def subjects_with(case: Case, kind: str, contact: str) -> list[str]:
    """The references of everybody with a contact; nobody as well where the index cannot be asked, which is logged."""
    try:
        return [found.reference for found in people_of(case).find(KINDS[kind], contact)]
    except NovationError as error:
        log.error("people cannot be found", extra={"fault": error.code})
        return []


def record_of(case: Case, subject: str) -> list[PersonTable]:
    """Every row about the customer. Raises `subject.unknown`, `people.index-stale`."""
    people = people_of(case)
    return people.record(people.named(subject))


def verdicts_of(case: Case, subject: str) -> dict[str, Any]:
    """What the law says of each kind of data; raises `subject.unknown`, `project.busy`, `step.missing`."""
    try:
        told = _decision_of(case).of(people_of(case).named(subject))
    except NovationError as error:
        # The index or the decision is not there or just being written: the slow way asks the engine.
        log.info("verdicts are read the slow way", extra={"fault": error.code})
        told = None
    return told if told is not None else _slowly(case, subject)


def _slowly(case: Case, subject: str) -> dict[str, Any]:
    from novation.handover.explaining import to_themselves

    return to_themselves(project_of(case), subject)


def _decision_of(case: Case) -> Verdicts:
    """The last decision of a case, opened once for all threads and again when there is another."""
    from novation.handover.people.verdicts import Verdicts

    project = project_of(case)
    path = project.record_path("decisions.json")
    state = (str(project.folder), path.stat().st_mtime_ns if path.exists() else 0)
    with _opening:
        known = _decisions.get(case.ref)
        if known is None or known[0] != state:
            _decisions[case.ref] = known = (state, Verdicts(project))
        return known[1]
