"""`novation law clocks`: what must be done by when, in a project, as each law counts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import (
    DEFAULT_PROJECT,
    JsonOption,
    ProjectOption,
    emit,
    line,
    open_project,
    parse_day,
    say,
    told,
)
from novation.cli.language import LANGUAGE, t
from novation.errors.law import EVENT_UNKNOWN
from novation.law.counting import Moment
from novation.law.deadlines import Deadline, deadlines
from novation.law.entry_words import Event


@told
def clocks(
    project: ProjectOption = DEFAULT_PROJECT,
    event: Annotated[
        list[str] | None,
        typer.Option(
            "--event",
            help=t(
                "发生了什么、何时：closing=2026-12-31；可重复；长期有效的写入 novation.toml 的 [events]",
                "what happened and when: closing=2026-12-31; repeatable; lasting ones go to [events] in novation.toml",
            ),
        ),
    ] = None,
    as_of: Annotated[
        str, typer.Option(help=t("按这一天的法律，默认今天", "by the law of this day, today by default"))
    ] = "",
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics", help=t("另存为日历文件（iCalendar）", "also write a calendar file (iCalendar)")
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    from novation.handover.calendar_file import (
        calendar_file,
    )  # here, because help must not wait for the engine
    from novation.handover.deciding import project_packs
    from novation.handover.situation import situation_of

    held = open_project(project)
    on = parse_day(as_of) if as_of else date.today()
    packs = project_packs(held)
    situation = situation_of(held, packs, on, dict(parse_event(text) for text in event or []))
    found = deadlines(packs, situation)
    if ics is not None:
        ics.write_bytes(calendar_file(found, held.settings().case, LANGUAGE, datetime.now(UTC)))
    if as_json:
        emit([deadline.as_dict() for deadline in found])
        return
    for deadline in found:
        _tell(deadline)
    dated = sum(bool(deadline.due and deadline.due.day) for deadline in found)
    say(
        f"{len(found)} 项期限，{dated} 项有日期。" + (f"日历：{ics.name}" if ics else ""),
        f"{len(found)} clocks, {dated} with a date." + (f" Calendar: {ics.name}" if ics else ""),
    )


def parse_event(text: str) -> tuple[Event, Moment]:
    """`closing=2026-12-31` or `incident-discovered=2026-12-01T09:30+08:00`."""
    name, _, when = text.partition("=")
    try:
        event = Event(name.strip())
    except ValueError:
        raise EVENT_UNKNOWN.error(event=name, known=", ".join(Event)) from None
    if "T" not in when:
        return event, parse_day(when)
    try:
        moment = datetime.fromisoformat(when)
    except ValueError as wrong:
        raise typer.BadParameter(f"{when}: 2026-12-01T09:30+08:00") from wrong
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{when}: 2026-12-01T09:30+08:00")
    return event, moment


def _tell(deadline: Deadline) -> None:
    clock, due = deadline.clock, deadline.due
    if due and due.at:
        when = due.at.isoformat(timespec="minutes")
    elif due and due.day:
        when = due.day.isoformat()
    elif due and due.word:
        when = due.word.text.in_(LANGUAGE)
    elif due and due.stopped:
        when = t("暂停", "stopped")
    elif deadline.waits_for:
        when = t("待：", "after: ") + deadline.waits_for.text.in_(LANGUAGE)
    else:
        when = t("人数未知", "count unknown")
    marks = "" if clock.citation.confirmed else t("（未确认）", " (unconfirmed)")
    marks += t("（放假安排未公布）", " (holidays not decreed yet)") if due and due.provisional else ""
    line(f"{when:<17} {clock.who.text.in_(LANGUAGE)}  {clock.what.in_(LANGUAGE)}")
    line(f"{'':<17} {clock.citation.text.in_(LANGUAGE)}{marks}  {clock.id}")
