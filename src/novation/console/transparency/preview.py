"""What would be told in public, as it would read; what is lacking; the versions that were released."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.actions import ACTIONS
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.control.rights.transparency import HEADS
from novation.control.transparency.actions import TRANSPARENCY
from novation.control.transparency.document import document_of, lacking
from novation.control.transparency.models import Release
from novation.control.transparency.shown import shown
from novation.evidence import canonical


@case_page(TRANSPARENCY)
def transparency(request: HttpRequest, case: Case) -> HttpResponse:
    """The preview is drawn up anew at every look; its digest is what is released."""
    document = document_of(case, timezone.localdate())
    digest = canonical.digest(document)
    releases = list(Release.objects.filter(case=case))
    names = names_of(one.released_by for one in releases)
    may = ACTIONS["transparency.released"].policy.refusal(request.user, case, {}) is None
    page = {
        "case": case,
        "told": shown(document),
        "heads": HEADS,
        "digest": digest,
        "lacking": lacking(document),
        "releases": [(one, names.get(one.released_by, "")) for one in releases],
        "same": bool(releases) and releases[0].digest == digest,
        "may_release": may,
        "address": f"{settings.PORTAL_ADDRESS.rstrip('/')}/{case.ref}/transparency/",
        "offers": offers(request.user, case, ("processing.described", "policy.written", "recipient.entered")),
    }
    return render(request, "console/transparency/preview.html", page)
