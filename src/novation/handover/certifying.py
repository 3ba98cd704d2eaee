"""Step `certificate`: what was destroyed, how, what was verified and what was not, signed by the hander-over."""

from __future__ import annotations

from typing import Any

from novation.custody.documents import write_signed
from novation.destruction import Mark, certificate_text, working_copies_item
from novation.evidence.keys import PrivateKey
from novation.handover.project import Project
from novation.messages import Language

NAMESPACE = "novation-certificate"
RECORD = "certificate.json"
_RANK = [str(m) for m in Mark]


def certify(project: Project, key: PrivateKey) -> dict[str, Any]:
    """Signs the certificate of the destruction that was carried out; raises `project.step-missing` before that."""
    value = project.read_record("destruction.json", "destroy")
    with project.held():
        gone = not (project.work / "key").exists() and not any(project.work.rglob("*.parquet"))
        item = working_copies_item("work", gone=gone).as_dict()
        document = {**value, "items": [*value["items"], item]}
        document["state"] = max((document["state"], item["state"]), key=_RANK.index)
        digest = write_signed(project.record_path(RECORD), document, key, NAMESPACE)
        project.journal.append(
            "certificate.issued", certificate=digest, package=document["package_digest"] or "none"
        )
        project.sign_head(key, "seller")
    return document


def as_text(document: dict[str, Any], language: Language) -> str:
    return certificate_text(document, language)
