"""`novation law keep`: how long each category must be kept at least, and may be kept at most."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from novation.cli.frame import JsonOption, emit, line, open_project, parse_day, told
from novation.cli.language import LANGUAGE, t
from novation.cli.law_routes import AsOf, OptionalProject
from novation.law.keeping import COMPUTABLE, Interval, period_dict
from novation.law.pack import RetentionPeriod
from novation.terms import Category, Place


@told
def keep(
    project: OptionalProject = None,
    category: Annotated[
        list[Category] | None,
        typer.Option("--category", help=t("只问这一类；可重复", "this category only; repeatable")),
    ] = None,
    place: Annotated[
        list[Place] | None,
        typer.Option("--place", help=t("个人所在地；可重复", "where the people are; repeatable")),
    ] = None,
    seller_place: Annotated[
        Place | None,
        typer.Option(
            "--seller-place",
            help=t("由哪里的人保存，默认同个人所在地", "who keeps it, by default in the person's place"),
        ),
    ] = None,
    as_of: AsOf = "",
    as_json: JsonOption = False,
) -> None:
    from novation.handover.deciding import project_packs  # here, because help must not wait for the engine
    from novation.handover.keeping import keep_by_law, keep_in_project
    from novation.law import load_packs

    on = parse_day(as_of) if as_of else date.today()
    if project and seller_place is None:
        held = open_project(project)
        found = keep_in_project(held, project_packs(held), on, place or (), category or ())
    else:
        packs = project_packs(open_project(project)) if project else load_packs()
        found = keep_by_law(packs, on, place or (), category or (), seller_place)
    if as_json:
        emit(
            {
                "on": on.isoformat(),
                "intervals": [interval.as_dict() for interval in found.intervals],
                "records": [period_dict(entry) for entry in found.records],
            }
        )
        return
    for interval in found.intervals:
        _tell(interval)
    if found.records:
        line(t("不属于任何资料类别的记录", "Records that are no category"))
    for entry in found.records:
        record = entry.record.in_(LANGUAGE) if entry.record else ""
        line(f"  {record}")
        _tell_entry(entry)


def _tell(interval: Interval) -> None:
    line(
        f"{interval.place.text.in_(LANGUAGE)} · {interval.category.text.in_(LANGUAGE)}  "
        f"[{_floor(interval)}, {_ceiling(interval)}]{_restricted(interval)}"
    )
    for entry in dict.fromkeys((*interval.floors, *interval.ceilings)):
        _tell_entry(entry)


def _floor(interval: Interval) -> str:
    years = interval.floor_years
    return t("无下限", "no floor") if years is None else _years(str(years))


def _ceiling(interval: Interval) -> str:
    years = interval.ceiling_years
    if years is not None:
        return _years(str(years))
    return t("必要的最短时间", "shortest time necessary") if interval.shortest else t("无上限", "no ceiling")


def _restricted(interval: Interval) -> str:
    if interval.is_restricted:
        return t(
            "  下限超过上限：限制保存，不得提前销毁",
            "  floor beyond ceiling: kept restricted, not destroyed early",
        )
    if interval.is_restricted_after_purpose:
        return t(
            "  目的实现后、期满前：限制保存",
            "  once the purpose is over, kept restricted until the floor ends",
        )
    return ""


def _tell_entry(entry: RetentionPeriod) -> None:
    said = []
    if entry.floor_years is not None:
        said.append(t("至少", "at least ") + _years(str(entry.floor_years)))
    if entry.ceiling_years is not None:
        said.append(t("至多", "at most ") + _years(str(entry.ceiling_years)))
    marks = "" if entry.citation.confirmed else t("（未确认）", " (unconfirmed)")
    if said:
        said.append(entry.start.text.in_(LANGUAGE))
        marks += (
            "" if entry.start in COMPUTABLE else t("（资料不载起算日）", " (the data don't tell its start)")
        )
    if entry.ceiling:
        said.append(entry.ceiling.text.in_(LANGUAGE))
    line(f"    {t('，', ', ').join(said)}  [{entry.citation.text.in_(LANGUAGE)}]{marks}  {entry.id}")


def _years(years: str) -> str:
    return t("{} 年", "{} years").format(years)
