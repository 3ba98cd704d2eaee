"""The tables of hooks: tokens for programs, calls that may be repeated, subscriptions and what was delivered."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.hooks.terms import DeliveryState, RightKind, SubscriptionState, TokenState
from novation.control.refs import new_ref


class Token(models.Model):
    """A program's key: it acts as `person`, in `scope` alone, and only by what `rights` names. The secret is not kept."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "tk"), editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    scope = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    state = TermField(TokenState, default=TokenState.LIVE)
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "hooks_token"
        indexes = [models.Index(fields=["scope"], name="hooks_token_scope")]

    def is_live(self, now: datetime | None = None) -> bool:
        return self.state is TokenState.LIVE and (now or timezone.now()) < self.expires_at


class Right(models.Model):
    """One thing a token may: an action by its tag, or a sight by its name."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="rights")
    kind = TermField(RightKind)
    name = models.CharField(max_length=64)

    class Meta:
        db_table = "hooks_right"
        constraints = [models.UniqueConstraint(fields=["token", "kind", "name"], name="hooks_right_once")]


class Call(models.Model):
    """A call that carried an idempotency key, with its answer: repeated, it is answered and not done again."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="calls")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    answer = models.TextField(default="")
    etag = models.CharField(max_length=40, default="")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "hooks_call"
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="hooks_call_once")]
        indexes = [models.Index(fields=["made_at"], name="hooks_call_age")]


class Subscription(models.Model):
    """Where entries of a case's journal are told to another system. `position`: the first entry not looked at yet."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "wh"), editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="subscriptions")
    url = models.CharField(max_length=500)
    state = TermField(SubscriptionState, default=SubscriptionState.ACTIVE)
    secret_number = models.IntegerField(default=1)
    position = models.BigIntegerField()
    leased_until = models.DateTimeField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=32)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "hooks_subscription"

    @property
    def scope(self) -> str:
        return self.case.ref


class WantedTag(models.Model):
    """A tag of entries that a subscription wants to be told of; a subscription without any wants all."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="wanted")
    tag = models.CharField(max_length=64)

    class Meta:
        db_table = "hooks_wanted_tag"
        constraints = [models.UniqueConstraint(fields=["subscription", "tag"], name="hooks_wanted_once")]


class Deliveries(models.QuerySet["Delivery"]):
    def open(self) -> Deliveries:
        return self.filter(state=DeliveryState.WAITING)


class Delivery(models.Model):
    """One entry told to one subscription. `ref` is the id that stays the same however often it is tried."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "dl"), editable=False
    )
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="deliveries")
    index = models.BigIntegerField()
    tag = models.CharField(max_length=64)
    state = TermField(DeliveryState, default=DeliveryState.WAITING)
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    answered = models.IntegerField(null=True)
    problem = models.CharField(max_length=64, default="")
    delivered_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    objects: Any = Deliveries.as_manager()

    class Meta:
        db_table = "hooks_delivery"
        constraints = [models.UniqueConstraint(fields=["subscription", "index"], name="hooks_delivery_once")]
        indexes = [models.Index(fields=["subscription", "state", "index"], name="hooks_delivery_queue")]

    @property
    def scope(self) -> str:
        return self.subscription.case.ref
