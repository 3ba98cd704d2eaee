"""Proving oneself again: before a sensitive deed, password or passkey, unless that was within the last ten minutes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from novation.console.onward import onward
from novation.console.visitors import site_of
from novation.control.accounts import limits, passkeys
from novation.control.accounts.passwords import person_with
from novation.control.accounts.proving import proved
from novation.errors import NovationError
from novation.errors.accounts import PASSKEY_WRONG, SIGN_IN_WRONG

View = Callable[..., HttpResponseBase]
PROVED_AT = "proved_at"
CHALLENGE = "passkey_challenge"


def recently_proved(view: View) -> View:
    """A page for somebody who proved themself within the last ten minutes; others are asked first and come back."""

    @login_required
    @functools.wraps(view)
    def page(request: HttpRequest, *given: Any, **rest: Any) -> HttpResponseBase:
        return view(request, *given, **rest) if proved(request.user) else prove_first(request)

    return page


def prove_first(request: HttpRequest) -> HttpResponse:
    """To the question, and back to this address."""
    return redirect(f"{reverse('prove')}?{urlencode({'next': request.get_full_path()})}")


@login_required
def prove(request: HttpRequest) -> HttpResponse:
    """Asks for the password, or for a passkey."""
    error = None
    if request.method == "POST":
        try:
            _check(request)
        except NovationError as problem:
            error = problem
        else:
            note_proved(request)
            return redirect(onward(request))
    options, request.session[CHALLENGE] = passkeys.offer_sign_in(site_of(request))
    page = {
        "error": error,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "options": options,
        "has_passkey": request.user.passkeys.exists(),
    }
    return render(request, "console/prove.html", page, status=error.kind.http_status if error else 200)


def note_proved(request: HttpRequest) -> None:
    request.session[PROVED_AT] = timezone.now().isoformat()


def _check(request: HttpRequest) -> None:
    person = request.user
    if answer := request.POST.get("answer", ""):
        challenge = request.session.pop(CHALLENGE, "")
        if passkeys.person_with(site_of(request), challenge, answer).pk != person.pk:
            raise PASSKEY_WRONG.error()
        return
    limits.take(limits.ACCOUNT, person.email)
    found = person_with(person.email, request.POST.get("password", ""))
    if found is None or found.pk != person.pk:
        raise SIGN_IN_WRONG.error()
    limits.clear(limits.ACCOUNT, person.email)
