"""Approvals, the authorisation they release, and signatures by people's own keys as the data plane takes them."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.control.approvals.conftest import Committee
from tests.control.approvals.shop import give_key
from tests.control.papers import signed
from tests.control.people import House

from novation.control.accounts.models import Person
from novation.control.agreements.kinds import AgreementKind
from novation.control.approvals.actions.deciding import approve_plan, decline_plan, submit_plan
from novation.control.approvals.actions.keys import enter_signer, register_key
from novation.control.approvals.actions.signing import (
    prepare_authorisation,
    prepare_package_signature,
    prepare_receipt,
    prepare_sign_off,
    sign_paper,
)
from novation.control.approvals.actions.voting import vote
from novation.control.approvals.models import Paper, SigningKey, Submission
from novation.control.approvals.standing import standing
from novation.control.approvals.terms import Choice
from novation.control.cases.actions import add_member
from novation.control.cases.dues import DueKind, dues
from novation.control.cases.models import Case
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole, Side
from novation.errors import NovationError
from novation.evidence import canonical, sshsig
from novation.evidence.keys import PrivateKey, generate_private_key, load_private_key
from novation.evidence.signers import AllowedSigner, allowed_signers
from novation.handover import authorising, class_sign_offs
from novation.handover.lawyers_list import lawyers_list
from novation.handover.project import Project
from novation.terms import Role

pytestmark = pytest.mark.django_db
OWNER, OFFICER, COUNSEL = CaseRole.OWNER, CaseRole.COMPLIANCE_OFFICER, CaseRole.COUNSEL


@pytest.fixture
def submission(house: House, project: Project) -> Submission:
    """A plan put up where the transfer agreement is in force."""
    signed(house, AgreementKind.TRANSFER)
    return submit_plan(house.officer, house.case)


@pytest.fixture
def keys(house: House, project: Project) -> dict[CaseRole, PrivateKey]:
    """Owner, officer and counsel have registered a key and are signers of the project."""
    found = {role: give_key(house[role]) for role in (OWNER, OFFICER, COUNSEL)}
    for role in found:
        enter_signer(house.officer, house.case, person=house[role], role=Role(str(role)))
    return found


def approve_all(house: House, submission: Submission) -> None:
    approve_plan(house[OWNER], submission, role="owner")
    approve_plan(house[OFFICER], submission, role="compliance-officer")


def sign(paper: Paper, key: PrivateKey) -> str:
    return sshsig.sign(key, paper.namespace, bytes(paper.content))


def tags(house: House) -> list[str]:
    return list(
        LogEntry.objects.filter(stream=house.case.ref).order_by("index").values_list("tag", flat=True)
    )


@pytest.mark.action("plan.approved")
def test_the_last_approval_that_is_needed_releases_the_authorisation(
    house: House, submission: Submission
) -> None:
    approve_plan(house[OWNER], submission, role="owner")
    assert submission.released_at is None and standing(submission).counted == (1, 2)
    approve_plan(house[OFFICER], submission, role="compliance-officer")
    assert submission.released_at is not None
    assert tags(house)[-2:] == ["plan.approved", "authorisation.released"]


@pytest.mark.action("plan.declined")
def test_declining_takes_a_reason_and_takes_the_release_back(house: House, submission: Submission) -> None:
    approve_all(house, submission)
    with pytest.raises(NovationError, match="approval.reason-needed"):
        decline_plan(house[OWNER], submission, role="owner", reason="")
    decline_plan(house[OWNER], submission, role="owner", reason="The buyer has not paid.")
    assert submission.released_at is None and standing(submission).is_declined
    assert tags(house)[-1] == "authorisation.withdrawn"
    assert not LogEntry.objects.filter(line__contains="paid").exists()


def test_one_person_does_not_approve_in_two_roles(house: House, submission: Submission) -> None:
    add_member(house.officer, house.case, person=house[OWNER], role=OFFICER, side=Side.SELLER)
    house[OWNER].forget_roles()
    approve_plan(house[OWNER], submission, role="owner")
    with pytest.raises(NovationError, match="approval.one-person-two-roles"):
        approve_plan(house[OWNER], submission, role="compliance-officer")


def test_who_is_not_needed_does_not_approve(house: House, submission: Submission) -> None:
    with pytest.raises(NovationError, match="access.refused"):
        approve_plan(house[CaseRole.HANDER_OVER], submission, role="owner")
    with pytest.raises(NovationError, match="access.refused"):
        approve_plan(house.stranger, submission, role="owner")


def test_a_committee_that_has_not_carried_it_holds_the_authorisation_back(
    house: House, committee: Committee, submission: Submission, keys: dict[CaseRole, PrivateKey]
) -> None:
    approve_all(house, submission)
    with pytest.raises(NovationError, match="approval.not-complete"):
        prepare_authorisation(house[OWNER], submission, role="owner")
    for person in committee.people[:2]:
        vote(person, submission, choice=Choice.APPROVE)
    submission.refresh_from_db()
    assert submission.released_at is not None
    assert prepare_authorisation(house[OWNER], submission, role="owner").key == keys[OWNER].public.fingerprint


@pytest.mark.action("signing-key.registered")
@pytest.mark.action("signer.entered")
@pytest.mark.action("authorisation.prepared")
@pytest.mark.action("document.signed")
def test_two_signatures_later_the_data_plane_finds_the_plan_authorised(
    house: House, project: Project, submission: Submission, keys: dict[CaseRole, PrivateKey]
) -> None:
    plan = project.read_record("plan.json", "plan")
    approve_all(house, submission)
    with pytest.raises(NovationError, match="plan.not-authorised"):
        authorising.require(project, plan, "seal")
    for role in (OWNER, OFFICER):
        paper = prepare_authorisation(house[role], submission, role=str(role))
        sign_paper(house[role], paper, signature=sign(paper, keys[role]))
        assert paper.file.endswith(f"{role}.json")
    assert len(authorising.require(project, plan, "seal")) == 2
    assert len(authorising.require(project, plan, "destroy")) == 2
    assert [e.tag for e in project.journal.entries()][-2:] == ["plan.authorised"] * 2
    last = json.loads(LogEntry.objects.filter(tag="document.signed").latest("index").line)
    assert last["refs"]["plan"] == submission.plan


@pytest.mark.needs("ssh-keygen")
def test_a_signature_by_ssh_keygen_is_taken_as_a_file(
    house: House, submission: Submission, keys: dict[CaseRole, PrivateKey], tmp_path: Path
) -> None:
    private = generate_private_key()
    (tmp_path / "key").write_bytes(private)
    (tmp_path / "key").chmod(0o600)
    house[OWNER].proved_at = timezone.now()
    register_key(house[OWNER], house[OWNER], line=load_private_key(private).public.line("laptop"))
    enter_signer(house.officer, house.case, person=house[OWNER], role=Role.OWNER)
    approve_all(house, submission)
    paper = prepare_authorisation(house[OWNER], submission, role="owner")
    (tmp_path / paper.file_name).write_bytes(bytes(paper.content))
    command = ["ssh-keygen", "-Y", "sign", "-f", "key", "-n", paper.namespace, paper.file_name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    made = (tmp_path / f"{paper.file_name}.sig").read_bytes()
    sign_paper(house[OWNER], paper, file=SimpleUploadedFile("x.sig", made))
    assert paper.signed_at is not None


@pytest.mark.parametrize("wrong", ["key", "namespace", "bytes", "text"])
def test_any_other_signature_is_refused_and_nothing_is_written(
    house: House, project: Project, submission: Submission, keys: dict[CaseRole, PrivateKey], wrong: str
) -> None:
    approve_all(house, submission)
    paper = prepare_authorisation(house[OWNER], submission, role="owner")
    content = bytes(paper.content)
    signature = {
        "key": lambda: sshsig.sign(keys[OFFICER], paper.namespace, content),
        "namespace": lambda: sshsig.sign(keys[OWNER], "novation-receipt", content),
        "bytes": lambda: sshsig.sign(keys[OWNER], paper.namespace, content + b" "),
        "text": lambda: "-----BEGIN SSH SIGNATURE-----",
    }[wrong]()
    with pytest.raises(NovationError) as refused:
        sign_paper(house[OWNER], paper, signature=signature)
    assert refused.value.code.startswith("sign")
    paper.refresh_from_db()
    assert paper.signature == "" and authorising.authorisations(project) == []


def test_only_the_person_it_names_signs_it_and_once(
    house: House, submission: Submission, keys: dict[CaseRole, PrivateKey]
) -> None:
    approve_all(house, submission)
    paper = prepare_authorisation(house[OWNER], submission, role="owner")
    with pytest.raises(NovationError, match="access.refused"):
        sign_paper(house[OFFICER], paper, signature=sign(paper, keys[OWNER]))
    sign_paper(house[OWNER], paper, signature=sign(paper, keys[OWNER]))
    with pytest.raises(NovationError, match="paper.signed-already"):
        sign_paper(house[OWNER], paper, signature=sign(paper, keys[OWNER]))


def test_expired_keys_and_expired_papers_are_refused(
    house: House, submission: Submission, keys: dict[CaseRole, PrivateKey]
) -> None:
    approve_all(house, submission)
    paper = prepare_authorisation(house[OWNER], submission, role="owner")
    Paper.objects.filter(pk=paper.pk).update(expires_at=timezone.now())
    with pytest.raises(NovationError, match="paper.expired"):
        sign_paper(house[OWNER], paper, signature=sign(paper, keys[OWNER]))
    SigningKey.objects.filter(person=house[OWNER]).update(expires_on=date.today() - timedelta(days=1))
    with pytest.raises(NovationError, match="signing-key.expired"):
        prepare_authorisation(house[OWNER], submission, role="owner")


def test_a_key_that_is_no_signers_or_was_replaced_does_not_sign(
    house: House, project: Project, submission: Submission, keys: dict[CaseRole, PrivateKey]
) -> None:
    approve_all(house, submission)
    paper = prepare_authorisation(house[OWNER], submission, role="owner")
    give_key(house[OWNER])
    with pytest.raises(NovationError, match="signing-key.other"):
        sign_paper(house[OWNER], paper, signature=sign(paper, keys[OWNER]))
    with pytest.raises(NovationError, match="signing-key.not-a-signer"):
        prepare_authorisation(house[OWNER], submission, role="owner")


def test_nobody_registers_a_key_for_somebody_else(house: House) -> None:
    line = load_private_key(generate_private_key()).public.line()
    with pytest.raises(NovationError, match="access.refused"):
        register_key(house.officer, house[OWNER], line=line)
    with pytest.raises(NovationError, match="access.refused"):  # not proved again a short while ago
        register_key(house[OWNER], house[OWNER], line=line)
    house[OWNER].proved_at = house.officer.proved_at = timezone.now()
    register_key(house.officer, house.officer, line=line)
    with pytest.raises(NovationError, match="account.key-taken"):
        register_key(house[OWNER], house[OWNER], line=line)
    with pytest.raises(NovationError, match="key.malformed"):
        register_key(house[OWNER], house[OWNER], line="-----BEGIN OPENSSH PRIVATE KEY-----")


def test_no_authorisation_before_the_transfer_agreement_is_in_force(
    house: House, project: Project, keys: dict[CaseRole, PrivateKey]
) -> None:
    submission = submit_plan(house.officer, house.case)
    approve_all(house, submission)
    assert submission.released_at is None
    with pytest.raises(NovationError, match="gate.closed") as closed:
        prepare_authorisation(house[OWNER], submission, role="owner")
    assert closed.value.values["reason"] is not None
    signed(house, AgreementKind.TRANSFER)
    assert prepare_authorisation(house[OWNER], submission, role="owner").ref


def test_a_stale_plan_is_neither_approved_nor_signed(
    house: House, project: Project, submission: Submission, keys: dict[CaseRole, PrivateKey]
) -> None:
    approve_all(house, submission)
    paper = prepare_authorisation(house[OWNER], submission, role="owner")
    text = project.settings_path.read_text("utf-8")
    project.settings_path.write_text(text.replace("asset-deal", "share-deal"), "utf-8")
    with pytest.raises(NovationError, match="approval.plan-stale"):
        sign_paper(house[OWNER], paper, signature=sign(paper, keys[OWNER]))
    with pytest.raises(NovationError, match="approval.plan-stale"):
        approve_plan(house[OWNER], submission, role="owner")


@pytest.mark.action("class-sign-off.prepared")
def test_counsel_signs_classes_off_one_by_one_and_the_last_one_releases(
    house: House, project: Project, keys: dict[CaseRole, PrivateKey]
) -> None:
    text = project.settings_path.read_text("utf-8")
    wanted = text.replace("[approval]", '[approval]\nclasses = ["counsel"]')
    project.settings_path.write_text(wanted, "utf-8")
    from novation.handover.planning import plan

    plan(project)
    signed(house, AgreementKind.TRANSFER)
    submission = submit_plan(house.officer, house.case)
    approve_all(house, submission)
    ids = [one["id"] for one in project.read_record("decisions.json", "decide")["classes"]]
    for chosen in (ids[:1], ids[1:]):
        submission.refresh_from_db()
        assert submission.released_at is None
        paper = prepare_sign_off(house[COUNSEL], house.case, classes=chosen)
        sign_paper(house[COUNSEL], paper, signature=sign(paper, keys[COUNSEL]))
    class_sign_offs.require_signed(project)
    submission.refresh_from_db()
    assert submission.released_at is not None and standing(submission).counted == (3, 3)


@pytest.mark.action("class-sign-off.prepared")
def test_counsel_signs_whole_groups_and_each_class_of_them_is_named(
    house: House, project: Project, keys: dict[CaseRole, PrivateKey]
) -> None:
    groups = lawyers_list(project)["groups"]
    paper = prepare_sign_off(house[COUNSEL], house.case, groups=[groups[0]["id"]])
    sign_paper(house[COUNSEL], paper, signature=sign(paper, keys[COUNSEL]))
    named = {one["class"] for one in canonical.parse(bytes(paper.content))["classes"]}
    assert named == {one["id"] for one in groups[0]["classes"]}
    found = {group["id"]: group["states"] for group in lawyers_list(project)["groups"]}
    assert found[groups[0]["id"]]["signed"] == len(groups[0]["classes"])
    with pytest.raises(NovationError, match="input.wrong"):
        prepare_sign_off(house[COUNSEL], house.case)


@pytest.mark.action("package-signature.prepared")
def test_the_witness_signs_the_list_of_the_packages_files(
    house: House, project: Project, submission: Submission
) -> None:
    key = give_key(house[CaseRole.WITNESS])
    package = project.folder / "package"
    package.mkdir()
    (package / "tagmanifest-sha256.txt").write_text("0" * 64 + "  bagit.txt\n")
    known = allowed_signers([AllowedSigner("witness", key.public, ("novation-package",))])
    (package / "allowed_signers").write_text(known, "utf-8")
    paper = prepare_package_signature(house[CaseRole.WITNESS], house.case, role="witness")
    sign_paper(house[CaseRole.WITNESS], paper, signature=sign(paper, key))
    made = (package / "signatures" / "witness.sig").read_bytes()
    assert sshsig.verify(made, "novation-package", bytes(paper.content)) == key.public


@pytest.mark.action("receipt.prepared")
def test_a_receipt_needs_the_buyers_project(house: House) -> None:
    from novation.handover.receipting import Answer

    give_key(house[CaseRole.RECEIVER])
    with pytest.raises(NovationError, match="paper.no-project"):
        prepare_receipt(house[CaseRole.RECEIVER], house.case, answer=Answer.ACCEPT)


def test_two_people_who_decide_at_once_decide_one_after_the_other(
    house: House, submission: Submission
) -> None:
    """What each page showed is old by the time the second one answers; the row is locked and read anew."""
    first, second = Submission.objects.get(pk=submission.pk), Submission.objects.get(pk=submission.pk)
    approve_plan(house[OWNER], first, role="owner")
    approve_plan(house[OFFICER], second, role="compliance-officer")
    assert tags(house).count("authorisation.released") == 1
    submission.refresh_from_db()
    assert submission.released_at is not None


def test_two_people_who_put_up_plans_at_once_do_not_share_a_number(
    house: House, submission: Submission
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(
            case=house.case,
            number=submission.number,
            plan=submission.plan,
            roles_seal="",
            roles_destroy="",
            deadline_at=timezone.now(),
            put_up_by="pr_x",
        )


def test_without_the_project_here_the_signature_is_kept_to_be_carried_over(
    house: House, project: Project, submission: Submission, keys: dict[CaseRole, PrivateKey]
) -> None:
    shutil.move(project.folder, project.folder.with_name("elsewhere"))
    approve_all(house, submission)
    assert not standing(submission).fresh.is_looked_at
    paper = prepare_authorisation(house[OWNER], submission, role="owner")
    sign_paper(house[OWNER], paper, signature=sign(paper, keys[OWNER]))
    assert paper.file == "" and paper.signature


def test_the_day_shows_each_what_waits_for_them(
    house: House, committee: Committee, project: Project, keys: dict[CaseRole, PrivateKey]
) -> None:
    signed(house, AgreementKind.TRANSFER)
    submission = submit_plan(house.officer, house.case)
    assert waiting(house[OWNER]) == waiting(committee.people[1]) == ["Decide on the plan, version 1"]
    assert waiting(house[CaseRole.AUDITOR]) == []
    approve_all(house, submission)
    for person in committee.people:
        vote(person, submission, choice=Choice.APPROVE)
    assert waiting(house[OWNER]) == waiting(committee.people[1]) == []
    prepare_authorisation(house[OWNER], submission, role="owner")
    assert waiting(house[OWNER]) == ["Sign: authorisation"]


def waiting(person: Person) -> list[str]:
    found = dues(person, Case.objects.visible_to(person))
    return [due.title.en for due in found if due.kind is DueKind.DECISION and due.is_for(person)]
