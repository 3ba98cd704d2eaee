"""`novation law`: the packs, one pack's rules, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from novation.cli.frame import JsonOption, emit, line, say, told
from novation.cli.language import LANGUAGE, t
from novation.cli.law_classes import classes
from novation.cli.law_clocks import clocks
from novation.cli.law_controls import controls
from novation.cli.law_diff import diff
from novation.cli.law_export import export, vocabulary
from novation.cli.law_keep import keep
from novation.cli.law_notices import notices
from novation.cli.law_routes import routes
from novation.cli.law_schema import schema
from novation.cli.law_sign_off import sign_off
from novation.cli.law_status import status
from novation.cli.law_test import test
from novation.errors import Exit
from novation.law import Severity, lint, load_packs, rule_dict
from novation.law.lint_hints import HINTS
from novation.law.loading import pack_folders

app = typer.Typer(no_args_is_help=True, help=t("法律规则包", "the law packs"))
FolderOption = Annotated[
    list[Path] | None,
    typer.Option("--packs", help=t("另外的规则包文件夹", "a further folder of packs"), exists=True),
]


@app.command("list", help=t("有哪些规则包", "which packs there are"))
@told
def list_(packs: FolderOption = None, as_json: JsonOption = False) -> None:
    loaded = load_packs(packs)
    found: list[dict[str, Any]] = [
        {
            "id": p.id,
            "title": p.title.as_dict(),
            "version": str(p.version),
            "rules": len(p.rules),
            "digest": p.digest,
        }
        for p in loaded
    ]
    if as_json:
        emit(found)
        return
    for pack in found:
        line(f"{pack['id']:<10} {pack['version']}  {pack['rules']:>3}  {pack['title'][LANGUAGE]}")


@app.command("show", help=t("一个规则包的规则与依据", "the rules of a pack and what they rest on"))
@told
def show(
    pack: Annotated[
        str, typer.Argument(help=t("规则包：cn-pipl、eu-gdpr……", "the pack: cn-pipl, eu-gdpr …"))
    ],
    packs: FolderOption = None,
    as_json: JsonOption = False,
) -> None:
    found = load_packs(packs)[pack]
    rules = [rule_dict(r) for r in found.rules]
    if as_json:
        emit({"id": found.id, "title": found.title.as_dict(), "rules": rules})
        return
    line(found.title.in_(LANGUAGE))
    for rule in rules:
        mark = "" if rule["confirmed"] else t("（未确认）", " (unconfirmed)")
        outcome = " / ".join(str(rule[k]) for k in ("to_buyer", "seller_copy") if rule[k])
        line(f"{rule['rule']}  {rule['citation'][LANGUAGE]}{mark}  → {outcome}")
        line(f"    {rule['reason'][LANGUAGE]}")


@app.command(
    "lint",
    help=t(
        "死规则、缺口、重叠、缺引用、缺译文、情景不符",
        "dead rules, gaps, overlaps, missing citations, translations, failing scenarios",
    ),
)
@told
def lint_(
    packs: FolderOption = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help=t("自带的规则包也检查", "look at the shipped packs too"),
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    own = (
        None if everything or not packs else {path.resolve().name for f in packs for path in pack_folders(f)}
    )
    findings = lint(load_packs(packs), own)
    if as_json:
        emit([f.as_dict() for f in findings])
    else:
        for finding in findings:
            where = f"{finding.file}:{finding.line}" if finding.line else finding.file
            severity = finding.severity.text.in_(LANGUAGE)
            told_of = finding.text.in_(LANGUAGE)
            line(f"{severity}  {where}  {finding.rule}: {told_of}  ({finding.code})")
            if finding.severity is not Severity.NOTE:
                line("    " + HINTS[finding.code].in_(LANGUAGE))
        say(f"{len(findings)} 条", f"{len(findings)} findings")
    if any(f.severity is Severity.ERROR for f in findings):
        raise typer.Exit(int(Exit.DIFFERENT))


app.command("clocks", help=t("项目里各项期限何时届满", "when each clock of a project runs out"))(clocks)
app.command(
    "routes",
    help=t(
        "资料能否出境，走哪条路径，须备什么",
        "whether data may leave a place, by which route, and what that asks",
    ),
)(routes)
app.command(
    "keep",
    help=t("每类资料至少保存多久、至多保存多久", "how long each category must be kept, and may be kept"),
)(keep)
app.command(
    "notices", help=t("这笔交易须作哪些告知，内容清单", "which notices a deal owes, with their checklists")
)(notices)
app.command(
    "controls",
    help=t("组织须履行的义务，日志能否证明", "what the organisation owes, and whether the journal shows it"),
)(controls)
app.command(
    "diff", help=t("法律变了什么，影响哪些人", "what changed between two states of the law, and for whom")
)(diff)
app.command(
    "status", help=t("项目的判定是否仍依现行法律", "whether a project's decisions still rest on the law")
)(status)
app.command(
    "classes",
    help=t(
        "律师清单：每一类人的事实、规则、法条、结果",
        "the lawyer's list: facts, rule, article, outcome of every class",
    ),
)(classes)
app.command("sign-off", help=t("（律师）签认各类", "(counsel) sign classes off"))(sign_off)
app.command(
    "export",
    help=t(
        "把规则包或交易写成 OSCAL、ODRL、Fideslang、DPV",
        "write a pack or a deal as OSCAL, ODRL, Fideslang or DPV",
    ),
)(export)
app.command(
    "vocabulary",
    help=t("本软件的词汇（DPV 扩展）", "our vocabulary, an extension of DPV"),
)(vocabulary)
app.command("test", help=t("情景是否都符合", "whether every scenario holds"))(test)
app.command(
    "schema",
    help=t("规则包文件的 JSON Schema，供编辑器使用", "JSON Schemas of a pack's files, for an editor"),
)(schema)
