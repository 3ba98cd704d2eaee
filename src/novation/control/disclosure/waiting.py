"""What the day's page says of the data room: questions that wait for an answer, for the side that gives it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from novation.control.accounts.models import Person
from novation.control.agreements.sides import stands_for
from novation.control.cases import dues
from novation.control.cases.dues import Due, DueKind
from novation.control.cases.models import Case
from novation.control.disclosure.actions import PREPARERS
from novation.control.disclosure.kinds import QuestionState
from novation.control.disclosure.models import Question
from novation.control.roles import Side
from novation.messages import Text

_NEEDS = frozenset(str(role) for role in PREPARERS)


@dues.register
def questions(person: Person, cases: QuerySet[Case]) -> Iterator[Due]:
    """The nearest first; the text of a question stays on its page."""
    waiting = [str(QuestionState.ASKED), str(QuestionState.DRAFTED)]
    found = Question.objects.filter(item__room__case__in=cases, state__in=waiting)
    sides: dict[str, Side] = {}
    for one in found.select_related("item__room__case").order_by("due_on", "id")[: dues.LIMIT]:
        ref = one.case.ref
        if sides.setdefault(ref, stands_for(person, ref)) is not Side.SELLER:
            continue
        yield Due(
            DueKind.DUTY,
            Text(
                f"答复资料室问题 {one.number}（第 {one.item.number} 项）",
                f"Answer question {one.number} of the data room (item {one.item.number})",
            ),
            one.case,
            since=Text("提问", "From the question"),
            start=one.asked_at,
            due_at=one.due_on,
            page="questions",
            needs=_NEEDS,
        )
