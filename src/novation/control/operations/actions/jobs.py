"""Actions of people on jobs: asking for a step, cancelling one that waits, stopping one that runs, going on later."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from django.db import transaction
from django.utils import timezone

from novation.control.actions import Condition, Deed, Lifecycle, Policy, action, sight
from novation.control.inputs import Input
from novation.control.operations.actions.projects import OWN_SIDE, PREPARERS, own_side
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.words import OPEN, JobState, Step
from novation.control.roles import SELLERS, CaseRole
from novation.errors.control import INPUT_WRONG
from novation.errors.operations import JOB_OPEN
from novation.messages import Text

LIFE = Lifecycle("job", JobState)
PREPARING = (Step.RUN, Step.SCAN, Step.LINK, Step.DECIDE, Step.CHECK, Step.PLAN, Step.VERIFY)
HANDING_OVER = (Step.SEAL, Step.RECEIPT)
DESTROYING = (Step.DESTROY, Step.CERTIFICATE)
RECEIVING = (Step.RECEIVE, Step.RECONCILE, Step.VERIFY, Step.TAKE_OVER)
TAKERS = (CaseRole.COMPLIANCE_OFFICER, CaseRole.DATA_ENGINEER)
"""At the buyer's own installation its team does what the receiver does where both sides share one."""
SAMPLING = (Step.SAMPLE,)
"""Asked for by `people-sample.requested`, with what kind of sample is wanted."""
CHANGING = (Step.CHANGE_PEOPLE, Step.REPLAY)
"""Asked for by signing a change off, or after a restore."""
JOBS = sight(
    "case.jobs",
    zh="任务",
    en="Jobs",
    policy=Policy((*SELLERS, CaseRole.RECEIVER, CaseRole.AUDITOR)),
)


def _steps(*steps: Step) -> Any:
    return lambda actor, target: steps


def queue(deed: Deed, link: ProjectLink, step: Step, tag: str | None = None) -> Job:
    """Asking twice for the same step gives the job that is there; another step has to wait for its end.

    `tag`: of the entry, where the action is about something else and asks for the job as well.
    """
    standing = Job.objects.filter(project=link, state__in=[str(state) for state in OPEN]).first()
    if standing is not None and standing.step is not step:
        raise JOB_OPEN.error(step=standing.step.text)
    job = standing or Job.objects.create(project=link, step=step, asked_by=deed.actor.ref)
    refs = {"job": job.ref, "project": link.ref, "step": str(step), "again": standing is not None}
    deed.record(tag=tag, **refs)
    _enqueue(job)
    return job


def _enqueue(job: Job) -> None:
    """After the commit; what is lost between the two is found again by `tending`."""
    from novation.control.operations.carrying_out import run_job

    transaction.on_commit(partial(run_job.enqueue, job.ref))


def _one_of(step: Step, allowed: tuple[Step, ...]) -> None:
    if step not in allowed:
        raise INPUT_WRONG.error(
            field=Text("步骤", "step"), problem=Text("不在这里办理", "it is asked for elsewhere")
        )


@action(
    "job.queued",
    zh="运行一步",
    en="Run a step",
    policy=Policy(PREPARERS, (OWN_SIDE,), system=True),
    target=ProjectLink,
)
def queue_job(
    deed: Deed,
    link: ProjectLink,
    *,
    step: Annotated[Step, Input("步骤", "Step", choices=_steps(*PREPARING))],
) -> Job:
    """Scanning, linking, judging, planning, verifying: reads the sources and changes nothing in them."""
    _one_of(step, PREPARING)
    return queue(deed, link, step)


@action(
    "sealing.requested",
    zh="封装与回执",
    en="Seal, and take the receipt in",
    policy=Policy((CaseRole.HANDER_OVER,), (OWN_SIDE,)),
    target=ProjectLink,
)
def request_sealing(
    deed: Deed,
    link: ProjectLink,
    *,
    step: Annotated[Step, Input("步骤", "Step", choices=_steps(*HANDING_OVER))] = Step.SEAL,
) -> Job:
    """Checks authorisations and freshness before the hander-over seals, or takes the buyer's receipt in."""
    _one_of(step, HANDING_OVER)
    return queue(deed, link, step)


@action(
    "destruction.requested",
    zh="依已授权的方案销毁",
    en="Destroy under the authorised plan",
    policy=Policy((CaseRole.HANDER_OVER,), (OWN_SIDE,)),
    target=ProjectLink,
)
def request_destruction(
    deed: Deed,
    link: ProjectLink,
    *,
    step: Annotated[Step, Input("步骤", "Step", choices=_steps(*DESTROYING))] = Step.DESTROY,
) -> Job:
    """Cannot be recovered. Runs only with the buyer's receipt and two people's signed authorisations of this very plan."""
    _one_of(step, DESTROYING)
    return queue(deed, link, step)


