"""The last approval that is needed releases the authorisation: from then on it can be signed."""

from __future__ import annotations

from django.utils import timezone

from novation.control.actions import Deed
from novation.control.agreements.gates import lack
from novation.control.agreements.kinds import AgreementKind
from novation.control.approvals.models import Submission
from novation.control.approvals.standing import Standing, standing
from novation.control.cases.models import Case
from novation.errors.approvals import NOT_RELEASED, PLAN_SUPERSEDED
from novation.errors.control import GATE_CLOSED
from novation.messages import Text


def lacking_agreement(case: Case) -> Text | None:
    """Why the transfer agreement is not in force, in words; None: it is. Looked at anew each time."""
    return lack(case, AgreementKind.TRANSFER)


def note_release(deed: Deed, submission: Submission) -> None:
    """Notes, in the deed that completed it, that nothing more is needed; or that something is again."""
    releasable = is_releasable(submission, standing(submission))
    if releasable == (submission.released_at is not None):
        return
    submission.released_at = timezone.now() if releasable else None
    submission.save(update_fields=["released_at"])
    tag = "authorisation.released" if releasable else "authorisation.withdrawn"
    deed.record(tag=tag, submission=submission.ref, plan=submission.plan)


def is_releasable(submission: Submission, now: Standing) -> bool:
    return now.is_complete and lacking_agreement(submission.case) is None


def require_released(submission: Submission) -> None:
    """Before anything is signed; raises `gate.closed`, `approval.plan-stale`, `approval.not-complete`."""
    now = standing(submission)
    if now.fresh.stale:
        raise PLAN_SUPERSEDED.error(reason=now.fresh.stale)
    if lacking := lacking_agreement(submission.case):
        raise GATE_CLOSED.error(reason=lacking)
    if not now.is_complete:
        there, needed = now.counted
        raise NOT_RELEASED.error(there=there, needed=needed)
