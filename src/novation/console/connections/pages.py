"""Which programs may act in a case, which systems are told of it, and what could not be delivered."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from novation.console.fields import fields
from novation.console.proving import prove_first
from novation.console.seeing import case_page, house_page
from novation.control.accounts.proving import PROVED, proved
from novation.control.actions import ACTIONS, perform, record_refusal
from novation.control.cases.models import Case
from novation.control.hooks.models import Delivery, Subscription, Token
from novation.control.hooks.terms import DeliveryState, SubscriptionState, TokenState
from novation.control.hooks.tokens import HOUSE_TOKENS, TOKENS
from novation.control.inputs import parse
from novation.errors import NovationError

SHOWN = 100


@case_page(TOKENS)
def connections(request: HttpRequest, case: Case) -> HttpResponse:
    """The live tokens, and the webhooks with what waits and what was given up."""
    waiting = Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING))
    lost = Count("deliveries", filter=Q(deliveries__state=DeliveryState.GIVEN_UP))
    webhooks = (
        Subscription.objects.filter(case=case)
        .exclude(state=SubscriptionState.REMOVED)
        .annotate(waiting=waiting, lost=lost)
        .order_by("id")
    )
    page = {
        "case": case,
        "tokens": _tokens(case.ref),
        "webhooks": webhooks,
        "scope": case.ref,
        "leave": "token.revoked",
    }
    return render(request, "console/connections/overview.html", page)


@house_page(HOUSE_TOKENS)
def house_tokens(request: HttpRequest) -> HttpResponse:
    """The live tokens of the reader's organisation."""
    scope = request.user.organisation.ref
    page = {"tokens": _tokens(scope), "scope": scope, "leave": "house-token.revoked"}
    return render(request, "console/connections/overview.html", page)


@never_cache
@case_page(TOKENS)
def new_token(request: HttpRequest, case: Case) -> HttpResponse:
    """Asks what a token may, issues it and shows its secret, this once."""
    return _issue(request, "token.issued", case, case)


@never_cache
@house_page(HOUSE_TOKENS)
def new_house_token(request: HttpRequest) -> HttpResponse:
    """As for a case, for the organisation."""
    return _issue(request, "house-token.issued", request.user.organisation, None)


@never_cache
@case_page(TOKENS)
def new_webhook(request: HttpRequest, case: Case) -> HttpResponse:
    """Asks for address and entries, and shows the signing secret."""
    return _issue(request, "webhook.added", case, case)


@never_cache
@case_page(TOKENS)
def new_secret(request: HttpRequest, case: Case, webhook: str) -> HttpResponse:
    """Replaces the signing secret and shows the new one."""
    return _issue(request, "webhook-secret.replaced", _webhook(case, webhook), case)


@case_page(TOKENS)
def webhook(request: HttpRequest, case: Case, webhook: str) -> HttpResponse:
    """What one webhook delivered last, what waits, what was given up."""
    found = _webhook(case, webhook)
    deliveries = Delivery.objects.filter(subscription=found).order_by("-index")[:SHOWN]
    page = {"case": case, "webhook": found, "deliveries": deliveries, "wanted": found.wanted.order_by("tag")}
    return render(request, "console/connections/webhook.html", page)


def _tokens(scope: str) -> Any:
    live = Token.objects.filter(scope=scope, state=TokenState.LIVE).select_related("person")
    return live.prefetch_related("rights").order_by("id")


def _webhook(case: Case, ref: str) -> Subscription:
    found = Subscription.objects.filter(case=case, ref=ref).first()
    if found is None:
        raise Http404
    return found


def _issue(request: HttpRequest, tag: str, target: Any, case: Case | None) -> HttpResponse:
    """An action whose result is shown once instead of leading on."""
    action, error, status = ACTIONS[tag], None, 200
    page: dict[str, Any] = {"action": action, "target": target, "case": case}
    if PROVED in action.policy.conditions and not proved(request.user):
        return prove_first(request)
    if refusal := action.policy.refusal(request.user, target, {}):
        record_refusal(request.user, target.scope, tag)
        return render(request, "console/refused.html", page | {"reason": refusal}, status=403)
    if request.method == "POST":
        try:
            given = parse(action.inputs, _raw(request, tag), actor=request.user, target=target)
            page["made"] = perform(action, request.user, target, None, given)
            return render(request, "console/connections/secret.html", page)
        except NovationError as found:
            error, status = found, found.kind.http_status
    said = request.POST if request.method == "POST" else request.GET
    page |= {"fields": fields(action, request.user, target, said, error), "error": error}
    return render(request, "console/connections/new.html", page, status=status)


def _raw(request: HttpRequest, tag: str) -> dict[str, Any]:
    return {name: request.POST.getlist(name) if len(request.POST.getlist(name)) > 1 else request.POST[name]
            for name in ACTIONS[tag].inputs if name in request.POST}  # fmt: skip
