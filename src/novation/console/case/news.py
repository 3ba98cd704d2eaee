"""A panel of a case's overview: what is new since the reader looked, which tasks are late."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from novation.console.case.panels import Panel, register
from novation.control.cases.listing import Filter, Which, tasks_of
from novation.control.cases.looking import unseen
from novation.control.cases.models import Case


def values(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Two figures, each a link."""
    return {
        "unseen": unseen(case, request.user),
        "late": tasks_of(case, request.user, Filter(Which.LATE)).count(),
        "live": tasks_of(case, request.user, Filter()).count(),
    }


register(Panel("console/case/news.html", values))
