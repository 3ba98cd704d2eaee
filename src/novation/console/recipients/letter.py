"""The drafted letter to one recipient, to be read, printed, and said to be sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.informing.drafting import drafted
from novation.control.informing.models import Telling
from novation.control.informing.recipients import RECIPIENTS
from novation.control.informing.states import Told


@case_page(RECIPIENTS)
def letter(request: HttpRequest, case: Case, telling: str) -> HttpResponse:
    """Drafted anew each time from the register; nothing of the person is in it."""
    found = Telling.objects.filter(case=case, ref=telling).select_related("recipient", "request").first()
    if found is None or found.recipient is None:
        raise Http404
    page = {
        "case": case,
        "one": found,
        "late": found.state is Told.DUE and found.due_on < timezone.localdate(),
        "letter": drafted(found, found.recipient),
        "offers": offers(request.user, found, ("recipient.told",)) if found.state is Told.DUE else [],
    }
    return render(request, "console/recipients/letter.html", page)
