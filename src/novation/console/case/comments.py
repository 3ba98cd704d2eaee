"""Comments on a case and on its things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.cases.comment_actions import COMMENTS
from novation.control.cases.models import Case, Comment
from novation.control.cases.team import names_of
from novation.control.roles import CaseRole

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is empty where the comment was withdrawn and the reader is no auditor."""

    comment: Comment
    author: str
    text: str
    mine: bool


@case_page(COMMENTS)
def comments(request: HttpRequest, case: Case) -> HttpResponse:
    """What was said on the case itself; `?about=` on one thing of it."""
    about = request.GET.get("about", "")[:80] or case.ref
    return render(request, "console/case/comments.html", {"case": case, **comments_on(request, case, about)})


def comments_on(request: HttpRequest, case: Case, about: str) -> dict[str, Any]:
    """For the part `console/case/said.html` of any page: `said` (a page of it), `about`, `may_comment`."""
    rows = Comment.objects.visible_to(request.user, case).filter(about=about).order_by("-id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    names = names_of(comment.author for comment in page)
    auditor = CaseRole.AUDITOR in request.user.roles_in(case.ref)
    said = [_said(comment, names, request.user.ref, auditor) for comment in page]
    return {
        "said": said,
        "said_page": page,
        "about": about,
        "may_comment": bool(offers(request.user, case, ("comment.written",))),
    }


def _said(comment: Comment, names: dict[str, str], reader: str, auditor: bool) -> Said:
    shown = comment.withdrawn_at is None or auditor
    mine = comment.author == reader and comment.withdrawn_at is None
    return Said(comment, names.get(comment.author, comment.author), comment.text if shown else "", mine)
