"""The outbox: what each subscription has not been told yet follows from its position in the journal; nothing is lost.

A worker calls `deliver_due()`. A subscription is leased by one worker at a time, its entries go out in order, and
nothing is held in the database while another system is waited for.
"""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.actions import SYSTEM
from novation.control.cases.audience import opened_sides
from novation.control.chores import DAY, register
from novation.control.hooks.deliveries import give_up
from novation.control.hooks.models import Call, Delivery, Subscription
from novation.control.hooks.sending import Attempt, send
from novation.control.hooks.signing import headers, secret_of
from novation.control.hooks.terms import DeliveryState, SubscriptionState
from novation.control.journal.models import LogEntry, Opening
from novation.control.journal.opening import CLOSED, openings

WAITS = tuple(timedelta(seconds=s) for s in (5, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000))
"""How long is waited after each failure (about two days in all); after the last the delivery is given up."""
LEASE = timedelta(minutes=2)
BATCH = 100
KEPT = timedelta(hours=24)
OWN = ("delivery.", "webhook.", "webhook-secret.")  # telling of these would make more of them


@register("webhooks", every=2.0)
def deliver_due(now: datetime | None = None, limit: int = 1000) -> int:
    """Sends what is due, oldest first within each subscription; returns how many attempts were made."""
    made = 0
    for subscription in Subscription.objects.filter(state=SubscriptionState.ACTIVE).order_by("id"):
        if made >= limit:
            break
        if _lease(subscription):
            try:
                made += _serve(subscription, now, limit - made)
            finally:
                Subscription.objects.filter(pk=subscription.pk).update(leased_until=None)
    return made


@register("old-calls", every=DAY)
def forget_old_calls(now: datetime | None = None) -> int:
    """Answers kept for repeated calls are kept for a day."""
    return Call.objects.filter(made_at__lt=(now or timezone.now()) - KEPT).delete()[0]


def _lease(subscription: Subscription) -> bool:
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    return bool(Subscription.objects.filter(free, pk=subscription.pk).update(leased_until=now + LEASE))


def _serve(subscription: Subscription, now: datetime | None, limit: int) -> int:
    made = 0
    while made < limit:
        _collect(subscription, now or timezone.now())
        delivery = subscription.deliveries.filter(state=DeliveryState.WAITING).order_by("index").first()
        if delivery is None or delivery.due_at > (now or timezone.now()):
            return made
        Subscription.objects.filter(pk=subscription.pk).update(leased_until=timezone.now() + LEASE)
        _note(delivery, _attempt(subscription, delivery), now or timezone.now())
        made += 1
    return made


def _collect(subscription: Subscription, due: datetime) -> None:
    """Makes deliveries of the entries after the position, in one transaction with moving it."""
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        wanted = set(held.wanted.values_list("tag", flat=True))
        entries = list(
            LogEntry.objects.filter(stream=held.case.ref, index__gte=held.position)
            .order_by("index")
            .values_list("index", "tag")[:BATCH]
        )
        if not entries:
            return
        own = openings(held.case.ref, [index for index, tag in entries if tag == CLOSED], _sides(held))
        Delivery.objects.bulk_create(
            [
                Delivery(subscription=held, index=index, tag=tag, due_at=due)
                for index, tag in entries
                if not tag.startswith(OWN) and _is_wanted(wanted, tag, own.get(index))
            ]
        )
        held.position = entries[-1][0] + 1
        held.save(update_fields=["position"])


def _is_wanted(wanted: set[str], tag: str, own: Opening | None) -> bool:
    """An entry of one side is told under its own tag where whoever subscribed reads it."""
    return not wanted or tag in wanted or (own is not None and own.tag in wanted)


def _sides(subscription: Subscription) -> set[str]:
    """Whose own entries are told: those that the person who added the subscription reads now."""
    person = Person.objects.filter(ref=subscription.added_by).first()
    return opened_sides(person, subscription.case.ref) if person else set()


def payload(delivery: Delivery) -> bytes:
    """What is told: the entry as it stands in the journal (references and digests), and its leaf's hash."""
    case = delivery.subscription.case
    entry = LogEntry.objects.get(stream=case.ref, index=delivery.index)
    told: dict[str, Any] = {
        "type": entry.tag,
        "timestamp": entry.at,
        "data": {
            "case": case.ref,
            "leaf": "sha256:" + bytes(entry.leaf).hex(),
            "entry": json.loads(entry.line),
        },
    }
    own = openings(case.ref, [entry.index], _sides(delivery.subscription)) if entry.tag == CLOSED else {}
    if own:
        told["data"]["opened"] = {"salt": own[entry.index].salt, "entry": json.loads(own[entry.index].line)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _attempt(subscription: Subscription, delivery: Delivery) -> Attempt:
    body = payload(delivery)
    at = int(timezone.now().timestamp())
    signed = headers(secret_of(subscription), delivery.ref, at, body)
    return send(
        subscription.url, body, {**signed, "Content-Type": "application/json", "User-Agent": "novation"}
    )


def _note(delivery: Delivery, attempt: Attempt, now: datetime) -> None:
    """Writes down how an attempt went; of one that somebody gave up or requeued meanwhile, nothing."""
    open_still = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    tried = delivery.attempts + 1
    said = {"attempts": tried, "answered": attempt.status, "problem": attempt.problem}
    if not attempt.problem:
        open_still.update(**said, state=DeliveryState.DELIVERED, delivered_at=timezone.now())
        return
    gone = attempt.status == 410 or tried > len(WAITS)
    due = now if gone else now + _with_jitter(WAITS[tried - 1])
    if open_still.update(**said, due_at=due) and gone:
        delivery.refresh_from_db()
        give_up(SYSTEM, delivery)


def _with_jitter(wait: timedelta) -> timedelta:
    """Up to a fifth more, so that many deliveries that failed together don't come back together."""
    return wait * (1 + random.random() / 5)  # noqa: S311  # nosec B311 - spreads load, guards nothing
