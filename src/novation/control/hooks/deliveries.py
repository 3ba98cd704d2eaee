"""Deliveries that were given up, and sending them again."""

from __future__ import annotations

from django.utils import timezone

from novation.control.actions import Deed, Lifecycle, Policy, action
from novation.control.hooks.models import Delivery
from novation.control.hooks.subscriptions import LEADERS
from novation.control.hooks.terms import DeliveryState

LIFE = Lifecycle("delivery", DeliveryState)


@action(
    "delivery.abandoned",
    zh="放弃送达",
    en="Give a delivery up",
    policy=Policy(LEADERS, system=True),
    target=Delivery,
    move=LIFE.move(DeliveryState.WAITING, to=DeliveryState.GIVEN_UP),
)
def give_up(deed: Deed, delivery: Delivery) -> None:
    """Tries no more; the entries after it are told, and this one waits among the dead letters."""
    deed.record(delivery=delivery.ref, webhook=delivery.subscription.ref, attempts=delivery.attempts)


@action(
    "delivery.requeued",
    zh="重新送达",
    en="Deliver again",
    policy=Policy(LEADERS),
    target=Delivery,
    move=LIFE.move(DeliveryState.GIVEN_UP, to=DeliveryState.WAITING),
)
def deliver_again(deed: Deed, delivery: Delivery) -> None:
    """Puts a dead letter back, before all that waits; its id stays, so a receiver that has it knows it."""
    delivery.attempts = 0
    delivery.due_at = timezone.now()
    delivery.save(update_fields=["attempts", "due_at"])
    deed.record(delivery=delivery.ref, webhook=delivery.subscription.ref)
