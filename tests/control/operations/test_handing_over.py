"""The whole handover with both sides in one installation: people sign with keys of their own, jobs do the rest."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.control.operations.shop import open_shop
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.operations.actions.jobs import (
    queue_job,
    request_destruction,
    request_reconciliation,
    request_sealing,
    resume_job,
)
from novation.control.operations.actions.projects import link_project
from novation.control.operations.actions.travelling import (
    export_package_record,
    export_receipt,
    receive_package_record,
    receive_receipt,
)
from novation.control.operations.folders import open_project, package_of, root
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.reading.package import package_shown
from novation.control.operations.words import JobState, Step
from novation.control.roles import CaseRole, Side
from novation.errors import NovationError
from novation.evidence.keys import PrivateKey, generate_private_key, load_private_key
from novation.handover import authorising, certifying, receipting, receiving, sealing
from novation.handover.opening import append_entry
from novation.handover.receipting import Answer
from novation.seal.keys import generate_identity
from novation.terms import DealForm, Role

pytestmark = pytest.mark.django_db
SIGNERS = ("owner", "compliance-officer", "hander-over", "receiver")


@pytest.fixture
def keys() -> dict[str, PrivateKey]:
    """Everybody's own; none of them lies in the home of the installation."""
    return {role: load_private_key(generate_private_key(None), None) for role in SIGNERS}


@pytest.fixture
def merging(house: House, keys: dict[str, PrivateKey], tmp_path: Path) -> ProjectLink:
    """A merger whose customers were told long ago, so that their data pass."""
    signers = [{"role": role, "name": role, "key": " ".join(key.public.line().split()[:2])} for role, key in keys.items()]  # fmt: skip
    recipient = generate_identity(tmp_path / "buyer.age")
    project = open_shop(root() / "shop", form=DealForm.MERGER, signers=signers, recipients=[recipient])
    given = date.today() - timedelta(days=400)
    append_entry(project, "notice", {"law": "cn-pipl", "given_on": given, "evidence": "n"}, "notice.recorded")
    return link_project(SYSTEM, house.case, folder="shop")


def ended(job: Job) -> tuple[JobState, str]:
    job.refresh_from_db()
    return job.state, job.error_code


@pytest.mark.slow
@pytest.mark.action("job.paused", "job.resumed", "sealing.requested", "destruction.requested")
@pytest.mark.action("reconciliation.requested", "package-record.exported", "package-record.received")
@pytest.mark.action("receipt-file.exported", "receipt-file.received")
def test_from_the_plan_to_the_certificate_with_both_sides_in_one_installation(
    house: House, merging: ProjectLink, keys: dict[str, PrivateKey], at_once: Any, tmp_path: Path
) -> None:
    done = (JobState.DONE, "")
    hander_over, receiver = house[CaseRole.HANDER_OVER], house[CaseRole.RECEIVER]
    with at_once():
        plan = queue_job(house.officer, merging, step=Step.RUN)
    assert ended(plan) == done
    project = open_project(merging)
    for role in (Role.OWNER, Role.COMPLIANCE_OFFICER):
        authorising.authorise(project, role=role, name=str(role), key=keys[str(role)])
    with at_once():
        seal = request_sealing(hander_over, merging)
    assert ended(seal) == (JobState.WAITING, "")
    with at_once():
        resume_job(hander_over, seal)
    assert ended(seal) == (JobState.WAITING, "")  # nobody sealed yet, so it goes on waiting
    sealing.seal(project, project.folder / "package", keys["hander-over"])
    with at_once():
        resume_job(hander_over, seal)
    assert ended(seal) == done and package_of(merging) is not None

    record = export_package_record(hander_over, merging)
    early_word = receive_package_record(
        receiver, house.case, archive=SimpleUploadedFile("record.zip", record)
    )
    assert early_word.fingerprint == keys["hander-over"].public.fingerprint

    receiving.receive(root() / "buyer", project.folder / "package", tmp_path / "buyer.age")
    buyer = link_project(SYSTEM, house.case, folder="buyer", side=Side.BUYER)
    shown = package_shown(house.case, Side.BUYER)
    assert shown is not None and shown.compared is None and shown.checks is None
    assert shown.is_announced(early_word)
    with at_once():
        reconciled = request_reconciliation(receiver, buyer)
    assert ended(reconciled) == done
    shown = package_shown(house.case, Side.BUYER)
    assert shown is not None and shown.compared and not shown.differences and shown.destroyed is None
    seen_by_seller = package_shown(house.case, Side.SELLER)
    assert seen_by_seller is not None and seen_by_seller.compared is None

    with at_once():
        early = request_destruction(hander_over, merging)
    assert ended(early) == (JobState.FAILED, "destroy.no-receipt")
    with at_once():
        none = request_sealing(hander_over, merging, step=Step.RECEIPT)
    assert ended(none) == (JobState.FAILED, "job.no-buyer-receipt")
    with pytest.raises(NovationError, match="receipt.none"):
        export_receipt(receiver, buyer)
    receipting.give(open_project(buyer), Answer.ACCEPT, keys["receiver"])
    travelled = export_receipt(receiver, buyer)
    with pytest.raises(NovationError, match="travelling-file.malformed"):
        receive_receipt(hander_over, merging, archive=SimpleUploadedFile("receipt.zip", record))
    receive_receipt(hander_over, merging, archive=SimpleUploadedFile("receipt.zip", travelled))
    assert project.has_record("receipt.json") and list(project.record_path("checkpoints").glob("*.note"))
    with at_once():
        resume_job(hander_over, none)
    assert ended(none) == done

    with at_once():
        resume_job(hander_over, early)
    assert ended(early) == done and not (project.work / "key").exists()
    with at_once():
        certificate = request_destruction(hander_over, merging, step=Step.CERTIFICATE)
    assert ended(certificate) == (JobState.WAITING, "")
    certifying.certify(project, keys["hander-over"])
    with at_once():
        resume_job(hander_over, certificate)
    assert ended(certificate) == done
    with at_once():
        verified = queue_job(house.officer, merging, step=Step.VERIFY)
    assert ended(verified) == done and verified.checks.filter(mark="tick").exists()
    last = package_shown(house.case, Side.SELLER)
    assert (
        last is not None and last.destroyed is not None and last.destroyed.signed and last.receipt is not None
    )
