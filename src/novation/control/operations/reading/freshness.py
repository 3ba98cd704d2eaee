"""Whether the plan on file still says what would be done: derived whenever somebody looks, kept nowhere."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path

from novation.control.operations.deal_file import differences
from novation.control.operations.folders import SETTINGS_FILE, open_project, place
from novation.control.operations.handing_down import answered_since
from novation.control.operations.models import ProjectLink
from novation.control.operations.reading.files import Record, Stamp, digest_of, record, stamp_of
from novation.control.roles import Side
from novation.messages import Text


def stale_because(link: ProjectLink) -> list[Text]:
    """Why the plan is stale; nothing where it is fresh, or where there is none.

    The sources themselves are not read again here: they are compared, digest by digest, before anything moves.
    """
    plan = record(link, "plan.json")
    if plan is None:
        return []
    return [*_deal(link), *_settings(link, plan), *_records(link, plan), *_choices(link), *_law(link)]


def _deal(link: ProjectLink) -> list[Text]:
    """Another phase alone makes nothing stale: a plan is judged for the phase it is meant for."""
    return [
        Text(
            f"案件的{one.what.zh}与项目文件不同",
            f"the case and the project’s file differ in the {one.what.en}",
        )
        for one in differences(link)
        if one.decides
    ]


def _settings(link: ProjectLink, plan: Record) -> list[Text]:
    from novation.handover.planning import decisive_digest

    if decisive_digest(open_project(link).settings()) == plan["settings"]:
        return []
    return [Text("novation.toml 在方案之后改过", "novation.toml changed after the plan")]


def _records(link: ProjectLink, plan: Record) -> list[Text]:
    found = []
    scan = record(link, "scan.json")
    if scan is not None and scan["sources"] != plan["sources"]:
        found.append(Text("方案之后又扫描过，来源有变", "the sources were scanned anew and differ"))
    if digest_of(link, "decisions.json") != plan["decisions"]:
        found.append(Text("方案之后又判定过，结果不同", "the classes were judged anew and differ"))
    if date.fromisoformat(plan["as_of"]) > date.today():
        found.append(
            Text(
                f"方案按 {plan['as_of']} 的法律判定，这一天还没到",
                f"it was judged as of {plan['as_of']}, a day to come",
            )
        )
    return found


def _choices(link: ProjectLink) -> list[Text]:
    """What customers said since is taken in by the next decision; until then nothing may pass by the older one.

    A package that is sealed stays as it was signed: what comes then is passed on separately (`late_answers`).
    """
    if link.side is not Side.SELLER or record(link, "sealed.json") is not None:
        return []
    decided, taken = record(link, "decisions.json") or {}, record(link, "choices.json") or {}
    if decided.get("choices", "") == taken.get("digest", "") and not answered_since(
        link.case, open_project(link)
    ):
        return []
    return [
        Text(
            "客户在方案之后又作出选择或提出争议",
            "customers chose or disputed something after the plan was made",
        )
    ]


def _law(link: ProjectLink) -> list[Text]:
    folder = place(link.folder)
    stamps = (stamp_of(folder / SETTINGS_FILE), stamp_of(folder / "records" / "decisions.json"))
    return list(_grounds(folder, stamps, date.today()))


@functools.lru_cache(maxsize=64)
def _grounds(folder: Path, stamps: tuple[Stamp | None, ...], day: date) -> tuple[Text, ...]:
    """Comparing with the packs takes a second, and they change with the software only."""
    from novation.handover.project import Project
    from novation.handover.staleness import stale_because as law_changed

    return tuple(ground.text for ground in law_changed(Project(folder), day))
