"""The plan: the stages that will run, what is being signed, whether it is fresh, and the version before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.operations.showing import button, buttons, halted_job, nothing_yet, open_job, project_of
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.operations import deal_file
from novation.control.operations.actions.projects import PLAN
from novation.control.operations.dossier import dossier
from novation.control.operations.reading.plan import plan_shown
from novation.messages import Text
from novation.ui.language import active_language


@case_page(PLAN)
def page(request: HttpRequest, case: Case) -> HttpResponse:
    """A stale plan says so first, and offers no signing."""
    link = project_of(case)
    plan = plan_shown(link) if link else None
    if link is None or plan is None:
        return render(request, "console/operations/no_plan.html", nothing_yet(request, case, link))
    shown = {
        "case": case,
        "plan": plan,
        "job": open_job(link),
        "halted": halted_job(link),
        "differences": deal_file.differences(link),
        "write": button(
            request, "project-settings.written", link, Text("写进 novation.toml", "Write into novation.toml")
        ),
        "buttons": buttons(
            button(request, "job.queued", link, Text("重新做方案", "Make the plan anew"), step="run"),
            button(
                request,
                "job.queued",
                link,
                Text("由第二个引擎复核", "Check by the second engine"),
                step="check",
            ),
            button(
                request, "sealing.requested", link, Text("封装前核对", "Check before sealing"), step="seal"
            ),
        ),
    }
    return render(request, "console/operations/plan.html", shown)


@case_page(PLAN)
def dossier_file(request: HttpRequest, case: Case) -> HttpResponse:
    """The dossier of the data plane as one file, in the reader's language; it holds records and no rows."""
    link = project_of(case)
    if link is None:
        raise Http404
    language = active_language()
    response = HttpResponse(dossier(link, language), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.number}-dossier.{language}.html"'
    return response
