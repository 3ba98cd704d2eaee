"""The buyer's side by jobs: a package is verified, opened by whoever has the key, and signed for; nobody else opens it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.control.approvals.shop import give_key
from tests.control.operations.shop import open_shop
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.approvals.actions.keys import enter_signer
from novation.control.approvals.actions.signing import prepare_package_signature, prepare_receipt, sign_paper
from novation.control.operations.actions.jobs import request_reconciliation, request_sealing, resume_job
from novation.control.operations.actions.projects import link_project
from novation.control.operations.folders import open_project, root
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.reading.package import package_shown
from novation.control.operations.words import JobState, Step
from novation.control.roles import CaseRole, Side
from novation.errors import NovationError
from novation.evidence import sshsig
from novation.evidence.keys import PrivateKey, generate_private_key, load_private_key
from novation.handover import authorising, deciding, planning, receiving, scanning, sealing
from novation.handover.opening import append_entry
from novation.handover.receipting import Answer
from novation.seal.keys import generate_identity
from novation.terms import DealForm, Role

pytestmark = pytest.mark.django_db
SIGNERS = ("owner", "compliance-officer", "hander-over", "receiver")
Ask = Callable[[Step], Job]


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seller's project with its package, and beside it the buyer's key and the receiver's."""
    folder = tmp_path_factory.mktemp("sealed")
    private = {role: generate_private_key() for role in SIGNERS}
    keys = {role: load_private_key(data) for role, data in private.items()}
    (folder / "receiver").write_bytes(private["receiver"])
    recipient = generate_identity(folder / "buyer.age")
    generate_identity(folder / "other.age")
    signers = [{"role": r, "name": r, "key": " ".join(k.public.line().split()[:2])} for r, k in keys.items()]
    project = open_shop(folder / "shop", form=DealForm.MERGER, signers=signers, recipients=[recipient])
    given = date.today() - timedelta(days=400)
    append_entry(project, "notice", {"law": "cn-pipl", "given_on": given, "evidence": "n"}, "notice.recorded")
    for step in (scanning.scan, deciding.link, deciding.decide_step, planning.plan):
        step(project)
    for role in (Role.OWNER, Role.COMPLIANCE_OFFICER):
        authorising.authorise(project, role=role, name=str(role), key=keys[str(role)])
    sealing.seal(project, project.folder / "package", keys["hander-over"])
    return folder


@pytest.fixture
def seller(house: House, sealed: Path) -> ProjectLink:
    shutil.copytree(sealed / "shop", root() / "shop")
    return link_project(SYSTEM, house.case, folder="shop")


@pytest.fixture
def buyer(house: House, seller: ProjectLink) -> ProjectLink:
    return link_project(house[CaseRole.RECEIVER], house.case, side=Side.BUYER)


@pytest.fixture
def ask(house: House, buyer: ProjectLink, at_once: Any) -> Ask:
    """The receiver asks for a step, and it has run."""

    def asked(step: Step) -> Job:
        with at_once():
            job = request_reconciliation(house[CaseRole.RECEIVER], buyer, step=step)
        job.refresh_from_db()
        return job

    return asked


def opened(link: ProjectLink) -> bool:
    return (open_project(link).folder / "quarantine").exists()


@pytest.mark.action("reconciliation.requested", "job.paused")
def test_without_a_key_the_job_verifies_and_waits_until_somebody_with_the_key_has_opened_it(
    house: House, buyer: ProjectLink, ask: Ask, at_once: Any, sealed: Path, seller: ProjectLink
) -> None:
    job = ask(Step.RECEIVE)
    assert (job.state, job.error_code, opened(buyer)) == (JobState.WAITING, "", False)
    with at_once():
        resume_job(house[CaseRole.RECEIVER], job)
    job.refresh_from_db()
    assert job.state is JobState.WAITING  # nobody has opened it yet
    package = open_project(seller).folder / "package"
    receiving.receive(open_project(buyer).folder, package, sealed / "buyer.age")
    shown = package_shown(house.case, Side.BUYER)
    assert shown is not None and shown.is_opened and shown.compared is None
    with at_once():
        resume_job(house[CaseRole.RECEIVER], job)
    job.refresh_from_db()
    assert job.state is JobState.DONE
    assert ask(Step.RECONCILE).state is JobState.DONE
    assert {str(one.role) for one in open_project(buyer).settings().signers} == set(SIGNERS)


@pytest.fixture
def key_of_installation(sealed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any) -> Path:
    path: Path = tmp_path_factory.mktemp("beside-the-home") / "buyer.age"
    shutil.copy(sealed / "buyer.age", path)
    path.chmod(0o600)
    monkeypatch.setattr(settings, "OPENING_KEY", str(path))
    return path


def test_with_a_key_beside_the_installation_the_job_opens_it(
    buyer: ProjectLink, ask: Ask, key_of_installation: Path
) -> None:
    assert ask(Step.RECEIVE).state is JobState.DONE and opened(buyer)
    assert ask(Step.RECEIVE).state is JobState.DONE  # asking again opens nothing again
    tags = [entry.tag for entry in open_project(buyer).journal.entries()]
    assert tags.count("package.received") == 1


