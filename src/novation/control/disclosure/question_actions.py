"""Questions about items: the buyer's side asks, the seller's side drafts an answer and releases it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from django.utils import timezone

from novation.control.actions import Deed, Lifecycle, Policy, action
from novation.control.agreements.actions import PAPERS
from novation.control.agreements.sides import BUYERS
from novation.control.agreements.standing import today
from novation.control.cases.texts import commitment
from novation.control.disclosure.actions import PREPARERS
from novation.control.disclosure.kinds import QuestionState
from novation.control.disclosure.models import Item, Question, Room
from novation.control.disclosure.reading import BUYER_SIDE, OPEN_TO_READER, SELLER_SIDE
from novation.control.inputs import Input
from novation.control.roles import CaseRole
from novation.errors.control import INPUT_WRONG
from novation.messages import Text

LIFECYCLE = Lifecycle("room question", QuestionState)
ASKED, DRAFTED = QuestionState.ASKED, QuestionState.DRAFTED
ASKERS = (*BUYERS, *PAPERS, CaseRole.COMMITTEE)
DAYS = timedelta(days=7)


@action(
    "question.asked",
    zh="提问",
    en="Ask about it",
    policy=Policy(ASKERS, (BUYER_SIDE, OPEN_TO_READER)),
    target=Item,
    changes_target=False,
)
def ask(
    deed: Deed,
    item: Item,
    *,
    question: Annotated[
        str,
        Input(
            "问题",
            "Question",
            lines=5,
            help=Text("不要写个人的姓名或联系方式", "name no customer, give no contact"),
        ),
    ],
    due_on: Annotated[
        date | None,
        Input("希望何时答复", "Answer wanted by", help=Text("留空即七天", "empty: in seven days")),
    ] = None,
) -> Question:
    """Puts a question about an item; both sides see it with its number."""
    if due_on and due_on < today():
        raise INPUT_WRONG.error(
            field=Text("希望何时答复", "answer wanted by"), problem=Text("已经过去", "it is in the past")
        )
    room = Room.objects.select_for_update().get(pk=item.room_id)
    room.last_question += 1
    room.save(update_fields=["last_question"])
    asked = Question.objects.create(
        item=item,
        number=room.last_question,
        text=question,
        asked_by=deed.actor.ref,
        due_on=due_on or today() + DAYS,
    )
    deed.record(
        question=asked.ref,
        item=item.ref,
        number=asked.number,
        due_on=asked.due_on.isoformat(),
        text=commitment(asked.salt, question),
    )
    return asked


@action(
    "answer.drafted",
    zh="拟答复",
    en="Draft the answer",
    policy=Policy(PREPARERS, (SELLER_SIDE,)),
    target=Question,
    move=LIFECYCLE.move(ASKED, DRAFTED, to=DRAFTED),
)
def draft_answer(
    deed: Deed, question: Question, *, answer: Annotated[str, Input("答复", "Answer", lines=6)]
) -> None:
    """Writes the answer; the other side does not see it until it is released."""
    question.answer, question.drafted_by = answer, deed.actor.ref
    question.save(update_fields=["answer", "drafted_by"])
    deed.record(
        stream=question.item.room.house,
        case=question.scope,
        question=question.ref,
        answer=commitment(question.answer_salt, answer),
    )


@action(
    "answer.released",
    zh="发布答复",
    en="Release the answer",
    policy=Policy(PAPERS, (SELLER_SIDE,)),
    target=Question,
    move=LIFECYCLE.move(DRAFTED, to=QuestionState.ANSWERED),
)
def release_answer(deed: Deed, question: Question) -> None:
    """Gives the drafted answer to the other side; from here it stands as it is."""
    question.released_by, question.released_at = deed.actor.ref, timezone.now()
    question.save(update_fields=["released_by", "released_at"])
    deed.record(
        question=question.ref,
        number=question.number,
        drafted_by=question.drafted_by,
        answer=commitment(question.answer_salt, question.answer),
    )


@action(
    "question.withdrawn",
    zh="撤回问题",
    en="Withdraw the question",
    policy=Policy(ASKERS, (BUYER_SIDE,)),
    target=Question,
    move=LIFECYCLE.move(ASKED, DRAFTED, to=QuestionState.WITHDRAWN),
)
def withdraw_question(deed: Deed, question: Question) -> None:
    """The buyer's side takes an open question back; its number stays."""
    deed.record(question=question.ref, number=question.number)
