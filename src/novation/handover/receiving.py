"""Step `receive`: the buyer checks a package, opens it into quarantine, and a project of its own begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from novation.evidence import canonical
from novation.handover import exchange
from novation.handover.opening import append_entry, init
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, file_digest, now
from novation.handover.settings import FILE
from novation.handover.verifying import require_sound
from novation.messages import Text
from novation.seal.keys import read_identities
from novation.seal.package import open_into
from novation.terms import DealForm, Party, Phase, Place

RECORD = "received.json"


def receive(folder: Path, package: Path, identity: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Verifies the package, opens it under `quarantine/`, and writes `received.json`.

    A folder without novation.toml becomes the buyer's project, with the deal as the package tells it.
    """
    progress = progress or Silent()
    progress.start(Text("查验封装包", "Verifying the package"), _size(package))
    verification = require_sound(package, progress)
    plan = canonical.parse((package / "plan.json").read_bytes())
    project = _buyer_project(folder, package, plan)
    digest = file_digest(package / "tagmanifest-sha256.txt")
    with project.held():
        exchange.keep_seller_checkpoint(project, package, plan["case"])
        progress.start(Text("启封到隔离区", "Opening into quarantine"), _size(package))
        place = project.folder / "quarantine" / digest.removeprefix("sha256:")[:16]
        opened = open_into(package, place, read_identities(identity), progress=progress.advance)
        record = {
            "type": "novation-received@v1",
            "package": digest,
            "plan": canonical.digest(plan),
            "folder": str(place.relative_to(project.folder)),
            "received_at": now(),
            "parts": sorted(opened.parts),
            "checks": verification["checks"],
        }
        record_digest = project.write_record(RECORD, record)
        project.journal.append("package.received", package=digest, plan=record["plan"], record=record_digest)
    return record


def _size(package: Path) -> int:
    return sum(p.stat().st_size for p in package.rglob("*") if p.is_file())


def _buyer_project(folder: Path, package: Path, plan: dict[str, Any]) -> Project:
    if (folder / FILE).is_file():
        return Project(folder)
    project = init(
        folder,
        deal_form=DealForm(plan["deal"]["form"]),
        seller=_party(plan["seller"]),
        buyer=_party(plan["buyer"]),
        closing_on=date.fromisoformat(plan["deal"]["closing_on"]),
        phase=Phase.AFTER,
        case=plan["case"],
    )
    for line in (package / "allowed_signers").read_text("utf-8").splitlines():
        principal, _, rest = line.partition(" ")
        key = rest[rest.index("ssh-ed25519") :]
        append_entry(project, "signer", {"role": principal, "name": principal, "key": key}, "signer.added")
    return project


def _party(values: dict[str, Any]) -> Party:
    return Party(values["name"], Place(values["place"]), values.get("contact", ""))
