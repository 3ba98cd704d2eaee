"""The page of approvals: who is needed, who said what, dissent, what is signed, and whether the plan still stands."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from novation.console.approvals.showing import Shown, button, shown
from novation.console.seeing import case_page
from novation.control.approvals.actions.seeing import APPROVALS
from novation.control.approvals.models import Charter, Submission
from novation.control.cases.models import Case
from novation.evidence.instants import read_instant
from novation.messages import Text

_TITLES = {
    "none": Text("还没有方案提交审批", "No plan has been put up yet"),
    "stale": Text("方案已过时，不能再表态", "The plan is stale; nobody can decide on it"),
    "declined": Text("方案没有通过", "The plan was declined"),
    "waiting": Text(
        "还缺 {missing} 项同意，方案不能执行", "The plan waits for {missing} of {needed} approvals"
    ),
    "agreement": Text(
        "同意已齐，转让协议尚未生效", "Approved by all, but the transfer agreement is not in force"
    ),
    "released": Text("同意已齐，授权书待签署", "Approved by all; the authorisation can be signed"),
    "signed": Text("授权书已签署", "The authorisation is signed"),
}


@case_page(APPROVALS)
def overview(request: HttpRequest, case: Case) -> HttpResponse:
    """The newest plan that was put up, and the earlier ones beneath."""
    submissions = list(Submission.objects.filter(case=case).select_related("charter").order_by("-number"))
    for one in submissions:
        one.case = case
    current = shown(submissions[0], request.user) if submissions else None
    back = reverse("approvals", kwargs={"ref": case.ref})
    tags = ("plan.submitted", "signer.entered")
    made = [button(tag, case, request.user, back) for tag in tags]
    page = {
        "case": case,
        "current": current,
        "heading": _heading(current),
        "earlier": submissions[1:],
        "charter": Charter.objects.filter(case=case).order_by("number").last(),
        "made_at": _made_at(submissions[0]) if submissions else None,
        "buttons": [one for one in made if one is not None],
        "state": _state(current),
    }
    return render(request, "console/approvals/overview.html", page)


def _made_at(submission: Submission) -> datetime | None:
    made = submission.plan_made_at
    return read_instant(made) if made else None


def _state(current: Shown | None) -> str:
    if current is None:
        return "none"
    if current.standing.fresh.stale is not None:
        return "stale"
    if current.standing.is_declined:
        return "declined"
    if not current.standing.is_complete:
        return "waiting"
    if current.lacking is not None:
        return "agreement"
    signed = {str(paper.role) for paper in current.papers if paper.signature}
    wanted = {str(role) for role in current.submission.wanted}
    return "signed" if wanted <= signed else "released"


def _heading(current: Shown | None) -> Text:
    text = _TITLES[_state(current)]
    if current is None:
        return text
    there, needed = current.standing.counted
    return text.format(missing=needed - there, needed=needed)
