"""Four short pages for whoever wants to understand: open to everybody, about nobody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from novation.control.cases.models import Case
from novation.portal.seeing import case_page
from novation.portal.texts import say

LESSONS = ("handover", "rights", "children", "fraud")


@require_safe
@case_page
def lesson(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    if name not in LESSONS:
        raise Http404
    text = say(request.language, f"learn.{name}.text")  # type: ignore[attr-defined]
    shown = {"title": f"learn.{name}", "paragraphs": text.split("\n\n"), "lessons": LESSONS, "here": name}
    return render(request, "portal/lesson.html", shown)
