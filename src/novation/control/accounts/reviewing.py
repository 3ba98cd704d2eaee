"""Access reviews: which roles are looked at, when the next round is due, and what a round says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from novation.control.accounts.models import Answer, Grant, Organisation, Review, ReviewItem
from novation.control.accounts.scopes import owned_by

QUARTER = timedelta(days=91)
TO_ANSWER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an organisation stands with its reviews. `last_on`: None where nobody has ever looked."""

    current: Review | None
    last_on: date | None
    due_on: date

    @property
    def overdue(self) -> bool:
        return timezone.localdate() > self.due_on

    @property
    def days_left(self) -> int:
        return (self.due_on - timezone.localdate()).days


def standing(organisation: Organisation) -> Standing:
    """The round under way, if there is one, and by when the next has to be done: a quarter after the last."""
    current = Review.objects.filter(organisation=organisation, closed_at=None).first()
    closed = Review.objects.filter(organisation=organisation).exclude(closed_at=None).order_by("-closed_at")
    last = closed.values_list("closed_at", flat=True).first()
    last_on = timezone.localtime(last).date() if last else None
    start = last_on or timezone.localtime(organisation.founded_at).date()
    return Standing(current, last_on, current.due_on if current else start + QUARTER)


def live_grants(organisation: Organisation) -> QuerySet[Grant]:
    """Every role its people hold anywhere, and every role that anybody holds in what the organisation answers for."""
    mine = Q(person__organisation=organisation) | Q(scope__in=owned_by(organisation))
    return Grant.objects.filter(mine, ended_at=None).select_related("person__organisation").order_by("id")


def items_of(review: Review) -> QuerySet[ReviewItem]:
    return (
        ReviewItem.objects.filter(review=review)
        .select_related("review__organisation", "grant__person__organisation")
        .order_by("grant__scope", "grant__person__name", "id")
    )


def open_items(review: Review) -> int:
    """How many roles of the round are still held and have no answer."""
    return _open().filter(review=review).count()


def left_to_answer(organisation: int) -> int:
    """The same of the round an organisation has under way; 0 where there is none."""
    return _open().filter(review__organisation=organisation, review__closed_at=None).count()


def _open() -> QuerySet[ReviewItem]:
    return ReviewItem.objects.filter(answer=Answer.UNDECIDED, grant__ended_at=None)
