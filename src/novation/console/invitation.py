"""Accepting an invitation: the link is taken out of the address at once, so that no history or log keeps it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from novation.console.fields import fields
from novation.console.signing_in import BEFORE_SIGN_IN
from novation.control.accounts import limits
from novation.control.accounts.at_rest import token_digest
from novation.control.accounts.invitation_actions import Invitee, accept
from novation.control.accounts.inviting import invitation_of
from novation.control.accounts.models import Invitation
from novation.control.actions import ACTIONS
from novation.control.inputs import parse
from novation.errors import NovationError
from novation.ui.addresses import address_of

KEPT = "invitation"


@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps the link's digest in the session and goes on to a page without it."""
    request.session[KEPT] = token_digest(token)
    request.session.set_expiry(BEFORE_SIGN_IN)
    return redirect("invitation")


@never_cache
def invitation(request: HttpRequest) -> HttpResponse:
    """Name, password and language of the new account; a link that is used, expired or wrong is told so in words."""
    try:
        limits.take(limits.LINK, address_of(request))
        found = invitation_of(request.session.get(KEPT, ""))
    except NovationError as problem:
        return _page(request, None, problem)
    limits.give_back(limits.LINK, address_of(request))
    if request.method != "POST":
        return _page(request, found, None)
    action, actor = ACTIONS["invitation.accepted"], Invitee(found.ref)
    raw = {name: request.POST.get(name, "") for name in action.inputs}
    try:
        accept(actor, found, **parse(action.inputs, raw, actor=actor, target=found))
    except NovationError as problem:
        return _page(request, found, problem)
    request.session.flush()
    return redirect("sign-in")


def _page(request: HttpRequest, found: Invitation | None, error: NovationError | None) -> HttpResponse:
    action = ACTIONS["invitation.accepted"]
    given = request.POST if request.method == "POST" else {}
    page = {
        "invitation": found,
        "fields": fields(action, None, found, given, error) if found else [],
        "error": error,
    }
    return render(request, "console/invitation.html", page, status=error.kind.http_status if error else 200)
