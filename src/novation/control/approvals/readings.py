"""What programs read of approvals: each plan that was put up, what it still waits for, and the papers to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from novation.control.approvals.actions.seeing import APPROVALS, SIGNING, papers_seen
from novation.control.approvals.models import Paper, Submission
from novation.control.approvals.standing import Need, NeedState, standing
from novation.control.approvals.terms import PaperKind, Verdict
from novation.control.cases.models import Case
from novation.control.reading import Window, reading
from novation.messages import Text
from novation.terms import Role


@dataclass(frozen=True, slots=True)
class NeedRow:
    """`person`: the reference of who answered, or empty."""

    role: Role
    state: NeedState
    person: str


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """`committee`, `classes_signed`, `classes`: null where none is needed, or where there is nothing to look at.

    `looked_at` false: the project lies elsewhere, so nobody can say here whether the plan is stale.
    """

    ref: str
    number: int
    plan: str
    plan_version: int
    put_up_at: datetime
    deadline_at: datetime
    released_at: datetime | None
    needs: list[NeedRow]
    committee: Verdict | None
    classes_signed: int | None
    classes: int | None
    complete: bool
    stale: Text | None
    looked_at: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """`person`: the reference of who is to sign; `digest`: of what is signed."""

    ref: str
    kind: PaperKind
    person: str
    digest: str
    prepared_at: datetime
    expires_at: datetime | None
    signed: bool


@reading("approvals", zh="审批", en="Approvals", sight=APPROVALS)
def approvals(case: Case, actor: Any, window: Window) -> list[SubmissionRow]:
    """Each plan that was put up for decision, with who answered; all but the newest are void."""
    found = Submission.objects.filter(case=case).select_related("charter", "case")
    return [_submission(one) for one in window.cut(found)]


def _submission(one: Submission) -> SubmissionRow:
    now = standing(one)
    return SubmissionRow(
        one.ref, one.number, one.plan, one.plan_version, one.put_up_at, one.deadline_at, one.released_at,
        [_need(need) for need in now.needs], now.committee.verdict if now.committee else None,
        now.classes.signed if now.classes else None, now.classes.total if now.classes else None,
        now.is_complete, now.fresh.stale, now.fresh.is_looked_at,
    )  # fmt: skip


def _need(need: Need) -> NeedRow:
    return NeedRow(need.role, need.state, need.approval.person.ref if need.approval else "")


@reading("papers", zh="待签与已签文件", en="Papers to sign", sight=SIGNING)
def papers(case: Case, actor: Any, window: Window) -> list[PaperRow]:
    """What was put up to be signed that the caller may see, with who signs."""
    return [_paper(one) for one in window.cut(papers_seen(actor, case))]


def _paper(one: Paper) -> PaperRow:
    return PaperRow(
        one.ref, one.kind, one.person.ref, one.digest, one.prepared_at, one.expires_at, bool(one.signature)
    )
