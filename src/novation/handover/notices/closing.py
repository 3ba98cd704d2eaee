"""When the last person owed a notice has it, it counts as given: its window runs from that day, and verdicts change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from novation.disposition.deciding import window_end
from novation.engine.expressions import one
from novation.handover.notices.audience import ClassRecord, classes_of, people_sql, register
from novation.handover.notices.outbox import told_in
from novation.handover.notices.words import Sent
from novation.handover.opening import append_entry
from novation.handover.project import Project
from novation.law import Calendar, Notice, NoticeDue
from novation.law.counting import day_of
from novation.law.packset import Packs


@dataclass(frozen=True, slots=True)
class Given:
    """`missing`: people whom a rule of the law wants told and whom no notice reached; while there are any, nothing runs."""

    law: str
    missing: int
    given_on: date | None = None
    window_end: date | None = None


def deliver(project: Project, packs: Packs, law: str, notices: Mapping[str, Sequence[str]]) -> Given:
    """Writes the notice into novation.toml once everybody has it. `notices`: by content, the references sent for it.

    One date stands for a law, so it is the day of the last delivery: nobody's window ends too early.
    """
    classes = classes_of(project)
    dues = {
        (due["rule"], due["content"]): due for one in classes for due in one["notices"] if due["law"] == law
    }
    if not dues:
        return Given(law, 0)
    with project.engine() as engine:
        register(engine)
        missing = 0
        for rule, content in dues:
            told = list(told_in(project.work, _sent_for(packs, law, content, notices), Sent.SENT))
            engine.register_arrow("told", pa.table({"subject_ref": pa.array(told, pa.string())}))
            asked = people_sql([one for one in classes if _asks(one, law, rule)])
            query = f"SELECT count(*) FROM ({asked}) a ANTI JOIN told t USING (subject_ref)"
            missing = max(missing, int(one(engine.fetch_arrow(query))[0]))
    last = [_last(project, ref) for refs in notices.values() for ref in refs]
    if missing or not any(last):
        return Given(law, missing)
    ends = [_due(due) for due in dues.values()]
    given_on = max(_day(max(last), due.place) for due in ends)
    _write(project, law, given_on, sorted(ref for refs in notices.values() for ref in refs))
    return Given(law, 0, given_on, max(window_end(due, given_on) for due in ends))


def _asks(entry: ClassRecord, law: str, rule: str) -> bool:
    return any(due["law"] == law and due["rule"] == rule for due in entry["notices"])


def _sent_for(packs: Packs, law: str, content: str, notices: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The notices that count for a rule: of the list it names, in its own pack or one that this extends."""
    ids = [content] if "/" in content else [f"{name}/{content}" for name in packs.closure(law)]
    for name in ids:
        yield from notices.get(name, ())


def _last(project: Project, notice: str) -> str:
    name = f"notice-{notice}.json"
    return str(project.read_record(name, "notice")["last_sent_at"]) if project.has_record(name) else ""


def _day(instant: str, place: str) -> date:
    """The day it was where the law counts."""
    at = datetime.fromisoformat(instant)
    return day_of(at, place) if place else at.date()


def _due(due: Mapping[str, Any]) -> NoticeDue:
    window = Notice(due["window_days"], Calendar(due["calendar"]), due["content"])
    return NoticeDue(due["law"], due["rule"], window, due["place"])


def _write(project: Project, law: str, given_on: date, notices: Sequence[str]) -> None:
    if any(one.law == law and one.given_on == given_on for one in project.settings().notices):
        return
    with project.held():
        records = [project.read_record(f"notice-{ref}.json", "notice") for ref in notices]
        evidence = project.write_record(
            f"notices-given-{law}.json",
            {
                "type": "novation-notices-given@v1",
                "law": law,
                "given_on": given_on.isoformat(),
                "sent": records,
            },
        )
        values: dict[str, object] = {"law": law, "given_on": given_on, "evidence": evidence}
        append_entry(project, "notice", values, "notice.recorded")
