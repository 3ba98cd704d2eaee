"""What access reviews put on the day's page: a round that is under way, or one that has to begin within a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from novation.control.accounts.models import Person
from novation.control.accounts.review_actions import ACCESS_REVIEW
from novation.control.accounts.reviewing import Standing, open_items, standing
from novation.control.cases.dues import Due, DueKind, register
from novation.messages import Text

COMING_DAYS = 30
_RULE = Text("本软件的规则：每季度复核一次权限", "house rule: who may see what is reviewed every quarter")


@register
def access_review(person: Person, cases: Any) -> Iterable[Due]:
    """For those who administer the organisation; everybody else hears nothing of it."""
    house = person.organisation
    if ACCESS_REVIEW.policy.refusal(person, house, {}):
        return
    now = standing(house)
    if now.current is None and now.days_left > COMING_DAYS:
        return
    yield Due(
        DueKind.DUTY,
        Text("复核谁能看到什么", "Review who can see what"),
        None,
        _RULE,
        _left(now),
        since=_since(now),
        start=_start(now, house.founded_at),
        due_at=now.due_on,
        page="access-review",
        verb=Text("复核", "Review") if now.current else Text("开始", "Begin"),
        needs=frozenset(str(role) for role in ACCESS_REVIEW.policy.roles),
        house=house,
    )


def _left(now: Standing) -> Text | None:
    if now.current is None:
        return None
    count = open_items(now.current)
    return Text(f"还有 {count} 项角色没有答复", f"roles without an answer: {count}")


def _since(now: Standing) -> Text:
    if now.current is not None:
        return Text("本轮开始", "from the beginning of this round")
    if now.last_on is not None:
        return Text("上次复核", "from the last review")
    return Text("设立组织，还没有复核过", "from founding the organisation; never reviewed yet")


def _start(now: Standing, founded_at: datetime) -> datetime:
    if now.current is not None:
        return now.current.opened_at
    if now.last_on is not None:
        return datetime.combine(now.last_on, time.min, ZoneInfo(settings.PLACE_TIME_ZONE))
    return founded_at
