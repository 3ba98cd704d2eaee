"""Access reviews: each quarter somebody looks at every role that is held, and says of each whether it is still needed."""

from __future__ import annotations

import functools

from django.db import models
from django.utils import timezone

from novation.control.accounts.models.people import Grant, Organisation
from novation.control.choices import TermField
from novation.control.refs import new_ref
from novation.terms.vocabulary import Term


class Answer(Term):
    """What a review says of one role."""

    UNDECIDED = "undecided", "还没看过", "not looked at"
    CONFIRMED = "confirmed", "确认保留", "confirmed"
    WITHDRAWN = "withdrawn", "撤销", "withdrawn"


class Review(models.Model):
    """One round of an organisation; it is done when each item has an answer, and then it is closed."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "rv"), editable=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reviews")
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.CharField(max_length=32)
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "accounts_review"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(closed_at=None), name="accounts_review_one_open"
            )
        ]

    @property
    def scope(self) -> str:
        return self.organisation.ref

    @property
    def overdue(self) -> bool:
        return self.closed_at is None and timezone.localdate() > self.due_on


class ReviewItem(models.Model):
    """One role as it was held when the round was opened, and what was said of it."""

    ref = models.CharField(
        max_length=32, unique=True, default=functools.partial(new_ref, "ri"), editable=False
    )
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="items")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="reviewed")
    answer = TermField(Answer, default=Answer.UNDECIDED)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=32, default="")
    reason = models.CharField(max_length=500, default="")
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "accounts_review_item"
        constraints = [models.UniqueConstraint(fields=["review", "grant"], name="accounts_review_item_once")]

    @property
    def scope(self) -> str:
        return self.review.scope

    @property
    def open(self) -> bool:
        """Still to be answered: a role that ended meanwhile needs no answer."""
        return self.answer is Answer.UNDECIDED and self.grant.ended_at is None
