"""What becomes of a released notice: counted, sent, its window begun and over. Counts and digests only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any

from django.db import transaction
from django.utils import timezone

from novation.control.actions import SYSTEM, Deed, Policy, action
from novation.control.cases.audience import Audience as Seen
from novation.control.cases.models import Task
from novation.control.cases.team import LEADERS
from novation.control.inputs import Input
from novation.control.notices.models import AudienceLine, Notice
from novation.control.notices.queueing import enqueue
from novation.control.notices.states import NOTICE, Line, State
from novation.control.roles import CaseRole
from novation.errors.control import INPUT_WRONG
from novation.evidence import canonical
from novation.handover.notices.words import Sent
from novation.messages import Text

ITSELF = Policy(system=True)
SENDERS = Policy((*LEADERS, CaseRole.DATA_ENGINEER), system=True)
LOST = (Sent.BOUNCED, Sent.UNCERTAIN, Sent.UNREACHABLE)
_DAYS = timedelta(days=7)


@action("counting.asked", zh="清点告知对象", en="Count the audience", policy=SENDERS, target=Notice)
def ask_counting(deed: Deed, notice: Notice) -> None:
    """Has the worker count who is to get it, by class, and who gets none and why; nothing is sent."""
    deed.record(notice=notice.ref)
    transaction.on_commit(partial(enqueue, notice.ref))


@action(
    "audience.counted", zh="清点了告知对象", en="Audience counted", policy=ITSELF, target=Notice, api=False
)
def take_audience(
    deed: Deed,
    notice: Notice,
    *,
    everybody: Annotated[int, Input("全部客户", "All customers")],
    people: Annotated[int, Input("应告知的人", "People to be told")],
    lines: Annotated[str, Input("分类计数的摘要", "Digest of the counts")],
) -> None:
    """Takes in how many people are to get it; the counts by class and reason are kept beside, by `keep_lines`."""
    notice.everybody, notice.people = everybody, people
    notice.save(update_fields=["everybody", "people"])
    deed.record(notice=notice.ref, everybody=everybody, people=people, lines=lines)


@action(
    "sending.started",
    zh="开始发送",
    en="Start sending",
    policy=SENDERS,
    target=Notice,
    move=NOTICE.move(State.RELEASED, State.SENDING, to=State.SENDING),
)
def start_sending(deed: Deed, notice: Notice) -> None:
    """Queues the sending; one that was interrupted goes on, and nobody gets a notice twice."""
    notice.started_at, notice.error_code = notice.started_at or timezone.now(), ""
    notice.save(update_fields=["started_at", "error_code"])
    deed.record(notice=notice.ref, text=notice.digest)
    transaction.on_commit(partial(enqueue, notice.ref))


@action(
    "sending.interrupted",
    zh="发送中断",
    en="Sending broke off",
    policy=ITSELF,
    target=Notice,
    move=NOTICE.move(State.SENDING, to=State.RELEASED),
    api=False,
)
def interrupt_sending(
    deed: Deed, notice: Notice, *, code: Annotated[str, Input("错误代码", "Code of the error")]
) -> None:
    """The channel failed, or the server put some off; what still waits is sent when it is started again."""
    notice.error_code = code
    notice.save(update_fields=["error_code"])
    deed.record(notice=notice.ref, code=code, **counted(notice))


@action(
    "sending.finished",
    zh="发送结束",
    en="Sending ended",
    policy=ITSELF,
    target=Notice,
    move=NOTICE.move(State.SENDING, to=State.SENT),
    api=False,
)
def finish_sending(
    deed: Deed, notice: Notice, *, outbox: Annotated[str, Input("发件箱摘要", "Digest of the outbox")]
) -> None:
    """Everybody was tried. Whoever was not reached, or may not have been, is a task for a person."""
    notice.ended_at, notice.outbox = timezone.now(), outbox
    notice.save(update_fields=["ended_at", "outbox"])
    found = counted(notice)
    deed.record(notice=notice.ref, outbox=outbox, **found)
    lost = sum(found.get(str(state), 0) for state in LOST)
    if lost:
        task = _task(notice, lost)
        deed.record(
            tag="task.opened",
            task=task.ref,
            owner=task.owner.ref,
            due=task.due_on.isoformat(),
            notice=notice.ref,
        )


@action(
    "window.started",
    zh="告知期起算",
    en="The window runs",
    policy=ITSELF,
    target=Notice,
    api=False,
)
def start_window(
    deed: Deed,
    notice: Notice,
    *,
    given_on: Annotated[date, Input("告知日", "Given on")],
    window_end: Annotated[date, Input("期满日", "Over on")],
) -> None:
    """Everybody the law wants told has been; decisions made before are stale from now on."""
    notice.given_on, notice.window_end, notice.missing = given_on, window_end, 0
    notice.save(update_fields=["given_on", "window_end", "missing"])
    deed.record(notice=notice.ref, given_on=given_on.isoformat(), window_end=window_end.isoformat())


@action(
    "notice.closed",
    zh="结束告知",
    en="Close the notice",
    policy=SENDERS,
    target=Notice,
    move=NOTICE.move(State.SENT, to=State.CLOSED),
)
def close_notice(deed: Deed, notice: Notice) -> None:
    """Refused before the window is over: until then customers may still answer."""
    if notice.window_end is None or notice.window_end > timezone.localdate():
        raise INPUT_WRONG.error(
            field=Text("告知期", "window"), problem=Text("还没有期满", "it is not over yet")
        )
    deed.record(notice=notice.ref, window_end=notice.window_end.isoformat())


def keep_lines(notice: Notice, line: Line, counts: Mapping[str, int]) -> str:
    """Replaces the counts of one kind; gives their digest, for the journal."""
    notice.lines.filter(line=line).delete()
    AudienceLine.objects.bulk_create(
        AudienceLine(notice=notice, line=line, word=word, people=people) for word, people in counts.items()
    )
    return canonical.digest(dict(counts))


def counted(notice: Notice) -> dict[str, Any]:
    """The rows of the outbox by state, as they were counted last."""
    return counted_each([notice])[notice.pk]


def counted_each(notices: Iterable[Notice]) -> dict[int, dict[str, Any]]:
    """The same of many notices at once, by primary key."""
    found: dict[int, dict[str, Any]] = {one.pk: {} for one in notices}
    rows = AudienceLine.objects.filter(notice__in=found, line=Line.STATE)
    for notice, word, people in rows.values_list("notice", "word", "people"):
        found[notice][word] = people
    return found


def _task(notice: Notice, lost: int) -> Task:
    title = Text(f"另行联系未收到告知的 {lost} 人", f"Reach {lost} people whom the notice did not reach")
    owner = notice.released_by or notice.drafted_by
    return Task.objects.create(
        case=notice.case,
        audience=Seen.SELLER,
        title=f"{title.zh} · {title.en}"[:200],
        purpose=f"{notice.ref} · {notice.content} · {notice.channel}",
        owner=owner,
        due_on=timezone.localdate() + _DAYS,
        citation=notice.content[:200],
        opened_by=SYSTEM.ref,
    )
