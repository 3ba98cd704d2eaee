"""Actions on the committee: its charter, its seats, conflicts of interest."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone

from novation.control.accounts.granting import holders
from novation.control.accounts.models import Person
from novation.control.actions import Condition, Deed, Policy, action
from novation.control.approvals.models import Charter, Conflict, Seat
from novation.control.approvals.terms import Majority, SeatKind
from novation.control.cases.actions import LEADERS
from novation.control.cases.models import Case
from novation.control.cases.texts import commitment
from novation.control.inputs import Input
from novation.control.roles import CaseRole
from novation.errors.control import INPUT_WRONG
from novation.evidence.canonical import digest_bytes
from novation.messages import Text


def unseated(actor: Any, target: Case) -> list[Person]:
    """The committee people of the case who have no seat yet."""
    seated = set(Seat.objects.filter(case=target, ended_at=None).values_list("person", flat=True))
    return [one for one in holders(target.ref, CaseRole.COMMITTEE) if one.pk not in seated]


def members(actor: Any, target: Case) -> Any:
    """Whom a deputy can sit behind."""
    return Seat.objects.filter(case=target, ended_at=None, behind=None).select_related("person")


OWN_SEAT = Condition(
    Text("只能由本人办理", "only the person in this seat may"),
    lambda actor, seat, given: seat.person == actor and seat.ended_at is None,
)


@action(
    "charter.adopted",
    zh="通过审查委员会章程",
    en="Adopt the committee’s charter",
    policy=Policy(LEADERS),
    target=Case,
)
def adopt_charter(
    deed: Deed,
    case: Case,
    *,
    text: Annotated[str, Input("章程全文", "Text of the charter", lines=12)],
    quorum: Annotated[
        int,
        Input(
            "法定人数",
            "Quorum",
            help=Text(
                "至少多少席参加表决，弃权也算参加；有利益冲突的不算",
                "how many seats must vote; an abstention counts, a seat with a conflict of interest does not",
            ),
        ),
    ],
    majority: Annotated[Majority, Input("通过条件", "Majority")],
    days: Annotated[int, Input("表决天数", "Days to vote")] = 3,
) -> Charter:
    """Adopts a new version of the charter; plans put up from now on are decided under it."""
    _within(quorum, 1, 50, Text("法定人数", "quorum"))
    _within(days, 1, 60, Text("表决天数", "days to vote"))
    charter = Charter.objects.create(
        case=case,
        number=Charter.objects.filter(case=case).count() + 1,
        text=text,
        digest=digest_bytes(text.encode()),
        quorum=quorum,
        majority=majority,
        days=days,
        adopted_by=deed.actor.ref,
    )
    deed.record(
        charter=charter.ref,
        number=charter.number,
        digest=charter.digest,
        quorum=quorum,
        majority=str(majority),
        days=days,
    )
    return charter


def _within(value: int, low: int, high: int, field: Text) -> None:
    if not low <= value <= high:
        raise INPUT_WRONG.error(
            field=field, problem=Text(f"须在 {low} 至 {high} 之间", f"from {low} to {high}")
        )


@action(
    "seat.given", zh="安排委员席位", en="Give a seat in the committee", policy=Policy(LEADERS), target=Case
)
def give_seat(
    deed: Deed,
    case: Case,
    *,
    person: Annotated[Person, Input("委员", "Person", choices=unseated)],
    kind: Annotated[SeatKind, Input("席位", "Seat")],
    behind: Annotated[Seat | None, Input("候补谁", "Deputy of", choices=members)] = None,
) -> Seat:
    """Seats one of the case’s committee people: as chair, as a member, or as the deputy of one of them."""
    if (kind is SeatKind.DEPUTY) != (behind is not None):
        raise INPUT_WRONG.error(
            field=Text("候补谁", "deputy of"),
            problem=Text(
                "候补委员须指明候补谁，其他席位不填", "a deputy names whose, the other seats name nobody"
            ),
        )
    if kind is SeatKind.CHAIR and Seat.objects.filter(case=case, kind=kind, ended_at=None).exists():
        raise INPUT_WRONG.error(
            field=Text("席位", "seat"), problem=Text("已有主任委员", "there is a chair already")
        )
    seat = Seat.objects.create(case=case, person=person, kind=kind, behind=behind)
    refs = {"behind": behind.ref} if behind else {}
    deed.record(seat=seat.ref, person=person.ref, seated_as=str(kind), **refs)
    return seat


@action(
    "seat.ended", zh="结束委员席位", en="End a seat in the committee", policy=Policy(LEADERS), target=Seat
)
def end_seat(deed: Deed, seat: Seat) -> None:
    """Ends a seat, and those of its deputies; votes that were closed before stay as they were."""
    now = timezone.now()
    for one in [seat, *seat.deputies.filter(ended_at=None)]:
        if one.ended_at is None:
            one.ended_at = now
            one.save(update_fields=["ended_at"])
    deed.record(seat=seat.ref, person=seat.person.ref)


@action(
    "conflict.declared",
    zh="声明利益冲突",
    en="Declare a conflict of interest",
    policy=Policy((CaseRole.COMMITTEE,), (OWN_SEAT,)),
    target=Seat,
)
def declare_conflict(
    deed: Deed,
    seat: Seat,
    *,
    statement: Annotated[str, Input("冲突是什么", "What the conflict is", lines=4)],
) -> Conflict:
    """Says that one has an interest in the matter: one does not vote from now on, nor count for the quorum."""
    conflict = Conflict.objects.create(seat=seat, statement=statement)
    deed.record(seat=seat.ref, conflict=conflict.ref, statement=commitment(conflict.salt, statement))
    return conflict


@action(
    "conflict.withdrawn",
    zh="撤回利益冲突声明",
    en="Withdraw a declared conflict of interest",
    policy=Policy((CaseRole.COMMITTEE,), (OWN_SEAT,)),
    target=Seat,
)
def withdraw_conflict(deed: Deed, seat: Seat) -> None:
    """Says that the interest is gone; that it was declared stays on record."""
    Conflict.objects.filter(seat=seat, ended_at=None).update(ended_at=timezone.now())
    deed.record(seat=seat.ref)