@action(
    "reconciliation.requested",
    zh="启封、对账、查验或接管收到的包",
    en="Open, reconcile, verify or take over what arrived",
    policy=Policy((CaseRole.RECEIVER, *TAKERS), (OWN_SIDE,)),
    target=ProjectLink,
)
def request_reconciliation(
    deed: Deed,
    link: ProjectLink,
    *,
    step: Annotated[Step, Input("步骤", "Step", choices=_steps(*RECEIVING))] = Step.RECONCILE,
) -> Job:
    """Verifies and opens what arrived, holds it against the index row by row, or takes over what the buyer is bound to."""
    _one_of(step, RECEIVING)
    return queue(deed, link, step)


def _own_job(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    """Of one's own side, and a step that one might ask for."""
    link = target.project if isinstance(target, Job) else target
    if not isinstance(target, Job) or not own_side(actor, link, {}):
        return not isinstance(target, Job)
    held = actor.roles_in(link.scope)
    return any(target.step in steps and held & {str(r) for r in roles} for steps, roles in _WHO)


_WHO = (
    ((*PREPARING, *SAMPLING), PREPARERS),
    ((*HANDING_OVER, *DESTROYING), (CaseRole.HANDER_OVER,)),
    (RECEIVING, (CaseRole.RECEIVER, *TAKERS)),
    (CHANGING, (CaseRole.COMPLIANCE_OFFICER, CaseRole.OWNER)),
)
OWN_JOB = Condition(Text("只有能要求这一步的人可以", "only for those who may ask for this step"), _own_job)


@action(
    "job.cancelled",
    zh="取消任务",
    en="Cancel a job",
    policy=Policy((*PREPARERS, CaseRole.HANDER_OVER, CaseRole.RECEIVER), (OWN_JOB,)),
    target=Job,
    move=LIFE.move(JobState.QUEUED, JobState.WAITING, to=JobState.CANCELLED),
)
def cancel_job(deed: Deed, job: Job) -> None:
    """Takes a step out of the queue before it began, or stops waiting for a signature."""
    job.ended_at = timezone.now()
    job.save(update_fields=["ended_at"])
    deed.record(job=job.ref, step=str(job.step))


def _starter_or_officer(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    """Whoever asked for it, or the officer; each on their own side."""
    officer = str(CaseRole.COMPLIANCE_OFFICER) in actor.roles_in(target.scope)
    return own_side(actor, target.project, {}) and (officer or target.asked_by == actor.ref)


STARTER = Condition(
    Text(
        "只有要求这一步的人和合规负责人可以",
        "only for who asked for this step, and for the compliance officer",
    ),
    _starter_or_officer,
)


@action(
    "job-stop.asked",
    zh="让任务停下",
    en="Ask a running job to stop",
    policy=Policy((*PREPARERS, CaseRole.OWNER, CaseRole.HANDER_OVER, CaseRole.RECEIVER), (STARTER,)),
    target=Job,
    move=LIFE.move(JobState.RUNNING, to=JobState.RUNNING),
)
def ask_to_stop(deed: Deed, job: Job) -> None:
    """The step stops at its next safe point, within seconds as a rule; nothing is left half-done, and it can go on later."""
    job.stop_asked_at, job.stop_asked_by = timezone.now(), deed.actor.ref
    job.save(update_fields=["stop_asked_at", "stop_asked_by"])
    deed.record(job=job.ref, step=str(job.step))


@action(
    "job.resumed",
    zh="继续任务",
    en="Go on with a job",
    policy=Policy((*PREPARERS, CaseRole.HANDER_OVER, CaseRole.RECEIVER), (OWN_JOB,)),
    target=Job,
    move=LIFE.move(
        JobState.INTERRUPTED, JobState.STOPPED, JobState.FAILED, JobState.WAITING, to=JobState.QUEUED
    ),
)
def resume_job(deed: Deed, job: Job) -> None:
    """Goes on where a step was interrupted: what it had finished is kept, nothing half-done was left."""
    ProjectLink.objects.select_for_update().get(pk=job.project_id)
    standing = Job.objects.filter(project=job.project, state__in=[str(state) for state in OPEN]).first()
    if standing is not None:
        raise JOB_OPEN.error(step=standing.step.text)
    Job.objects.filter(pk=job.pk).update(error_code="", error_zh="", error_en="", ended_at=None)
    job.refresh_from_db()
    deed.record(job=job.ref, step=str(job.step))
    _enqueue(job)
