"""The second step of signing in: a code of the generator, a recovery code, or a passkey."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from novation.console.onward import onward
from novation.console.proving import CHALLENGE
from novation.console.signing_in import SECOND_STEP, begin
from novation.console.visitors import site_of
from novation.control.accounts import factors, limits, passkeys
from novation.control.accounts.models import Person
from novation.errors import NovationError
from novation.errors.accounts import PASSKEY_WRONG

WAITS = timedelta(minutes=10)


@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """For somebody whose password was right within the last ten minutes; anybody else starts again."""
    person = _waiting(request)
    if person is None:
        return redirect("sign-in")
    error = None
    if request.method == "POST":
        try:
            factor = _check(request, person)
        except NovationError as problem:
            error = problem
        else:
            begin(request, person, factor)
            return redirect(onward(request))
    options, request.session[CHALLENGE] = passkeys.offer_sign_in(site_of(request))
    page = {
        "error": error,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "options": options,
        "generator": factors.generator_of(person) is not None,
        "has_passkey": person.passkeys.exists(),
    }
    return render(request, "console/second_step.html", page, status=error.kind.http_status if error else 200)


def _waiting(request: HttpRequest) -> Person | None:
    waiting = request.session.get(SECOND_STEP)
    if not waiting or timezone.now() - datetime.fromisoformat(waiting["at"]) > WAITS:
        return None
    return Person.objects.filter(ref=waiting["person"], is_active=True).select_related("organisation").first()


def _check(request: HttpRequest, person: Person) -> str:
    if answer := request.POST.get("answer", ""):
        challenge = request.session.pop(CHALLENGE, "")
        if passkeys.person_with(site_of(request), challenge, answer).pk != person.pk:
            raise PASSKEY_WRONG.error()
        return "passkey"
    limits.take(limits.SECOND_STEP, person.ref)
    factor = factors.check_code(person, request.POST.get("code", ""))
    limits.clear(limits.SECOND_STEP, person.ref)
    return factor
