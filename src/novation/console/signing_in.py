"""Signing in and out, and choosing the language."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from novation.ui.language import COOKIE


def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for e-mail and password; the answer to a wrong one does not tell which was wrong."""
    wrong = False
    if request.method == "POST":
        person = authenticate(
            request, username=request.POST.get("email", "").lower(), password=request.POST.get("password", "")
        )
        if person is not None:
            login(request, person)
            return redirect(_onward(request))
        wrong = True
    page = {"wrong": wrong, "next": request.GET.get("next", "")}
    return render(request, "console/sign_in.html", page, status=422 if wrong else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie and goes back to where the reader was."""
    response = redirect(_onward(request))
    language = "en" if request.POST.get("language") == "en" else "zh"
    response.set_cookie(
        COOKIE, language, max_age=31_536_000, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response


def _onward(request: HttpRequest) -> str:
    """Where to go on: an address of this server, never another's."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"
