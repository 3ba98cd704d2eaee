"""Any action as a form: the inputs make the fields, the action decides, an error keeps what was written."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from novation.console.fields import Field, fields
from novation.console.onward import onward
from novation.console.proving import prove_first
from novation.control.accounts.proving import PROVED, proved
from novation.control.actions import (
    ACTIONS,
    THE_INSTALLATION,
    Action,
    InstallationTarget,
    perform,
    record_refusal,
)
from novation.control.cases.models import Case
from novation.control.inputs import parse
from novation.errors import NovationError


@login_required
def deed(request: HttpRequest, tag: str, ref: str) -> HttpResponse:
    """GET shows the form of an action on a thing, POST does it and goes on to `next` (or back to the thing)."""
    action, target = _found(request, tag, ref)
    request.case = target if isinstance(target, Case) else getattr(target, "case", None)  # type: ignore[attr-defined]
    if PROVED in action.policy.conditions and not proved(request.user):
        return prove_first(request)
    if refusal := action.policy.refusal(request.user, target, {}):
        record_refusal(request.user, target.scope, tag)
        return render(request, "console/refused.html", {"action": action, "reason": refusal}, status=403)
    if request.method == "POST":
        return _do(request, action, target)
    return _form(request, action, target, fields(action, request.user, target, request.GET))


def _do(request: HttpRequest, action: Action, target: Any) -> HttpResponse:
    raw = _raw(request, action)
    try:
        given = parse(action.inputs, raw, actor=request.user, target=target)
        perform(action, request.user, target, _seen(request), given)
    except NovationError as error:
        shown = fields(action, request.user, target, request.POST, error)
        return _form(request, action, target, shown, error)
    return redirect(onward(request))


def _form(
    request: HttpRequest, action: Action, target: Any, shown: list[Field], error: NovationError | None = None
) -> HttpResponse:
    page = {
        "action": action,
        "target": target,
        "fields": shown,
        "error": error,
        "next": onward(request) if request.POST.get("next") or request.GET.get("next") else "",
        "seen": getattr(target, "version", ""),
        "multipart": any(field.kind == "file" for field in shown),
    }
    return render(request, "console/deed.html", page, status=error.kind.http_status if error else 200)


def _found(request: HttpRequest, tag: str, ref: str) -> tuple[Action, Any]:
    """The action and its target; somebody without any role in the target's scope learns nothing about it."""
    action = ACTIONS.get(tag)
    if action is None:
        raise Http404
    if action.target is InstallationTarget:
        return action, THE_INSTALLATION
    target = action.target._default_manager.filter(ref=ref).first()  # type: ignore[attr-defined]
    if target is None:
        raise Http404
    if action.policy.hides(request.user, target):
        record_refusal(request.user, target.scope, tag)
        raise Http404
    return action, target


def _raw(request: HttpRequest, action: Action) -> dict[str, Any]:
    """What the form gave: lists where a field may be given more than once, files where there are files."""
    raw: dict[str, Any] = {}
    for name in action.inputs:
        if name in request.FILES:
            raw[name] = request.FILES[name]
        elif name in request.POST:
            values = request.POST.getlist(name)
            raw[name] = values if len(values) > 1 else values[0]
    return raw


def _seen(request: HttpRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None