@pytest.mark.parametrize("fault", ["missing", "readable", "in-the-home", "linked-into-the-home"])
def test_a_key_that_others_can_read_or_that_backups_would_take_is_not_used(
    buyer: ProjectLink, ask: Ask, key_of_installation: Path, monkeypatch: Any, fault: str
) -> None:
    inside = Path(settings.HOME) / "buyer.age"
    if fault == "missing":
        key_of_installation.unlink()
    elif fault == "readable":
        key_of_installation.chmod(0o640)
    else:
        shutil.move(key_of_installation, inside)
        if fault == "in-the-home":
            monkeypatch.setattr(settings, "OPENING_KEY", str(inside))
        else:
            key_of_installation.symlink_to(inside)
    job = ask(Step.RECEIVE)
    assert (job.state, job.error_code, opened(buyer)) == (JobState.FAILED, "opening-key.unfit", False)
    assert str(key_of_installation.parent) not in job.error_zh + job.error_en


def test_the_key_of_another_buyer_opens_nothing(
    buyer: ProjectLink, ask: Ask, key_of_installation: Path, sealed: Path
) -> None:
    shutil.copy(sealed / "other.age", key_of_installation)
    job = ask(Step.RECEIVE)
    assert (job.state, job.error_code, opened(buyer)) == (JobState.FAILED, "seal.other-recipient", False)


@pytest.mark.parametrize("has_key", [True, False])
def test_a_package_that_was_changed_on_the_way_is_not_opened(
    seller: ProjectLink, buyer: ProjectLink, ask: Ask, request: Any, has_key: bool
) -> None:
    if has_key:
        request.getfixturevalue("key_of_installation")
    part = next((open_project(seller).folder / "package" / "data").rglob("*.age"))
    part.write_bytes(part.read_bytes()[:-1] + b"\x00")
    job = ask(Step.RECEIVE)
    assert (job.state, job.error_code, opened(buyer)) == (JobState.FAILED, "seal.manifest-mismatch", False)


def test_before_anything_arrived_it_is_said_so(seller: ProjectLink, buyer: ProjectLink, ask: Ask) -> None:
    shutil.rmtree(open_project(seller).folder / "package")
    job = ask(Step.RECEIVE)
    assert (job.state, job.error_code) == (JobState.FAILED, "job.no-package")


@pytest.mark.action("project.linked")
def test_neither_side_links_or_opens_for_the_other(house: House, seller: ProjectLink) -> None:
    receiver, hander_over = house[CaseRole.RECEIVER], house[CaseRole.HANDER_OVER]
    with pytest.raises(NovationError, match="access.refused"):
        link_project(receiver, house.case)  # left out, the side is the seller's
    with pytest.raises(NovationError, match="access.refused"):
        link_project(house.officer, house.case, side=Side.BUYER)
    theirs = link_project(receiver, house.case, side=Side.BUYER)
    for somebody in (hander_over, house.officer, house[CaseRole.BUYERS_LAWYER]):
        with pytest.raises(NovationError, match="access.refused"):
            request_reconciliation(somebody, theirs, step=Step.RECEIVE)


@pytest.mark.action("receipt.prepared", "document.signed")
def test_a_reservation_is_put_in_words_signed_and_taken_in_by_the_seller(
    house: House, buyer: ProjectLink, seller: ProjectLink, ask: Ask, at_once: Any, key_of_installation: Path
) -> None:
    ask(Step.RECEIVE)
    ask(Step.RECONCILE)
    receiver = house[CaseRole.RECEIVER]
    key = give_key(receiver)
    with pytest.raises(NovationError, match="signing-key.not-a-signer"):
        prepare_receipt(receiver, house.case, answer=Answer.ACCEPT)
    enter_signer(house.officer, house.case, person=receiver, role=Role.RECEIVER)
    with pytest.raises(NovationError, match="receipt.reservation-needed"):
        prepare_receipt(receiver, house.case, answer=Answer.RESERVATION)
    paper = prepare_receipt(receiver, house.case, answer=Answer.RESERVATION, reservation="It came late.")
    sign_paper(receiver, paper, signature=sshsig.sign(key, paper.namespace, bytes(paper.content)))
    with at_once():
        job = request_sealing(house[CaseRole.HANDER_OVER], seller, step=Step.RECEIPT)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.DONE, "")
    for side in (Side.SELLER, Side.BUYER):
        shown = package_shown(house.case, side)
        assert shown is not None and shown.receipt is not None and shown.is_taken_in
        assert shown.receipt.reservation == "It came late."


@pytest.mark.action("signer.entered")
def test_who_signs_for_the_buyer_is_known_on_both_sides(
    house: House, seller: ProjectLink, buyer: ProjectLink
) -> None:
    key: PrivateKey = give_key(house[CaseRole.RECEIVER])
    enter_signer(house.officer, house.case, person=house[CaseRole.RECEIVER], role=Role.RECEIVER)
    for link in (seller, buyer):
        known = open_project(link).settings().signers_of(Role.RECEIVER)
        assert any(key.public.line().split()[1] in one.key for one in known)


@pytest.mark.action("package-signature.prepared")
def test_a_signature_that_would_make_the_package_unsound_is_refused(
    house: House, seller: ProjectLink
) -> None:
    give_key(house[CaseRole.WITNESS])
    enter_signer(house.officer, house.case, person=house[CaseRole.WITNESS], role=Role.WITNESS)
    with pytest.raises(NovationError, match="signing-key.not-in-package"):
        prepare_package_signature(house[CaseRole.WITNESS], house.case, role="witness")
    shown = package_shown(house.case, Side.SELLER)
    assert shown is not None and [one.role for one in shown.signatures if one.key] == [Role.HANDER_OVER]
