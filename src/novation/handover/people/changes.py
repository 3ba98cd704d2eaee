"""A change to one person's data as a document: what would change, signed off by digest, pending or done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from novation.errors.person_changes import CHANGE_STALE, NOT_SIGNED_OFF
from novation.evidence import canonical
from novation.handover.project import Project, file_digest, now
from novation.terms.vocabulary import Term

FOLDER = "person-changes"
CHANGE = "novation-person-change@v1"
SIGN_OFF = "novation-person-change-sign-off@v1"


class ChangeKind(Term):
    ERASE = "erase", "删除", "erase"
    CORRECT = "correct", "更正或补充", "correct or complete"


def change_digest(change: Mapping[str, Any]) -> str:
    """What is signed off: the whole document, so another row or another value is another digest."""
    return canonical.digest(change)


def footing(project: Project) -> dict[str, str]:
    """What a change rests on: the scan that numbered the rows, and the verdicts that say what the law keeps."""
    return {
        name: file_digest(project.record_path(f"{name}.json"))
        for name in ("scan", "decisions")
        if project.has_record(f"{name}.json")
    }


def sign_off(project: Project, change: Mapping[str, Any], *, by: str, entry: str) -> str:
    """Keeps a change as signed off by the handler of its request; returns its digest.

    `by`: the reference of the person in the control plane; `entry`: what there says so. Raises `person-change.stale`.
    """
    if change["footing"] != footing(project):
        raise CHANGE_STALE.error()
    digest = change_digest(change)
    document = {
        "type": SIGN_OFF,
        "request": change["request"],
        "subject": change["subject"],
        "change": digest,
        "by": by,
        "entry": entry,
        "at": now(),
    }
    project.write_record(_name(digest), {"change": dict(change), "sign_off": document, "done": ""})
    project.journal.append(
        "person-change.authorised",
        by=by,
        change=digest,
        request=change["request"],
        subject=change["subject"],
        document=canonical.digest(document),
    )
    return digest


def signed_off(project: Project) -> Iterator[dict[str, Any]]:
    """Every kept change, in the order of their names; raises `person-change.not-signed-off` of one that was altered."""
    for path in sorted(project.record_path(FOLDER).glob("*.json")):
        kept: dict[str, Any] = canonical.parse(path.read_bytes())
        _check(project, kept)
        yield kept


def pending(project: Project) -> list[dict[str, Any]]:
    return [kept for kept in signed_off(project) if not kept["done"]]


def mark_done(project: Project, kept: Mapping[str, Any], how: str) -> None:
    """`how`: `carried-out` or `stale`."""
    project.write_record(_name(kept["sign_off"]["change"]), {**kept, "done": how})


def _check(project: Project, kept: Mapping[str, Any]) -> None:
    """The document names this very change, request and person, and the journal knows the document."""
    change, document = kept["change"], kept["sign_off"]
    same = (change_digest(change), change["request"], change["subject"])
    told = canonical.digest(document)
    known = any(
        entry.tag == "person-change.authorised" and entry.refs.get("document") == told
        for entry in project.journal.entries()
    )
    if same != (document["change"], document["request"], document["subject"]) or not known:
        raise NOT_SIGNED_OFF.error()


def _name(digest: str) -> str:
    return f"{FOLDER}/{digest.removeprefix('sha256:')[:32]}.json"
