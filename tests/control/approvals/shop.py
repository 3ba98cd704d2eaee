"""The corner shop as a project of a case: ten invented customers, planned once for all tests of the session."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.approvals.actions.keys import register_key
from novation.control.approvals.projects import FOLDER
from novation.control.cases.models import Case
from novation.evidence import canonical
from novation.evidence.keys import PrivateKey, generate_private_key, load_private_key
from novation.handover.deciding import decide_step, link
from novation.handover.opening import init
from novation.handover.planning import plan
from novation.handover.project import Project
from novation.handover.scanning import scan
from novation.seal.keys import generate_identity
from novation.terms import DealForm, Party, Place

ROOT = Path(__file__).resolve().parents[3]
SHOP = ROOT / "docs" / "examples" / "corner-shop"


def build_shop(folder: Path) -> None:
    """Scanned, linked, decided, planned."""
    exports = folder / "exports"
    exports.mkdir(parents=True)
    for file in SHOP.glob("*.csv"):
        shutil.copy(file, exports)
    recipient = generate_identity(folder / "buyer.age")
    project = init(
        folder,
        deal_form=DealForm.ASSET_DEAL,
        seller=Party("Qingsong Stationery & Sports", Place("cn"), ""),
        buyer=Party("Hailan Retail", Place("cn"), ""),
        closing_on=date.today() + timedelta(days=60),
        case="NV-2026-0007",
        exports=exports,
        recipients=[recipient],
    )
    for step in (scan, link, decide_step, plan):
        step(project)


def link_project(case: Case, shop: Path) -> Project:
    """A copy of the shop becomes the project of the case."""
    target = Path(settings.HOME) / FOLDER / case.ref
    shutil.copytree(shop, target)
    case.project = case.ref
    case.save(update_fields=["project"])
    return Project(target)


def give_key(person: Person) -> PrivateKey:
    """A fresh key, registered by its owner."""
    key = load_private_key(generate_private_key())
    person.proved_at = timezone.now()
    register_key(person, person, line=key.public.line())
    return key


def plan_file() -> SimpleUploadedFile:
    """A plan whose project lies on another machine, as its file is handed in."""
    plan = {
        "type": "novation-plan@v1",
        "version": 1,
        "created_at": "2027-01-01T00:00:00Z",
        "laws": [],
        "journal": {"size": 1, "root": "00"},
        "approval": {"seal": ["owner", "compliance-officer"], "destroy": ["owner", "witness"]},
    }
    return SimpleUploadedFile("plan.json", canonical.encode(plan))
