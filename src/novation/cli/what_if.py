"""`novation what-if`: what another form, day, place, purpose, promise or regime would change, by class and count."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from novation.cli.differences import tell_differences
from novation.cli.frame import (
    DEFAULT_PROJECT,
    JsonOption,
    MemoryOption,
    ProjectOption,
    bars,
    emit,
    line,
    open_project,
    parse_day,
    told,
)
from novation.cli.init import _deal
from novation.cli.language import LANGUAGE, t
from novation.handover.what_if import Supposed
from novation.handover.what_if import what_if as compared
from novation.terms import FACT_FIELDS, FACT_NAMES, Place, Promise, Purpose, Regime

AllOption = Annotated[
    bool, typer.Option("--all", help=t("列出全部，不只人数最多的", "list all, not only the largest"))
]


@told
def what_if(
    project: ProjectOption = DEFAULT_PROJECT,
    deal: Annotated[str, typer.Option("--deal", help=t("换成这种交易形式", "another deal form"))] = "",
    closing: Annotated[
        str,
        typer.Option(
            "--closing",
            help=t(
                "换成这个交割日：年龄与末次交易随之不同，要重新汇总",
                "another closing date: ages and times change, so facts are gathered anew",
            ),
        ),
    ] = "",
    buyer_place: Annotated[
        Place | None, typer.Option("--buyer-place", help=t("受让方在别处", "another place of the buyer"))
    ] = None,
    purpose: Annotated[
        Purpose | None, typer.Option(help=t("受让方的处理目的", "the buyer's purpose"))
    ] = None,
    promise: Annotated[
        Promise | None, typer.Option(help=t("出让方收集时的承诺", "what the seller promised at collection"))
    ] = None,
    regime: Annotated[Regime | None, typer.Option(help=t("特别法定路径", "a special statutory path"))] = None,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of",
            help=t(
                "按这一天的法律，默认判定时的那一天", "by the law of this day; by default that of `decide`"
            ),
        ),
    ] = "",
    every: AllOption = False,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    supposed = Supposed(
        deal_form=_deal(deal) if deal else None,
        closing_on=parse_day(closing) if closing else None,
        buyer_place=buyer_place,
        purpose=purpose,
        promise=promise,
        regime=regime,
        as_of=parse_day(as_of) if as_of else None,
    )
    if supposed == Supposed():
        raise typer.BadParameter(
            t("没有说要假设什么：--deal、--closing……", "nothing is supposed: --deal, --closing …")
        )
    held = open_project(project, memory_limit)
    with bars() as shown:
        found = compared(held, supposed, shown)
    if as_json:
        emit(found)
        return
    _tell_supposed(found)
    tell_differences(found, every=every)


_DAYS = {"closing_on": ("交割日", "closing date"), "as_of": ("按这一天的法律", "law as of")}


def _tell_supposed(found: dict[str, Any]) -> None:
    """What differs between the two, in words."""
    for name, (before, after) in found["supposed"].items():
        if name in _DAYS:
            line(f"{t(*_DAYS[name])}: {before} → {after}")
        else:
            words = [FACT_FIELDS[name](value).text.in_(LANGUAGE) for value in (before, after)]
            line(f"{FACT_NAMES[name].in_(LANGUAGE)}: {words[0]} → {words[1]}")
    if not found["supposed"]:
        line(t("与现状相同", "the same as it is"))
