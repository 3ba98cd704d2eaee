"""How a page finds what it shows: what somebody may not see answers as if it did not exist, and the attempt is recorded."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from novation.control.actions import Sight, record_refusal
from novation.control.cases.gates import only_shown
from novation.control.cases.models import Case
from novation.control.journal.appending import INSTALLATION

View = Callable[..., HttpResponseBase]


def case_page(sight: Sight) -> Callable[[View], View]:
    """A page of one case: the view gets `(request, case, …)`. Strangers and people without the role get 404."""

    def wrap(view: View) -> View:
        @login_required
        @functools.wraps(view)
        def page(request: HttpRequest, ref: str, **rest: Any) -> HttpResponseBase:
            return view(request, seen_case(request, ref, sight), **rest)

        page.sight = sight  # type: ignore[attr-defined]
        return page

    return wrap


def seen_case(request: HttpRequest, ref: str, sight: Sight) -> Case:
    """The case, if this person may look at it; else the attempt is recorded and the answer is 404."""
    case = Case.objects.select_related("seller", "buyer", "organisation").filter(ref=ref).first()
    if case is None:
        raise Http404
    if sight.policy.refusal(request.user, case, {}):
        # In the stream of the case its team can read that somebody tried.
        record_refusal(request.user, case.ref, sight.name)
        raise Http404
    if request.method in ("GET", "HEAD"):
        only_shown(case)
    request.case = case  # type: ignore[attr-defined]  # for the side of the page
    return case


def house_page(sight: Sight) -> Callable[[View], View]:
    """A page about the reader's organisation or the installation; the policy is asked with their organisation."""

    def wrap(view: View) -> View:
        @login_required
        @functools.wraps(view)
        def page(request: HttpRequest, **rest: Any) -> HttpResponseBase:
            if sight.policy.refusal(request.user, request.user.organisation, {}):
                record_refusal(request.user, INSTALLATION, sight.name)
                raise Http404
            return view(request, **rest)

        page.sight = sight  # type: ignore[attr-defined]
        return page

    return wrap
