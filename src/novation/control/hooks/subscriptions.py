"""Subscriptions: which entries of a case's journal are told to which system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from novation.control.accounts.proving import PROVED
from novation.control.actions import ACTIONS, Deed, Lifecycle, Policy, action
from novation.control.cases.models import Case
from novation.control.hooks.addresses import resolve
from novation.control.hooks.models import Subscription, WantedTag
from novation.control.hooks.signing import secret_of, shown
from novation.control.hooks.terms import SubscriptionState
from novation.control.hooks.tokens import IN_PERSON, Worded
from novation.control.inputs import Input
from novation.control.journal.models import Stream
from novation.control.roles import CaseRole
from novation.errors.control import INPUT_WRONG
from novation.messages import Text

LEADERS = (CaseRole.OWNER, CaseRole.COMPLIANCE_OFFICER)
MAX_EACH = 20
LIFE = Lifecycle("subscription", SubscriptionState)


def tags_to_choose(actor: Any, target: Any) -> list[Worded]:
    """The deeds of which entries tell, and refusals."""
    return [
        Worded("access.refused", Text("拒绝", "a refusal")),
        *(Worded(tag, one.title) for tag, one in sorted(ACTIONS.items())),
    ]


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription and the secret its signatures are made with."""

    subscription: Subscription
    secret: str


@action(
    "webhook.added",
    zh="添加推送",
    en="Add a webhook",
    policy=Policy(LEADERS, conditions=(IN_PERSON,)),
    target=Case,
    api=False,
)
def add_webhook(
    deed: Deed,
    case: Case,
    *,
    url: Annotated[str, Input("地址（https）", "Address (https)")],
    tags: Annotated[
        list[str] | None,
        Input(
            "哪些条目",
            "Which entries",
            choices=tags_to_choose,
            help=Text("不选即全部", "none chosen: all of them"),
        ),
    ] = None,
) -> Subscribed:
    """Tells another system of entries of this case from now on: references and digests, signed, in order."""
    resolve(url)
    wanted = list(dict.fromkeys(tags or []))
    if Subscription.objects.filter(case=case).exclude(state=SubscriptionState.REMOVED).count() >= MAX_EACH:
        raise INPUT_WRONG.error(
            field=Text("地址", "Address"), problem=Text("已有太多推送", "there are too many already")
        )
    stream = Stream.objects.filter(pk=case.ref).first()
    made = Subscription.objects.create(
        case=case, url=url, position=stream.size if stream else 0, added_by=deed.actor.ref
    )
    WantedTag.objects.bulk_create([WantedTag(subscription=made, tag=tag) for tag in wanted])
    deed.record(webhook=made.ref, tags=len(wanted))
    return Subscribed(made, shown(secret_of(made)))


@action(
    "webhook-secret.replaced",
    zh="更换签名密钥",
    en="Replace the signing secret",
    policy=Policy(LEADERS, conditions=(IN_PERSON, PROVED)),
    target=Subscription,
    api=False,
)
def replace_secret(deed: Deed, subscription: Subscription) -> Subscribed:
    """Signs with a new secret from now on; the old one is not used any more."""
    subscription.secret_number += 1
    subscription.save(update_fields=["secret_number"])
    deed.record(webhook=subscription.ref)
    return Subscribed(subscription, shown(secret_of(subscription)))


@action(
    "webhook.paused",
    zh="暂停推送",
    en="Pause a webhook",
    policy=Policy(LEADERS),
    target=Subscription,
    move=LIFE.move(SubscriptionState.ACTIVE, to=SubscriptionState.PAUSED),
)
def pause_webhook(deed: Deed, subscription: Subscription) -> None:
    """Sends nothing until it is resumed; what happens meanwhile is told then."""
    deed.record(webhook=subscription.ref)


@action(
    "webhook.resumed",
    zh="恢复推送",
    en="Resume a webhook",
    policy=Policy(LEADERS),
    target=Subscription,
    move=LIFE.move(SubscriptionState.PAUSED, to=SubscriptionState.ACTIVE),
)
def resume_webhook(deed: Deed, subscription: Subscription) -> None:
    """Goes on where it was paused."""
    deed.record(webhook=subscription.ref)


@action(
    "webhook.removed",
    zh="移除推送",
    en="Remove a webhook",
    policy=Policy(LEADERS),
    target=Subscription,
    move=LIFE.move(SubscriptionState.ACTIVE, SubscriptionState.PAUSED, to=SubscriptionState.REMOVED),
)
def remove_webhook(deed: Deed, subscription: Subscription) -> None:
    """Ends it; what was delivered stays on record."""
    deed.record(webhook=subscription.ref)
