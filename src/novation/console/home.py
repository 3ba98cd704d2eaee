"""Home: what is overdue, due this week, and waiting for the reader."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from novation.control.cases.models import Case


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """The cases the reader works on."""
    cases = Case.objects.visible_to(request.user).select_related("seller", "buyer").order_by("closing_on")
    return render(request, "console/today.html", {"cases": cases})
