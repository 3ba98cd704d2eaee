"""`novation decide`: what the law says for each class of people."""

from __future__ import annotations

from typing import Annotated, Any

import typer

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
from novation.cli.language import LANGUAGE, t
from novation.errors import Exit
from novation.handover import deciding, opening
from novation.handover.second_opinion import CHECK_RECORD, agrees, said
from novation.terms import FACT_NAMES, ToBuyer

DealOption = Annotated[
    str,
    typer.Option(
        "--deal",
        help=t("改用另一种交易形式（写入 novation.toml）", "change the deal form (in novation.toml)"),
    ),
]


@told
def decide(
    project: ProjectOption = DEFAULT_PROJECT,
    deal: DealOption = "",
    as_of: Annotated[
        str,
        typer.Option(
            help=t("按这一天的法律判定，默认今天", "decide by the law of this day, today by default")
        ),
    ] = "",
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help=t(
                "再由第二个引擎逐人判定一遍并比较；不一致时退出码为 1",
                "decide every person once more by the second engine and compare; exit status 1 if they differ",
            ),
        ),
    ] = False,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    day = parse_day(as_of) if as_of else None
    held = open_project(project, memory_limit)
    if deal:
        opening.set_deal_form(held, _deal(deal))
    with bars() as shown:
        record = deciding.decide_step(held, shown, as_of=day, check=check)
    checked = held.read_record(CHECK_RECORD, "decide --check") if check else None
    if as_json:
        emit({**record, "check": checked} if checked else record)
    else:
        tell_core(record)
        if checked:
            line(said(checked).in_(LANGUAGE))
    if checked and not agrees(checked):
        say("这样的判定不能做方案", "no plan can be made of such decisions")
        raise typer.Exit(int(Exit.DIFFERENT))


def tell_core(record: dict[str, Any]) -> None:
    """People by disposition, each counted once."""
    line(
        t("{:,} 人，{:,} 类", "{:,} people in {:,} classes").format(record["people"], len(record["classes"]))
    )
    for outcome in ToBuyer:
        people = sum(sum(v.get(outcome, {}).values()) for v in record["core"].values())
        if people:
            line(f"  {people:>9,}  {outcome.text.in_(LANGUAGE)}")
    for fact, lacking in record.get("unsupplied", {}).items():
        tell_lacking(FACT_NAMES[fact].in_(LANGUAGE), lacking)


def tell_lacking(name: str, lacking: dict[str, Any]) -> None:
    """Which rule asks in vain, where it stands, and how to point to the column that would answer it."""
    rules, first = lacking["rules"], lacking["asked_by"][0]
    where = f"{first['rule']}, {first['file']}:{first['line']}"
    say(
        f"没有任何一列说明“{name}”，而 {rules} 条规则要问它（如 {where}）：按“无”或“不明”判定。",
        f"no column tells the {name}, which {rules} rules ask (such as {where}): it counts as none or unknown.",
    )
    kinds = ", ".join(lacking["kinds"][:3])
    say(
        f"  若有这样的列，用 novation override --kind 指明（{kinds}），再判定一次。",
        f"  where there is such a column, name it with novation override --kind ({kinds}) and decide again.",
    )
