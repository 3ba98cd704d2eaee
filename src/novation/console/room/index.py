"""The index of the room: which stage is open and why the others are not, and the numbered items."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from novation.console.case.offers import offers
from novation.console.lists import Column, Listing
from novation.console.room.seeing import room_page
from novation.control.agreements.sides import sees_all
from novation.control.cases.models import Case
from novation.control.disclosure.kinds import ItemState, QuestionState, Stage
from novation.control.disclosure.models import Question, Room
from novation.control.disclosure.reading import items_for
from novation.control.disclosure.samples import numbers, title_of
from novation.control.disclosure.stages import shut_by
from novation.control.operations.folders import link_of
from novation.messages import Text
from novation.ui.parts import Look

_NOTES = {
    Stage.AGGREGATES: Text(
        "汇总数字；人数不到最小单元的格子不公布", "totals; cells under the minimum are not published"
    ),
    Stage.SAMPLE: Text(
        "去标识化样本，附测得的风险；尽职调查文件",
        "de-identified samples with their measured risk; documents for due diligence",
    ),
    Stage.ROWS: Text(
        "全部记录只经封装包移交，不进资料室", "full records in the sealed package only, never in the room"
    ),
}


@room_page
def room(request: HttpRequest, case: Case) -> HttpResponseBase:
    """What is in the room for this reader."""
    found = Room.objects.filter(case=case).first()
    items = items_for(request.user, case)
    seller_side = sees_all(request.user, case.ref)
    nothing = Text("资料室里还没有对您开放的内容", "Nothing in the room is open to you yet")
    listed = Listing(
        request, "room", Text("目录", "Index"), _columns(case, seller_side), items, nothing=nothing
    )
    open_questions = Question.objects.filter(item__in=items).exclude(
        state__in=[str(QuestionState.ANSWERED), str(QuestionState.WITHDRAWN)]
    )
    page: dict[str, Any] = {
        "case": case,
        "room": found,
        "exchange_page": reverse("room-exchange", kwargs={"ref": case.ref}),
        "list": listed,
        "stages": [_stage(case, stage) for stage in Stage],
        "seller_side": seller_side,
        "open_questions": open_questions.count(),
        "published": items.filter(state=str(ItemState.PUBLISHED)).count(),
        "offers": _offers(request, case, found),
    }
    return listed.file() or render(request, "console/room/index.html", page)


def _offers(request: HttpRequest, case: Case, room: Room | None) -> list[Any]:
    if room is None:
        return offers(request.user, case, ("room.opened",))
    found = offers(request.user, room, ("room-item.added", "room-table.computed", "room-minimum.set"))
    if numbers(case):
        found += offers(request.user, room, ("room-sample.added",))
    link = link_of(case)
    return [*found, *offers(request.user, link, ("people-sample.requested",))] if link else found


def _columns(case: Case, seller_side: bool) -> tuple[Column, ...]:
    def address(item: Any) -> str | None:
        if item.state == ItemState.WITHDRAWN and not seller_side:
            return None
        return reverse("room-item", kwargs={"ref": case.ref, "item": item.ref})

    def title(item: Any) -> Any:
        withdrawn = item.state == ItemState.WITHDRAWN and not seller_side
        return Text("（已撤下）", "(withdrawn)") if withdrawn else title_of(item)

    columns = (
        Column(Text("编号", "No."), lambda item: item.number, kind="n", order="number"),
        Column(Text("内容", "Content"), title, address=address),
        Column(Text("种类", "Kind"), lambda item: item.kind),
        Column(Text("阶段", "Stage"), lambda item: item.stage),
        Column(Text("状态", "State"), lambda item: item.state),
    )
    who = Column(Text("谁可以看", "Who may see it"), lambda item: item.readers)
    return (*columns, who) if seller_side else columns


def _stage(case: Case, stage: Stage) -> Look:
    blockers = shut_by(case, stage)
    if not blockers:
        return Look("run", stage.text, detail=_NOTES[stage])
    return Look("unknown", stage.text, blockers[0].citation, blockers[0].text)
