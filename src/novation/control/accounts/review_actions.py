"""Actions of an access review: open a round, confirm or withdraw each role, close the round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from django.utils import timezone

from novation.control.accounts.apart import administered_by, check_not_last
from novation.control.accounts.granting import end
from novation.control.accounts.models import Answer, Organisation, Review, ReviewItem
from novation.control.accounts.reviewing import TO_ANSWER, live_grants, open_items
from novation.control.actions import Condition, Deed, Policy, action, sight
from novation.control.inputs import Input
from novation.control.roles import HouseRole
from novation.errors.accounts import ANSWERED, REVIEW_OPEN, REVIEW_UNFINISHED
from novation.messages import Text


def _not_own(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return bool(target.grant.person.ref != actor.ref)


NOT_OWN = Condition(Text("不能复核自己的权限", "nobody reviews what they may do themself"), _not_own)
REVIEWERS = administered_by(HouseRole.SECURITY_ADMINISTRATOR)
REVIEWERS_OF_OTHERS = administered_by(HouseRole.SECURITY_ADMINISTRATOR, conditions=[NOT_OWN])
ACCESS_REVIEW = sight(
    "house.access-review",
    zh="权限复核",
    en="Access review",
    policy=Policy((HouseRole.SECURITY_ADMINISTRATOR, HouseRole.AUDIT_ADMINISTRATOR, HouseRole.ADMINISTRATOR)),
)


@action(
    "access-review.opened",
    zh="开始权限复核",
    en="Start an access review",
    policy=REVIEWERS,
    target=Organisation,
)
def open_review(deed: Deed, organisation: Organisation) -> Review:
    """Begins a round with every role that is held now; it is to be answered within two weeks."""
    if Review.objects.filter(organisation=organisation, closed_at=None).exists():
        raise REVIEW_OPEN.error()
    made = Review.objects.create(
        organisation=organisation, opened_by=deed.actor.ref, due_on=timezone.localdate() + TO_ANSWER
    )
    items = [ReviewItem(review=made, grant=one) for one in live_grants(organisation)]
    ReviewItem.objects.bulk_create(items)
    deed.record(review=made.ref, items=len(items))
    return made


@action(
    "access.confirmed",
    zh="确认保留这项权限",
    en="Confirm that a role is still needed",
    policy=REVIEWERS_OF_OTHERS,
    target=ReviewItem,
)
def confirm(
    deed: Deed, item: ReviewItem, *, reason: Annotated[str, Input("理由", "Reason", lines=2)]
) -> None:
    """The role stays, because of the reason; who said so and when is kept with it."""
    _answer(deed, item, Answer.CONFIRMED, reason)
    item.grant.confirmed_at, item.grant.confirmed_by = item.answered_at, deed.actor.ref
    item.grant.save(update_fields=["confirmed_at", "confirmed_by"])
    deed.record(review=item.review.ref, item=item.ref, grant=item.grant.ref)


@action(
    "access.withdrawn",
    zh="撤销这项权限",
    en="Withdraw a role",
    policy=REVIEWERS_OF_OTHERS,
    target=ReviewItem,
)
def withdraw(
    deed: Deed, item: ReviewItem, *, reason: Annotated[str, Input("理由", "Reason", lines=2)]
) -> None:
    """The role ends now; in the stream of the case it is said too."""
    check_not_last(item.review.organisation, [item.grant])
    _answer(deed, item, Answer.WITHDRAWN, reason)
    end(item.grant)
    refs = {"person": item.grant.person.ref, "role": item.grant.role, "grant": item.grant.ref}
    deed.record(review=item.review.ref, item=item.ref, grant=item.grant.ref)
    deed.record(tag="role.ended", stream=item.grant.scope, **refs)


def _answer(deed: Deed, item: ReviewItem, answer: Answer, reason: str) -> None:
    if not item.open or item.review.closed_at is not None:
        raise ANSWERED.error()
    item.answer, item.reason = answer, reason[:500]
    item.answered_at, item.answered_by = timezone.now(), deed.actor.ref
    item.save(update_fields=["answer", "reason", "answered_at", "answered_by"])


@action(
    "access-review.closed",
    zh="结束权限复核",
    en="Close the access review",
    policy=REVIEWERS,
    target=Review,
)
def close_review(deed: Deed, review: Review) -> None:
    """Ends the round, when every role has its answer; the next is due a quarter later."""
    if left := open_items(review):
        raise REVIEW_UNFINISHED.error(count=left)
    review.closed_at = timezone.now()
    review.save(update_fields=["closed_at"])
    deed.record(review=review.ref)
