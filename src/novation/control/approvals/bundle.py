"""The evidence of a case as one archive that verifies itself offline: journal, checkpoints, records, data plane."""

from __future__ import annotations

from importlib.resources import files as resources
from typing import Any

import pyrage

from novation.control.accounts.models import Grant, Organisation, Person
from novation.control.approvals.checkpoints import others
from novation.control.approvals.projects import project_of
from novation.control.cases.models import Case
from novation.control.journal.archives import signed_files, zipped
from novation.control.journal.contributing import contributions, register
from novation.control.journal.models import SignedHead
from novation.control.journal.proofs import verifier
from novation.control.journal.proving import StoredTree
from novation.control.journal.reading import lines
from novation.control.journal.signing import installation_key
from novation.control.roles import Side
from novation.evidence import canonical
from novation.handover.project import file_digest
from novation.seal.keys import parse_recipients

__all__ = ["evidence_bundle", "names_list", "register"]

PLAIN = ("journal.jsonl", "journal.checkpoint.note", "receipt.checkpoint.note", "receipt.consistency.json")
"""Files of a project that go in whole: they hold no name. Of every other record the digest goes in."""


def evidence_bundle(case: Case, size: int) -> bytes:
    """The archive of the journal's first `size` entries, whose head has been signed; the same bytes each time.

    People, companies and files stand in it by reference; who they are is told by the list of names, which is apart.
    """
    files = {**_journal(case, size), **_records(case), **_plane(case), "verify.py": verifier()}
    for language in ("zh", "en"):
        text = (resources(__package__) / f"bundle_readme.{language}.md").read_bytes()
        files[f"README.{language}.txt"] = text
    return zipped(signed_files(files, installation_key()))


def _journal(case: Case, size: int) -> dict[str, bytes]:
    found = {"journal/entries.jsonl": "".join(f"{line}\n" for line in lines(case.ref, size)).encode()}
    heads = SignedHead.objects.filter(stream=case.ref, size__lte=size, size__gt=0).order_by("size")
    tree = StoredTree(case.ref, size)
    for head in heads:
        found[f"journal/checkpoints/{head.size:010d}.note"] = head.note.encode()
        if head.size < size:
            path = [node.hex() for node in tree.consistency(head.size)]
            proof = {"old_size": head.size, "size": size, "proof": path}
            found[f"journal/consistency/{head.size:010d}.json"] = canonical.encode(proof)
    for name, note in others(case):
        found[f"journal/others/{name}"] = note.encode()
    return found


def _records(case: Case) -> dict[str, bytes]:
    return {
        f"records/{name}.jsonl": b"".join(canonical.encode(record) + b"\n" for record in contribution(case))
        for name, contribution in contributions()
    }


def _plane(case: Case) -> dict[str, bytes]:
    """What the data plane recorded; signed documents by digest, since they name who signed."""
    found: dict[str, bytes] = {}
    digests: list[dict[str, Any]] = []
    for side in (Side.SELLER, Side.BUYER):
        project = project_of(case, side)
        if project is None:
            continue
        prefix = "plane" if side is Side.SELLER else "plane-buyer"
        for path in sorted(p for p in project.records.rglob("*") if p.is_file() and p.name[0] != "."):
            name = path.relative_to(project.records).as_posix()
            digests.append({"file": f"{prefix}/{name}", "digest": file_digest(path)})
            if name in PLAIN:
                found[f"{prefix}/{name}"] = path.read_bytes()
    found["files.jsonl"] = b"".join(canonical.encode(one) + b"\n" for one in digests)
    return found


def names_list(case: Case, recipients: str) -> bytes:
    """Who the references stand for, sealed to the age keys of those who may know; raises `seal.recipient-…`."""
    team = Grant.objects.filter(scope=case.ref).values("person")
    named = {one.ref: one.name for one in Person.objects.filter(pk__in=team)}
    named |= {one.ref: one.name for one in (case.seller, case.buyer)}
    named |= {one.ref: one.name for one in Organisation.objects.filter(people__pk__in=team)}
    value = {"type": "novation-names@v1", "case": case.ref, "number": case.number, "names": named}
    sealed: bytes = pyrage.encrypt(canonical.encode(value), parse_recipients(recipients))
    return sealed
