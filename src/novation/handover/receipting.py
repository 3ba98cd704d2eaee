"""Step `receipt`: the buyer answers for the package and signs; the seller takes the answer in and closes the case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from novation.custody.documents import keep_signed, read_signed
from novation.custody.durable import write_durably
from novation.errors import project as errors
from novation.errors.evidence import SIGNATURE_INVALID
from novation.evidence import canonical, sshsig
from novation.evidence.keys import PrivateKey, PublicKey, load_public_key
from novation.handover import exchange
from novation.handover.project import Project, now
from novation.messages import Text
from novation.terms import Role, Term

NAMESPACE = "novation-receipt"
RECORD = "receipt.json"
BUYER_CHECKPOINT = "receipt.checkpoint.note"
EARLIER = "receipts"


class Answer(Term):
    ACCEPT = "accept", "接受", "accept"
    RESERVATION = "accept-with-reservation", "有保留接受", "accept with reservation"
    REJECT = "reject", "拒收", "reject"


def give(project: Project, answer: Answer, key: PrivateKey, reservation: str = "") -> dict[str, Any]:
    """Writes and signs the buyer's receipt (`receipt.json`, `.sig`) and the buyer's checkpoint beside it."""
    document = draft(project, answer, reservation)
    encoded = canonical.encode(document)
    with project.held():
        _keep(project, encoded, sshsig.sign(key, NAMESPACE, encoded))
        note = project.sign_head(key, "buyer").encode()
        kept = project.record_path(BUYER_CHECKPOINT)
        exchange.write_buyer_proofs(project, kept.read_bytes() if kept.is_file() else None, note)
        write_durably(kept, note)
    return document


def draft(project: Project, answer: Answer, reservation: str = "") -> dict[str, Any]:
    """What the receiver signs, of the reconciliation as it lies there.

    Raises `package.not-reconciled`, and `receipt.…` where differences were found and the answer accepts them silently.
    """
    received = project.read_record("received.json", "receive")
    if not project.has_record("reconciliation.json"):
        raise errors.NOT_RECONCILED.error()
    found = project.read_record("reconciliation.json", "reconcile")
    if found["package"] != received["package"]:
        raise errors.NOT_RECONCILED.error()
    if answer is Answer.ACCEPT and found["differences"]:
        raise errors.ACCEPT_DESPITE_DIFFERENCES.error(count=found["differences"])
    settings = project.settings()
    return {
        "type": "novation-receipt@v1",
        "case": settings.case,
        "package": received["package"],
        "plan": received["plan"],
        "answer": str(answer),
        "reservation": reservation,
        "receiver": settings.buyer.name,
        "received_at": received["received_at"],
        "given_at": now(),
        "tables": [
            {k: t[k] for k in ("table", "category", "expected", "received", "missing", "added", "changed")}
            for t in found["tables"]
        ],
        "differences": found["differences"],
    }


def accept(project: Project, document: bytes, signature: str, key: PublicKey) -> None:
    """Takes in a receipt that this key signed elsewhere; the buyer's checkpoint is not beside it then.

    Raises `signature.…`, `project.busy`, `document.exists`.
    """
    if sshsig.verify(signature, NAMESPACE, document) != key:
        raise SIGNATURE_INVALID.error()
    with project.held():
        _keep(project, document, signature)


def _keep(project: Project, document: bytes, signature: str) -> None:
    value = canonical.parse(document)
    _file_away(project, value["package"])
    digest = keep_signed(project.record_path(RECORD), document, signature)
    project.journal.append("receipt.given", receipt=digest, package=value["package"], answer=value["answer"])


def _file_away(project: Project, package: str) -> None:
    """The receipt for an earlier package makes room for the next; a signed document is never overwritten."""
    path = project.record_path(RECORD)
    if not path.is_file():
        return
    earlier = canonical.parse(path.read_bytes())["package"]
    if earlier == package:
        return
    folder = project.record_path(EARLIER)
    folder.mkdir(exist_ok=True)
    name = f"{earlier.removeprefix('sha256:')[:16]}.json"
    for suffix in ("", ".sig"):
        path.with_name(path.name + suffix).rename(folder / (name + suffix))


def take_in(project: Project, path: Path) -> dict[str, Any]:
    """The seller's side: verifies a receipt for the package it sealed and keeps it.

    Raises `receipt.other-package`, `receipt.untrusted`, and the errors of signed documents.
    """
    sealed = project.read_record("sealed.json", "seal")
    document, signatures = read_signed(path, NAMESPACE)
    if document.get("package") != sealed["package"] or document.get("plan") != sealed["plan"]:
        raise errors.RECEIPT_OTHER_PACKAGE.error()
    known = {load_public_key(s.key) for s in project.settings().signers_of(Role.RECEIVER)}
    if not any(s.key in known for s in signatures):
        raise errors.RECEIPT_UNTRUSTED.error()
    with project.held():
        for name in (path.name, path.name + ".sig"):
            write_durably(
                project.record_path(name.replace(path.name, RECORD)), (path.parent / name).read_bytes()
            )
        note = path.parent / BUYER_CHECKPOINT
        if note.is_file():
            exchange.keep_buyer_checkpoint(project, note, str(document["case"]))
        project.journal.append(
            "receipt.received",
            receipt=canonical.digest(document),
            package=sealed["package"],
            answer=document["answer"],
        )
    return document


def answer_text(document: dict[str, Any]) -> Text:
    return Answer(document["answer"]).text
