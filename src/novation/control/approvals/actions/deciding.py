"""Actions on a plan: putting it up, approving it, declining it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from novation.control.actions import Condition, Deed, Policy, action
from novation.control.approvals.freshness import freshness
from novation.control.approvals.models import Approval, Charter, Submission
from novation.control.approvals.projects import project_of
from novation.control.approvals.releasing import note_release
from novation.control.approvals.terms import Answer
from novation.control.cases.models import Case
from novation.control.cases.texts import commitment
from novation.control.inputs import Input
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.errors.approvals import (
    ONE_PERSON_TWO_ROLES,
    PLAN_NONE,
    PLAN_SUPERSEDED,
    PLAN_UP_ALREADY,
    REASON_NEEDED,
)
from novation.evidence import canonical
from novation.handover.settings import Settings
from novation.messages import Text
from novation.terms import Role

PUTTING_UP = (CaseRole.OWNER, CaseRole.COMPLIANCE_OFFICER, CaseRole.DATA_ENGINEER)
APPROVERS = tuple(role for role in CaseRole if str(role) in set(Role) and role is not CaseRole.COMMITTEE)
DEFAULT_ROLES = Settings.approve_seal
DEFAULT_DAYS = 14
MAX_PLAN = 16 * 1024 * 1024


@action(
    "plan.submitted",
    zh="提交方案审批",
    en="Put a plan up for decision",
    policy=Policy(PUTTING_UP, system=True),
    target=Case,
)
def submit_plan(
    deed: Deed,
    case: Case,
    *,
    plan: Annotated[
        UploadedFile | None,
        Input(
            "方案文件",
            "File of the plan",
            help=Text(
                "项目不在本机时上传 records/plan.json；在本机时留空",
                "records/plan.json where the project is not on this machine; else leave it out",
            ),
        ),
    ] = None,
) -> Submission:
    """Puts up the plan as it is now; whatever was said of an earlier one counts no more, since its digest differs."""
    document, digest = _plan(case, plan)
    last = Submission.objects.filter(case=case).order_by("number").last()
    now = timezone.now()
    if last is not None and last.plan == digest and now < last.deadline_at:
        raise PLAN_UP_ALREADY.error()
    charter = Charter.objects.filter(case=case).order_by("number").last()
    submission = Submission.objects.create(
        case=case,
        number=last.number + 1 if last else 1,
        plan=digest,
        charter=charter,
        deadline_at=now + timedelta(days=charter.days if charter else DEFAULT_DAYS),
        put_up_by=deed.actor.ref,
        **_of_plan(document),
        **_roles(case, document),
    )
    deed.record(
        submission=submission.ref,
        plan=digest,
        plan_version=submission.plan_version,
        journal=submission.journal_size,
        **({"charter": charter.digest} if charter else {}),
    )
    return submission


def _plan(case: Case, upload: UploadedFile | None) -> tuple[dict[str, Any], str]:
    project = project_of(case)
    if project is not None and project.has_record("plan.json"):
        data = project.record_path("plan.json").read_bytes()
    elif upload is not None and (upload.size or 0) <= MAX_PLAN:
        data = upload.read()
    else:
        raise PLAN_NONE.error()
    try:
        document = canonical.parse(data)
    except NovationError as problem:
        raise PLAN_NONE.error() from problem
    if not isinstance(document, dict) or document.get("type") != "novation-plan@v1":
        raise PLAN_NONE.error()
    return document, canonical.digest_bytes(data)


def _of_plan(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "plan_version": document["version"],
        "plan_made_at": document["created_at"],
        "journal_size": document["journal"]["size"],
        "journal_root": document["journal"]["root"],
        "laws": "\n".join(f"{law['id']} {law['version']}" for law in document["laws"]),
    }


def _roles(case: Case, document: dict[str, Any]) -> dict[str, str]:
    """Whose approval the project wants; where it lies elsewhere, the plan itself tells for seal and destroy."""
    project = project_of(case)
    wanted: dict[str, Any] = document.get("approval") or {}
    seal, destroy = wanted.get("seal", DEFAULT_ROLES), wanted.get("destroy", DEFAULT_ROLES)
    classes: tuple[Role, ...] = ()
    if project is not None:
        settings = project.settings()
        seal, destroy, classes = settings.approve_seal, settings.approve_destroy, settings.approve_classes
    return {
        "roles_seal": " ".join(Role(word) for word in seal),
        "roles_destroy": " ".join(Role(word) for word in destroy),
        "roles_classes": " ".join(classes),
    }


def roles_to_answer(actor: Any, submission: Submission) -> list[str]:
    """The needed roles that somebody holds; the committee answers by its vote."""
    held = actor.roles_in(submission.scope)
    return [str(role) for role in submission.wanted if str(role) in held and role is not Role.COMMITTEE]


NEEDED = Condition(
    Text("这份方案不需要您所任角色的同意", "this plan needs no approval in a role you hold"),
    lambda actor, submission, given: bool(roles_to_answer(actor, submission)),
)


@action(
    "plan.approved",
    zh="同意方案",
    en="Approve the plan",
    policy=Policy(APPROVERS, (NEEDED,)),
    target=Submission,
)
def approve_plan(
    deed: Deed,
    submission: Submission,
    *,
    role: Annotated[str, Input("以什么角色", "In the role of", choices=roles_to_answer)],
) -> Approval:
    """Approves exactly the plan with this digest; the last approval that is needed releases the authorisation."""
    return _answer(deed, submission, Role(role), Answer.APPROVE, "")


@action(
    "plan.declined",
    zh="不同意方案",
    en="Decline the plan",
    policy=Policy(APPROVERS, (NEEDED,)),
    target=Submission,
)
def decline_plan(
    deed: Deed,
    submission: Submission,
    *,
    role: Annotated[str, Input("以什么角色", "In the role of", choices=roles_to_answer)],
    reason: Annotated[str, Input("理由", "Reason", lines=4)],
) -> Approval:
    """Declines the plan, with a reason; until it is signed an approval given before can be taken back so."""
    return _answer(deed, submission, Role(role), Answer.DECLINE, reason)


def _answer(deed: Deed, submission: Submission, role: Role, answer: Answer, reason: str) -> Approval:
    if stale := freshness(submission).stale:
        raise PLAN_SUPERSEDED.error(reason=stale)
    if answer is Answer.DECLINE and not reason:
        raise REASON_NEEDED.error()
    person: Any = deed.actor
    if answer is Answer.APPROVE and _approved_otherwise(submission, person, role):
        raise ONE_PERSON_TWO_ROLES.error()
    given = Approval.objects.create(
        submission=submission, role=role, person=person, answer=answer, reason=reason, plan=submission.plan
    )
    refs = {"reason": commitment(given.salt, reason)} if reason else {}
    deed.record(submission=submission.ref, plan=submission.plan, role=str(role), approval=given.ref, **refs)
    note_release(deed, submission)
    return given


def _approved_otherwise(submission: Submission, person: Any, role: Role) -> bool:
    """Two people, always: whether this one's word already stands in another role."""
    latest = {one.role: one for one in submission.approvals.all()}
    return any(
        one.person_id == person.pk and one.answer is Answer.APPROVE
        for other, one in latest.items()
        if other != role
    )
