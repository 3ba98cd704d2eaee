"""`novation law routes`: whether data may leave a place, by which routes, and what each route asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from novation.cli.frame import JsonOption, emit, line, open_project, parse_day, told
from novation.cli.language import LANGUAGE, t
from novation.law.crossing import Crossing, Declared, Standing, cross
from novation.law.entries import Route
from novation.law.entry_words import ExportData, ExportReason, Operator
from novation.law.export_routes import Move, RouteFinding, still_owed
from novation.terms import Place

OptionalProject = Annotated[
    Path | None,
    typer.Option(
        "--project",
        "-p",
        envvar="NOVATION_PROJECT",
        help=t("项目文件夹；不给则只问法律", "the project folder; without one only the law is asked"),
    ),
]
AsOf = Annotated[
    str, typer.Option(help=t("按这一天的法律，默认今天", "by the law of this day, today by default"))
]


@told
def routes(
    project: OptionalProject = None,
    from_: Annotated[
        Place | None, typer.Option("--from", help=t("资料从哪里出去", "where the data leave"))
    ] = None,
    to: Annotated[
        list[Place] | None,
        typer.Option("--to", help=t("接收方所在地；可重复", "the recipient's place; repeatable")),
    ] = None,
    people: Annotated[
        int | None,
        typer.Option(
            min=0,
            help=t(
                "自 1 月 1 日起累计出境的人数，含这一次",
                "people whose data left since 1 January, this move included",
            ),
        ),
    ] = None,
    sensitive: Annotated[
        int | None,
        typer.Option(min=0, help=t("其中含敏感个人信息的人数", "of them, people with sensitive data")),
    ] = None,
    reason: Annotated[
        ExportReason | None,
        typer.Option(help=t("为何出境；豁免取决于此", "why it leaves; exemptions hang on it")),
    ] = None,
    operator: Annotated[
        Operator | None, typer.Option(help=t("出让方是什么运营者", "what kind of operator the seller is"))
    ] = None,
    data: Annotated[
        ExportData | None, typer.Option(help=t("个人信息还是重要数据", "personal or important data"))
    ] = None,
    as_of: AsOf = "",
    as_json: JsonOption = False,
) -> None:
    on = parse_day(as_of) if as_of else date.today()
    asked = {
        name: value
        for name, value in (
            ("origin", from_),
            ("people", people),
            ("sensitive_people", sensitive),
            ("reason", reason),
            ("operator", operator),
            ("data", data),
        )
        if value is not None
    }
    found, declared = _of_project(project, to or [], asked, on) if project else _of_law(to or [], asked, on)
    if as_json:
        emit({"on": on.isoformat(), "declared": list(declared.routes), "moves": [_as_dict(c) for c in found]})
        return
    for crossing in found:
        _tell(crossing, declared)


def _of_law(to: list[Place], asked: Mapping[str, Any], on: date) -> tuple[list[Crossing], Declared]:
    from novation.law import load_packs

    if "origin" not in asked or not to:
        raise typer.BadParameter(t("给出 --project，或 --from 和 --to", "give --project, or --from and --to"))
    packs, declared = load_packs(), Declared()
    return [cross(packs, Move(to=place, **asked), declared, on) for place in to], declared


def _of_project(
    project: Path, to: list[Place], asked: Mapping[str, Any], on: date
) -> tuple[list[Crossing], Declared]:
    """The moves of the project; the command line asks "what if"."""
    from novation.handover.deciding import project_packs
    from novation.handover.leaving import leaving_of
    from novation.handover.measuring import measures

    held = open_project(project)
    packs = project_packs(held)
    leaving = leaving_of(held.settings(), packs, measures(held), on)
    moves = [(c.recipient, c.move) for c in leaving.crossings]
    if to:
        moves = [("", replace(moves[0][1], to=place)) for place in to]
    way = leaving.declared
    return [cross(packs, replace(move, **asked), way, on, name) for name, move in moves], way


def _as_dict(crossing: Crossing) -> dict[str, Any]:
    owed = still_owed(finding for finding, _ in crossing.findings)
    return {**crossing.as_dict(), "still_owed": [str(duty) for duty in owed]}


def _tell(crossing: Crossing, declared: Declared) -> None:
    move = crossing.move
    line(
        t("{}→{}{}", "{} → {}{}").format(
            move.origin.text.in_(LANGUAGE),
            move.to.text.in_(LANGUAGE),
            f" · {crossing.recipient}" if crossing.recipient else "",
        )
    )
    if not crossing.leaves:
        line(t("  不出境：两地属同一区域", "  does not leave the area"))
        return
    if not crossing.findings:
        line(t("  没有规则包规定从这里出境", "  no pack says how data may leave this place"))
    for finding, standing in crossing.findings:
        _tell_law(finding, standing if declared.routes else None)
    owed = still_owed(finding for finding, _ in crossing.findings)
    if owed:
        line(t("  无论哪条路径仍须：", "  owed by any route: ") + _list(d.text.in_(LANGUAGE) for d in owed))


def _tell_law(finding: RouteFinding, standing: Standing | None) -> None:
    rule = finding.rule
    if rule is None:
        why = Standing.UNCOUNTED if finding.uncounted else Standing.NO_RULE
        line(f"  {finding.law}: {why.text.in_(LANGUAGE)}")
        for possible in finding.might:
            line(f"    ? {possible.title.in_(LANGUAGE)}  → {', '.join(possible.routes)}")
        if finding.uncounted:
            line(
                t(
                    "    用 --people 和 --sensitive 给出人数",
                    "    give the counts with --people and --sensitive",
                )
            )
        return
    marks = "" if rule.citation.confirmed else t("（未确认）", " (unconfirmed)")
    marks += t("（解读）", " (a reading)") if rule.derived else ""
    line(f"  {rule.title.in_(LANGUAGE)}  [{rule.citation.text.in_(LANGUAGE)}{marks}]  {rule.id}")
    if finding.prohibited:
        line(t("    禁止出境", "    leaving is prohibited"))
    for route in () if finding.prohibited else finding.routes:
        _tell_route(route)
    if standing:
        line(t("    所声明的路径：", "    as declared: ") + standing.text.in_(LANGUAGE))


def _tell_route(route: Route) -> None:
    line(f"    · {route.title.in_(LANGUAGE)}  ({route.id})  [{route.citation.text.in_(LANGUAGE)}]")
    for said, texts in (
        (t("文件：", "documents: "), route.documents),
        (t("问接收方：", "ask the recipient: "), route.ask_recipient),
    ):
        if texts:
            line(f"      {said}{_list(text.in_(LANGUAGE) for text in texts)}")
    if route.valid:
        unit = route.valid.unit.text.in_(LANGUAGE)
        line(t("      有效期：{} {}", "      valid: {} {}").format(route.valid.amount, unit))


def _list(words: Any) -> str:
    return t("；", "; ").join(words)
