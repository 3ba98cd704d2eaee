"""What the software cannot rewrite in a source: a task for the handler, with the exact place and nothing of what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from novation.control.actions import Deed
from novation.control.cases.audience import Audience
from novation.control.cases.models import Task
from novation.control.informing.states import Changed
from novation.control.rights.models import Request
from novation.messages import Text

_WITHIN = timedelta(days=7)
_ROWS = 50
"""So many row numbers are named; a task is no list of thousands."""


def open_by_hand(deed: Deed, request: Request, kind: Changed, place: Mapping[str, Any]) -> Task:
    """Due with the request, and for whoever handles it. `place`: source, table, rows from 0, and of a correction the column."""
    title = Text(
        f"在原系统{kind.text.zh}：{place['source']}",
        f"To be {kind.text.en} in its own system: {place['source']}",
    )
    today = timezone.localdate()
    due_on = request.due_on if request.due_on and request.due_on >= today else today + _WITHIN
    owner = request.handled_by
    if owner is None:  # only the handler signs off, so there is one
        raise ValueError("a request without a handler")
    task = Task.objects.create(
        case=request.case,
        audience=Audience(str(request.case.side)),
        title=f"{title.zh} · {title.en}"[:200],
        purpose=f"{request.number}\n{_where(place).zh}\n{_where(place).en}",
        owner=owner,
        due_on=due_on,
        opened_by=deed.actor.ref,
    )
    deed.record(
        tag="task.opened", task=task.ref, owner=owner.ref, due=due_on.isoformat(), request=request.ref
    )
    return task


def _where(place: Mapping[str, Any]) -> Text:
    rows = [str(row + 1) for row in place["rows"]]
    more = len(rows) - _ROWS
    zh = "、".join(rows[:_ROWS]) + (f" 等 {len(rows)} 行" if more > 0 else "")
    en = ", ".join(rows[:_ROWS]) + (f" and {more} more" if more > 0 else "")
    column = place.get("column", "")
    return Text(
        f"表 {place['name']}，第 {zh} 行" + (f"，列 {column}" if column else ""),
        f"table {place['name']}, row {en}" + (f", column {column}" if column else ""),
    )
