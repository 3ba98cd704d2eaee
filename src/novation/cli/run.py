"""`novation run`: the seller's steps up to the plan in one go."""

from __future__ import annotations

from typing import Annotated

import typer

from novation.cli.decide import DealOption, tell_core
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
    say,
    told,
)
from novation.cli.init import _deal
from novation.cli.language import t
from novation.handover import deciding, opening, planning, scanning


@told
def run(
    project: ProjectOption = DEFAULT_PROJECT,
    deal: DealOption = "",
    as_of: Annotated[
        str,
        typer.Option(
            help=t("按这一天的法律判定，默认今天", "decide by the law of this day, today by default")
        ),
    ] = "",
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    day = parse_day(as_of) if as_of else None
    held = open_project(project, memory_limit)
    if deal:
        opening.set_deal_form(held, _deal(deal))
    with bars() as shown:
        scan = scanning.scan(held, shown)
        deciding.link(held, shown)
        decisions = deciding.decide_step(held, shown, as_of=day)
        document = planning.plan(held, shown)
    if as_json:
        emit(
            {
                "plan": planning.plan_digest(document),
                "people": decisions["people"],
                "core": decisions["core"],
                "skipped": scan["skipped"],
            }
        )
        return
    for skipped in scan["skipped"]:
        say(
            f"未读：{skipped['source']}（{skipped['reason']['zh']}）",
            f"not read: {skipped['source']} ({skipped['reason']['en']})",
        )
    tell_core(decisions)
    line(planning.plan_digest(document))
    say(
        "看一遍 novation explain，再由两个人各自 novation authorise",
        "read `novation explain`; then two people `novation authorise`",
    )
