"""Step `receive`: the buyer checks a package, opens it into quarantine, and a project of its own begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from novation.evidence import canonical
from novation.evidence.signers import parse_allowed_signers
from novation.handover import exchange
from novation.handover.opening import append_entry, init
from novation.handover.package_plan import party, read_plan
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, file_digest, now
from novation.handover.settings import FILE
from novation.handover.verifying import require_sound
from novation.messages import Text
from novation.seal import layout
from novation.seal.envelope import check_identities
from novation.seal.keys import Identity, read_identities
from novation.seal.package import open_into
from novation.terms import DealForm, Phase

RECORD, RECEIVED_OBLIGATIONS = "received.json", "received-obligations.json"


def receive(folder: Path, package: Path, identity: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Verifies the package, opens it under `quarantine/`, and writes `received.json`.

    A folder without novation.toml becomes the buyer's project, with the deal as the package tells it. Nothing is
    written before the package was found sound and the identity fits. Raises the errors of verifying and opening,
    above all `seal.other-recipient`.
    """
    progress = progress or Silent()
    progress.start(Text("查验封装包", "Verifying the package"), _size(package))
    verification = require_sound(package, progress)
    identities = read_identities(identity)
    _check_identities(package, identities)
    plan = read_plan(package)
    project = _buyer_project(folder, package, plan)
    digest = file_digest(package / layout.TAGMANIFEST)
    with project.held():
        exchange.keep_seller_checkpoint(project, package, plan["case"])
        progress.start(Text("启封到隔离区", "Opening into quarantine"), _size(package))
        place = project.folder / "quarantine" / digest.removeprefix("sha256:")[:16]
        opened = open_into(package, place, identities, progress=progress.advance)
        obligations = _keep_obligations(project, package)
        record = {
            "type": "novation-received@v1",
            "package": digest,
            "plan": canonical.digest(plan),
            "folder": str(place.relative_to(project.folder)),
            "received_at": now(),
            "parts": sorted(opened.parts),
            "digests": {name: f"sha256:{part.sha256}" for name, part in sorted(opened.parts.items())},
            "checks": verification["checks"],
        }
        record_digest = project.write_record(RECORD, record)
        project.journal.append(
            "package.received",
            package=digest,
            plan=record["plan"],
            record=record_digest,
            obligations=obligations,
        )
    return record


def has_opened(project: Project, package: Path) -> bool:
    """Whether this very package is the one that the project has opened."""
    if not project.has_record(RECORD):
        return False
    opened = project.read_record(RECORD, "receive")["package"]
    return bool(opened == file_digest(package / layout.TAGMANIFEST))


def _keep_obligations(project: Project, package: Path) -> str:
    """The tag file lies outside the quarantine and is needed when the package is long back on its shelf; its digest."""
    found = canonical.parse((package / layout.OBLIGATIONS).read_bytes())
    return project.write_record(RECEIVED_OBLIGATIONS, found)


def _size(package: Path) -> int:
    return sum(p.stat().st_size for p in package.rglob("*") if p.is_file())


def _check_identities(package: Path, identities: list[Identity]) -> None:
    """A package for another buyer is refused before anything is written: its smallest part is tried."""
    parts = [p for p in sorted((package / "data").rglob("*")) if p.is_file()]
    smallest = min(parts, key=lambda p: p.stat().st_size)
    check_identities(smallest, identities, smallest.relative_to(package).as_posix())


def _buyer_project(folder: Path, package: Path, plan: dict[str, Any]) -> Project:
    signers = _signers(package)
    if (folder / FILE).is_file():
        return _knowing(Project(folder), signers)
    return init(
        folder,
        deal_form=DealForm(plan["deal"]["form"]),
        seller=party(plan["seller"]),
        buyer=party(plan["buyer"]),
        closing_on=date.fromisoformat(plan["deal"]["closing_on"]),
        phase=Phase.AFTER,
        case=plan["case"],
        signers=signers,
    )


def _signers(package: Path) -> list[dict[str, str]]:
    """Whose signatures count, as the package tells it: by role, since no name stands in a package."""
    told = parse_allowed_signers((package / layout.ALLOWED_SIGNERS).read_text("utf-8"))
    return [
        {"role": s.principal, "name": s.principal, "key": " ".join(s.key.line().split()[:2])} for s in told
    ]


def _knowing(project: Project, signers: list[dict[str, str]]) -> Project:
    """A project that was opened before the package came learns from it the signers of the roles it knows none of."""
    known = {str(signer.role) for signer in project.settings().signers}
    for signer in signers:
        if signer["role"] not in known:
            append_entry(project, "signer", dict(signer), "signer.added")
    return project
