"""Changes that the seller told of: taken in sealed, worked on as a request once opened, answered to the seller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from novation.control.actions import SYSTEM, Deed, Policy, action
from novation.control.cases.models import Case
from novation.control.consent.matters import Channel
from novation.control.informing.models import Arrival
from novation.control.informing.states import ARRIVAL, Arrived, Changed
from novation.control.inputs import Input
from novation.control.rights.actions import HANDLING, next_number
from novation.control.rights.clocks import set_due
from novation.control.rights.models import Request
from novation.control.rights.states import CLOSED, State
from novation.errors.control import INPUT_WRONG, STATE_WRONG
from novation.law.entry_words import Right
from novation.messages import Text

RIGHT_OF: Mapping[Changed, Right] = {Changed.CORRECT: Right.CORRECT, Changed.ERASE: Right.DELETE}


@action(
    "arrival.opened",
    zh="转为请求办理",
    en="Work on it as a request",
    policy=HANDLING,
    target=Arrival,
    move=ARRIVAL.move(Arrived.SEALED, to=Arrived.OPENED),
    api=False,
)
def open_arrival(
    deed: Deed, arrival: Arrival, *, subject: Annotated[str, Input("个人编号", "Subject reference")]
) -> Request:
    """After the holder of the key opened the letter: a request in the person's name, whose clock runs from its arrival."""
    request = Request(
        case=arrival.case,
        number=next_number(arrival.case),
        right=RIGHT_OF[arrival.kind],
        state=State.WORKING,
        subject=subject,
        place=arrival.case.seller.place,
        channel=Channel.SELLER,
        received_at=arrival.received_at,
    )
    request.save()
    set_due(request)
    request.save(update_fields=["due_on", "due_clock"])
    arrival.request = request
    arrival.save(update_fields=["request"])
    deed.record(arrival=arrival.ref, request=request.ref, subject=subject, clock=request.due_clock or "none")
    return request


@action(
    "arrival.answered",
    zh="回告出让方",
    en="Answer the seller",
    policy=HANDLING,
    target=Arrival,
    move=ARRIVAL.move(Arrived.OPENED, to=Arrived.ANSWERED),
)
def answer_arrival(deed: Deed, arrival: Arrival) -> None:
    """Once its request is closed: the outcome goes to the seller with the next exchange."""
    request = arrival.request
    if request is None or request.state not in CLOSED:
        state = request.state.text if request else Text("没有请求", "no request")
        raise STATE_WRONG.error(deed=deed.action.title, state=state)
    arrival.outcome = request.outcome
    arrival.save(update_fields=["outcome"])
    deed.record(arrival=arrival.ref, source=arrival.source, outcome=str(arrival.outcome))


@action(
    "arrival.received",
    zh="收到更正或删除的消息",
    en="A message about a correction or erasure came",
    policy=Policy(system=True),
    target=Case,
    changes_target=False,
    api=False,
)
def receive_arrival(
    deed: Deed,
    case: Case,
    *,
    source: Annotated[str, Input("对方编号", "Their reference")],
    kind: Annotated[Changed, Input("做了什么", "What was done")],
    digest: Annotated[str, Input("消息摘要", "Digest of the message")],
    changed_on: Annotated[date, Input("改动之日", "Day of the change")],
) -> Arrival:
    """Kept as it came; who holds the buyer's key opens it."""
    if len(source) > 32:
        raise INPUT_WRONG.error(field=Text("对方编号", "reference"), problem=Text("太长", "too long"))
    arrival = Arrival.objects.create(
        case=case, source=source, kind=kind, digest=digest, changed_on=changed_on
    )
    deed.record(arrival=arrival.ref, source=source, kind=str(kind), digest=digest)
    return arrival


def take_arrival(case: Case, item: Mapping[str, Any], digest: str) -> Arrival | None:
    """A message that came again is the one that is there already."""
    if Arrival.objects.filter(case=case, source=item["ref"]).exists():
        return None
    taken: Arrival = receive_arrival(
        SYSTEM,
        case,
        source=item["ref"],
        kind=Changed(item["kind"]),
        digest=digest,
        changed_on=date.fromisoformat(item["changed_on"]),
    )
    return taken
