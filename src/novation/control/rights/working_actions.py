"""Who works on a request, and what the customer says of the answer."""

from __future__ import annotations

from typing import Annotated, Any

from novation.control.accounts.models import Grant, Person
from novation.control.actions import Deed, action
from novation.control.consent.customer import OWN
from novation.control.inputs import Input
from novation.control.rights.actions import HANDLING, WORKERS
from novation.control.rights.models import Request
from novation.control.rights.states import CLOSED, OPEN, Feedback
from novation.errors.control import INPUT_WRONG, STATE_WRONG
from novation.evidence import canonical
from novation.messages import Text


def handlers(actor: Any, target: Any) -> Any:
    """The people of the case who may work on requests."""
    held = Grant.objects.filter(scope=target.scope, role__in=[str(role) for role in WORKERS], ended_at=None)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name")


@action("request.assigned", zh="指定经办人", en="Say who handles it", policy=HANDLING, target=Request)
def assign_request(
    deed: Deed,
    request: Request,
    *,
    handler: Annotated[Person, Input("经办人", "Who handles it", choices=handlers)],
) -> None:
    """Names the person who answers for the request; only they can sign off what it changes."""
    if request.state not in OPEN:
        raise STATE_WRONG.error(deed=deed.action.title, state=request.state.text)
    request.handled_by = handler
    request.save(update_fields=["handled_by"])
    deed.record(request=request.ref, handler=handler.ref)


@action(
    "feedback.given", zh="对答复的反馈", en="Say what you think of the answer", policy=OWN, target=Request
)
def give_feedback(
    deed: Deed,
    request: Request,
    *,
    feedback: Annotated[Feedback, Input("反馈", "Feedback")],
    words: Annotated[str, Input("说明", "In words", lines=4)] = "",
) -> None:
    """After the answer: whether the customer accepts it. Contesting opens no case at court; the answer says who does."""
    if request.state not in CLOSED:
        raise STATE_WRONG.error(deed=deed.action.title, state=request.state.text)
    if feedback is Feedback.NONE:
        raise INPUT_WRONG.error(
            field=Text("反馈", "feedback"), problem=Text("须选一种", "one has to be chosen")
        )
    request.feedback, request.feedback_words = feedback, words
    request.save(update_fields=["feedback", "feedback_words"])
    deed.record(request=request.ref, feedback=str(feedback), words=canonical.digest_bytes(words.encode()))
