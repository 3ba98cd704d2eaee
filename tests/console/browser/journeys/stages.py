"""One small invented project, taken by the library to each stage at which a journey begins."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from tests.control.operations.shop import open_shop
from tests.control.people import House

from novation.control.approvals.actions.keys import register_key
from novation.control.roles import CaseRole
from novation.evidence.keys import PrivateKey, generate_private_key, load_private_key
from novation.handover import authorising, deciding, planning, scanning, sealing
from novation.handover.opening import append_entry
from novation.handover.people import build_index
from novation.handover.project import Project
from novation.seal.keys import generate_identity
from novation.terms import DealForm, Role

SIGNERS = ("owner", "compliance-officer", "hander-over", "witness", "receiver")


class Stages:
    """`planned`, `authorised`, `sealed`: folders to copy. The keys lie in `keys`, one file a role, and the buyer's age."""

    def __init__(self, folder: Path, keys: Path, house: House) -> None:
        keys.mkdir()
        self._house = house
        self._keys = {role: self._make_key(keys / role, role) for role in SIGNERS}
        self._recipient = generate_identity(keys / "buyer.age")
        self.planned = self._plan(folder / "planned")
        self.authorised = self._authorise(folder / "authorised")
        self.sealed = self._seal(folder / "sealed")

    def _make_key(self, path: Path, role: str) -> PrivateKey:
        private = generate_private_key()
        path.write_bytes(private)
        path.chmod(0o600)
        key, person = load_private_key(private), self._house[CaseRole(role)]
        person.proved_at = timezone.now()
        register_key(person, person, line=key.public.line())
        return key

    def _plan(self, folder: Path) -> Path:
        """A merger whose customers were told long ago, so that their data pass."""
        signers = [
            {
                "role": role,
                "name": self._house[CaseRole(role)].name,
                "key": " ".join(key.public.line().split()[:2]),
            }
            for role, key in self._keys.items()
        ]
        project = open_shop(folder, form=DealForm.MERGER, signers=signers, recipients=[self._recipient])
        told = date.today() - timedelta(days=400)
        append_entry(
            project, "notice", {"law": "cn-pipl", "given_on": told, "evidence": "n"}, "notice.recorded"
        )
        for step in (scanning.scan, deciding.link, build_index, deciding.decide_step, planning.plan):
            step(project)
        return folder

    def _authorise(self, folder: Path) -> Path:
        project = Project(shutil.copytree(self.planned, folder))
        for role in (Role.OWNER, Role.COMPLIANCE_OFFICER):
            name = self._house[CaseRole(str(role))].name
            authorising.authorise(project, role=role, name=name, key=self._keys[str(role)])
        return folder

    def _seal(self, folder: Path) -> Path:
        project = Project(shutil.copytree(self.authorised, folder))
        sealing.seal(project, folder / "package", self._keys["hander-over"])
        return folder
