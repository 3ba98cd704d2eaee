"""One's own account: where one is signed in, password, factors, the key one signs with."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from novation.console.proving import CHALLENGE, note_proved, recently_proved
from novation.console.seeing import house_page
from novation.console.signing_in import BACKEND, MUST_ENROL
from novation.console.visitors import agent_of, site_of
from novation.control.accounts import factors, own_actions, passkeys, recovery, totp
from novation.control.accounts.actions import OWN
from novation.control.accounts.models import Person, Session, TotpSecret
from novation.control.accounts.proving import proved
from novation.errors import NovationError
from novation.evidence.keys import load_public_key


@house_page(OWN)
def sessions(request: HttpRequest) -> HttpResponse:
    """Every browser that is signed in as me; each can be ended."""
    live = Session.objects.filter(person=request.user, expire_date__gt=timezone.now()).order_by("-seen_at")
    page = {"sessions": live, "current": request.session.ref}  # type: ignore[attr-defined]
    return render(request, "console/house/sessions.html", page)


@require_POST
@house_page(OWN)
def end_others(request: HttpRequest) -> HttpResponse:
    own_actions.end_other_sessions(request.user, request.user, kept=request.session.ref)  # type: ignore[attr-defined]
    return redirect("my-sessions")


@never_cache
@house_page(OWN)
def security(request: HttpRequest) -> HttpResponse:
    """Password, second factors, signing key, as they stand."""
    return _security(request)


def _security(
    request: HttpRequest, error: NovationError | None = None, codes: list[str] | None = None
) -> HttpResponse:
    person = request.user
    page: dict[str, Any] = {
        "error": error,
        "codes": codes,
        "proved": proved(person),
        "must_enrol": bool(request.session.get(MUST_ENROL)),
        "generator": factors.generator_of(person),
        "passkeys": person.passkeys.order_by("id"),
        "codes_left": recovery.left(person),
        "required": factors.must_have_second(person),
        "fingerprint": load_public_key(person.public_key).fingerprint if person.public_key else "",
    }
    return render(
        request, "console/house/security.html", page, status=error.kind.http_status if error else 200
    )


@never_cache
@recently_proved
@house_page(OWN)
def generator(request: HttpRequest) -> HttpResponse:
    """GET begins a new secret and shows it; POST puts it into use with its first code, and shows recovery codes."""
    if factors.generator_of(request.user) is not None:
        return redirect("my-security")
    error = None
    if request.method == "POST":
        try:
            codes = own_actions.register_totp(request.user, request.user, code=request.POST.get("code", ""))
        except NovationError as problem:
            error = problem
        else:
            _enrolled(request)
            return _security(request, codes=codes)
    waiting = TotpSecret.objects.select_related("person").filter(person=request.user).first()
    if waiting is None or (request.method == "GET" and request.GET.get("new")):
        waiting = totp.start(request.user)
    page = {"spelled": totp.spelled(waiting), "error": error}
    return render(
        request, "console/house/generator.html", page, status=error.kind.http_status if error else 200
    )


@never_cache
@recently_proved
@house_page(OWN)
def picture(request: HttpRequest) -> HttpResponse:
    """The QR code of a secret that is not in use yet."""
    waiting = (
        TotpSecret.objects.select_related("person").filter(person=request.user, confirmed_at=None).first()
    )
    if waiting is None:
        raise Http404
    return HttpResponse(totp.picture(waiting, request.user.email), content_type="image/svg+xml")


@never_cache
@recently_proved
@house_page(OWN)
def passkey(request: HttpRequest) -> HttpResponse:
    """GET offers a challenge, POST keeps the passkey the browser made."""
    site = site_of(request)
    if request.method == "POST":
        given = {
            "name": request.POST.get("name", "").strip() or agent_of(request) or "passkey",
            "answer": request.POST.get("answer", ""),
            "challenge": request.session.pop(CHALLENGE, ""),
            "host": site.host,
            "origin": site.origin,
        }
        return _done(request, lambda me: _add_passkey(request, me, given))
    options, request.session[CHALLENGE] = passkeys.offer_registration(site, request.user)
    page = {"options": options, "name": agent_of(request)}
    return render(request, "console/house/passkey.html", page)


def _add_passkey(request: HttpRequest, me: Person, given: dict[str, str]) -> list[str] | None:
    """With the first second factor come recovery codes."""
    own_actions.register_passkey(me, me, **given)
    _enrolled(request)
    return None if recovery.left(me) else own_actions.renew_recovery_codes(me, me)


@never_cache
@recently_proved
@require_POST
@house_page(OWN)
def renew_codes(request: HttpRequest) -> HttpResponse:
    return _done(request, lambda me: own_actions.renew_recovery_codes(me, me))


@never_cache
@recently_proved
@house_page(OWN)
def password(request: HttpRequest) -> HttpResponse:
    """A new password; other sessions end, and this browser gets a new one."""
    error = None
    if request.method == "POST":
        me, kept = Person.objects.get(pk=request.user.pk), dict(request.session.items())
        me.proved_at = request.user.proved_at
        try:
            own_actions.change_password(me, me, password=request.POST.get("password", ""))
        except NovationError as problem:
            error = problem
        else:
            _sign_in_again(request, me, kept)
            return redirect("my-security")
    return render(
        request,
        "console/house/password.html",
        {"error": error},
        status=error.kind.http_status if error else 200,
    )


def _sign_in_again(request: HttpRequest, me: Person, kept: dict[str, Any]) -> None:
    request.session.flush()
    login(request, me, backend=BACKEND)
    for name in ("agent", "factor", MUST_ENROL):
        if name in kept:
            request.session[name] = kept[name]
    note_proved(request)


def _enrolled(request: HttpRequest) -> None:
    """Whoever has just registered a factor has shown it: the session counts as signed in with it."""
    request.session.pop(MUST_ENROL, None)
    request.session["factor"] = "totp" if factors.generator_of(request.user) else "passkey"


def _done(request: HttpRequest, deed: Any) -> HttpResponse:
    """Does it and shows how things stand; new recovery codes are shown in this answer and never again."""
    try:
        codes = deed(request.user)
    except NovationError as problem:
        return _security(request, error=problem)
    if codes is None:
        return redirect("my-security")
    return _security(request, codes=codes)
