"""What happened in a case since the reader last looked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from novation.console.seeing import case_page
from novation.control.cases.looking import SHOWN, SINCE, mark_seen, since_last_look
from novation.control.cases.models import Case


@case_page(SINCE)
def since(request: HttpRequest, case: Case) -> HttpResponse:
    """GET shows the entries; POST says that they were seen, up to the one the page ended with."""
    if request.method == "POST":
        size = request.POST.get("size", "")
        if size.isascii() and size.isdigit() and len(size) < 16:
            mark_seen(case, request.user, int(size))
        return redirect("since", ref=case.ref)
    found = since_last_look(case, request.user)
    return render(request, "console/case/since.html", {"case": case, "since": found, "shown": SHOWN})
