"""Questions and answers of the room: what is open first; a draft of an answer is for the seller's side only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from novation.console.case.offers import Offer, offers
from novation.console.room.seeing import room_page
from novation.control.agreements.sides import sees_all
from novation.control.agreements.standing import today
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.control.disclosure.kinds import QuestionState
from novation.control.disclosure.models import Question
from novation.control.disclosure.reading import items_for

DEEDS = ("answer.released", "answer.drafted", "question.withdrawn")
CLOSED = (QuestionState.ANSWERED, QuestionState.WITHDRAWN)
MOST = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A question as this reader sees it."""

    question: Question
    asker: str
    answer: str
    state: str
    words: Any
    late: bool
    offers: list[Offer]


@room_page
def questions(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Every question about items the reader sees."""
    visible = items_for(request.user, case)
    found = Question.objects.filter(item__in=visible).select_related("item__room__case")
    lines = told(request.user, case, found)
    page = {
        "case": case,
        "open": [one for one in lines if one.question.state not in CLOSED],
        "closed": [one for one in lines if one.question.state in CLOSED],
        "late": sum(one.late for one in lines),
    }
    return render(request, "console/room/questions.html", page)


def told(actor: Any, case: Case, found: Any) -> list[Told]:
    """The questions in order of their numbers, for one reader."""
    questions = list(found.order_by("number")[:MOST])
    names = names_of(question.asked_by for question in questions)
    seller_side, day = sees_all(actor, case.ref), today()
    return [_told(actor, one, names, seller_side, day) for one in questions]


def _told(actor: Any, one: Question, names: dict[str, str], seller_side: bool, day: Any) -> Told:
    released = one.state == QuestionState.ANSWERED
    late = one.state not in CLOSED and day > one.due_on
    state = (
        "met" if released else "plain" if one.state == QuestionState.WITHDRAWN else "late" if late else "run"
    )
    # To the other side a drafted answer is no answer yet, not even that there is a draft.
    shown = one.state if seller_side or one.state != QuestionState.DRAFTED else QuestionState.ASKED
    answer = one.answer if released or seller_side else ""
    return Told(one, names.get(one.asked_by, ""), answer, state, shown, late, offers(actor, one, DEEDS))
