"""`novation law test`: every scenario of the packs, and what really comes out of those that don't hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from novation.cli.frame import JsonOption, emit, line, say, told
from novation.cli.language import LANGUAGE, t
from novation.errors import Exit
from novation.law import ScenarioResult, load_packs, run_scenarios


@told
def test(
    pack: Annotated[str, typer.Argument(help=t("只测这个规则包", "only this pack"), show_default=False)] = "",
    packs: Annotated[
        list[Path] | None,
        typer.Option("--packs", help=t("另外的规则包文件夹", "a further folder of packs"), exists=True),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=t("也列出通过的情景", "list the scenarios that hold, too"))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    loaded = load_packs(packs)
    chosen = loaded.only(pack) if pack else loaded
    found = [result for result in run_scenarios(chosen) if not pack or result.scenario.law == pack]
    failed = [result for result in found if result.problems]
    if as_json:
        emit([_as_dict(result) for result in found])
    else:
        for result in found if every else failed:
            _tell(result)
        say(
            f"{len(found)} 个情景，{len(found) - len(failed)} 个符合，{len(failed)} 个不符合。",
            f"{len(found)} scenarios: {len(found) - len(failed)} hold, {len(failed)} don't.",
        )
    if failed:
        raise typer.Exit(int(Exit.DIFFERENT))


def _tell(result: ScenarioResult) -> None:
    scenario, verdict = result.scenario, result.verdict
    mark = t("不符合", "fails") if result.problems else t("符合", "holds")
    line(f"{mark}  {scenario.file}:{scenario.line}  {scenario.name.in_(LANGUAGE)}")
    for problem in result.problems:
        line(f"    {problem.in_(LANGUAGE)}")
    if result.problems:
        rules = [r.short_id for a in verdict.answers for r in (*a.rules, *a.seller_rules)]
        outcome = f"{verdict.to_buyer.text.in_(LANGUAGE)} / {verdict.seller_copy.text.in_(LANGUAGE)}"
        line("    " + t("实际：", "really: ") + outcome)
        line("    " + t("起作用的规则：", "rules that count: ") + (", ".join(rules) or "–"))


def _as_dict(result: ScenarioResult) -> dict[str, Any]:
    scenario = result.scenario
    return {
        "law": scenario.law,
        "name": scenario.name.as_dict(),
        "file": scenario.file,
        "line": scenario.line,
        "holds": not result.problems,
        "problems": [problem.as_dict() for problem in result.problems],
        "facts": result.facts.as_dict(),
        "to_buyer": str(result.verdict.to_buyer),
        "seller_copy": str(result.verdict.seller_copy),
    }
