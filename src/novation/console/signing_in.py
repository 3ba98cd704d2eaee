"""Signing in and out, and choosing the language."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from novation.console.onward import onward
from novation.console.proving import CHALLENGE, note_proved
from novation.console.visitors import agent_of, site_of
from novation.control.accounts import factors, limits, passkeys
from novation.control.accounts.models import Person
from novation.control.accounts.own_actions import begin_session
from novation.control.accounts.passwords import person_with
from novation.control.actions import SYSTEM
from novation.errors import NovationError
from novation.errors.accounts import SIGN_IN_WRONG
from novation.ui.addresses import address_of
from novation.ui.language import COOKIE

BACKEND = "django.contrib.auth.backends.ModelBackend"
SECOND_STEP = "second_step"
MUST_ENROL = "must_enrol"
BEFORE_SIGN_IN = 3600


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for e-mail and password, or a passkey; the answer to a wrong one does not tell what was wrong."""
    error = None
    if request.method == "POST":
        try:
            return _with_passkey(request) if request.POST.get("answer") else _with_password(request)
        except NovationError as problem:
            error = problem
    options, request.session[CHALLENGE] = passkeys.offer_sign_in(site_of(request))
    request.session.set_expiry(BEFORE_SIGN_IN)
    page = {
        "error": error,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "options": options,
        "email": request.POST.get("email", "")[:254],
    }
    return render(request, "console/sign_in.html", page, status=error.kind.http_status if error else 200)


def _with_password(request: HttpRequest) -> HttpResponse:
    """Raises `account.too-many-attempts` or `account.sign-in-wrong`, the same for known and unknown addresses."""
    email, address = request.POST.get("email", "")[:254].strip().lower(), address_of(request)
    limits.take(limits.ADDRESS, address)
    limits.take(limits.ACCOUNT, email)
    person = person_with(email, request.POST.get("password", ""))
    if person is None:
        raise SIGN_IN_WRONG.error()
    limits.clear(limits.ACCOUNT, email)
    limits.give_back(limits.ADDRESS, address)
    if factors.has_second(person):
        return _ask_second(request, person)
    begin(request, person, "password")
    return redirect(onward(request))


def _with_passkey(request: HttpRequest) -> HttpResponse:
    address = address_of(request)
    limits.take(limits.ADDRESS, address)
    challenge = request.session.pop(CHALLENGE, "")
    person = passkeys.person_with(site_of(request), challenge, request.POST.get("answer", ""))
    limits.give_back(limits.ADDRESS, address)
    begin(request, person, "passkey")
    return redirect(onward(request))


def _ask_second(request: HttpRequest, person: Person) -> HttpResponse:
    """The password was right; who it was waits in a session with a new key, which opens nothing yet."""
    request.session.cycle_key()
    request.session[SECOND_STEP] = {"person": person.ref, "at": timezone.now().isoformat()}
    return redirect(f"{reverse('second-step')}?{urlencode({'next': onward(request)})}")


def begin(request: HttpRequest, person: Person, factor: str) -> None:
    """Signs in: the session gets a new key, and nothing of what it held before counts."""
    request.session.flush()
    login(request, person, backend=BACKEND)
    request.session["agent"], request.session["factor"] = agent_of(request), factor
    if factor not in factors.STRONG and factors.must_have_second(person):
        request.session[MUST_ENROL] = True
    note_proved(request)
    begin_session(SYSTEM, person, factor=factor)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie and goes back to where the reader was."""
    response = redirect(onward(request))
    language = "en" if request.POST.get("language") == "en" else "zh"
    response.set_cookie(
        COOKIE, language, max_age=31_536_000, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response
