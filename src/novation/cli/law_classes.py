"""`novation law classes`: the lawyer's list, on the terminal, as a workbook, a page or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from novation.cli.differences import facts_in_words
from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, line, open_project, say, told
from novation.cli.language import LANGUAGE, t
from novation.terms import Category, Place, SellerCopy, ToBuyer

SHOWN = 20


@told
def classes(
    project: ProjectOption = DEFAULT_PROJECT,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help=t("另存为 Excel 工作簿", "also write a workbook (Excel)"))
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help=t("另存为网页", "also write a page (HTML)"))
    ] = None,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help=t("只列未签认的组", "only groups with a class not signed off"))
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help=t("列出全部，不只最大的", "list all, not only the largest"))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    from novation.custody.durable import (
        write_durably,
    )  # these here, because help must not wait for the engine
    from novation.handover.lawyers_list import lawyers_list
    from novation.handover.lawyers_sheet import workbook
    from novation.handover.report.classes import render_classes

    held = open_project(project)
    listed = lawyers_list(held)
    if xlsx is not None:
        write_durably(xlsx, workbook(listed, LANGUAGE))
    if html is not None:
        write_durably(html, render_classes(listed, held.settings(), LANGUAGE).encode("utf-8"))
    if unsigned:
        listed = {
            **listed,
            "groups": [g for g in listed["groups"] if g["states"]["signed"] < len(g["classes"])],
        }
    if as_json:
        emit(listed)
        return
    _tell(listed, every)
    for path in (xlsx, html):
        if path is not None:
            say(f"已写出：{path.name}", f"written: {path.name}")


def _tell(listed: dict[str, Any], every: bool) -> None:
    groups = listed["groups"]
    line(
        t(
            "{:,} 人，{:,} 类，{:,} 组；已签认 {:,} 类，有变 {:,} 类，未签认 {:,} 类",
            "{:,} people, {:,} classes in {:,} groups; signed {:,}, changed {:,}, open {:,}",
        ).format(listed["people"], listed["classes"], len(groups), *listed["states"].values())
    )
    for group in groups if every else groups[:SHOWN]:
        _tell_group(group, listed["rules"], every)
    rest = len(groups) - SHOWN
    if rest > 0 and not every:
        say(
            f"……另有 {rest:,} 组；--all 列出全部，--xlsx、--html 另存",
            f"… and {rest:,} more groups; --all lists them, --xlsx and --html write them",
        )
    for signed in listed["sign_offs"]:
        for fault in signed["faults"]:
            say(
                f"{signed['file']} 不算数：{fault['zh']}",
                f"{signed['file']} counts for nothing: {fault['en']}",
            )


def _tell_group(group: dict[str, Any], rules: dict[str, Any], every: bool) -> None:
    buyer, seller = ToBuyer(group["to_buyer"]).text, SellerCopy(group["seller_copy"]).text
    place = Place(group["place"]).text.in_(LANGUAGE)
    sides = f"{buyer.in_(LANGUAGE)}{t('；出让方：', '; seller: ')}{seller.in_(LANGUAGE)}"
    line(f"{group['id']}  {group['decisions']:>9,}  {place} → {sides}{marks(group)}")
    for rule in dict.fromkeys([*group["reasons"], *group["seller_reasons"]]):
        line(f"    {rules[rule]['citation'][LANGUAGE]}  {rule}")
    if group["undecided_because"]:
        line(f"    {group['undecided_because'][LANGUAGE]}")
    for other in group["conflicts"]:
        kind = ToBuyer if other["side"] == "to_buyer" else SellerCopy
        line(f"    ≠ {other['law']}: {kind(other['said']).text.in_(LANGUAGE)}")
    counted = group["states"]
    line(
        "    "
        + t(
            "{:,} 类：已签认 {:,}，有变 {:,}，未签认 {:,}",
            "{:,} classes: signed {:,}, changed {:,}, open {:,}",
        ).format(len(group["classes"]), *counted.values())
    )
    if every:
        for one in group["classes"]:
            category = Category(one["category"]).text.in_(LANGUAGE)
            line(
                f"      {one['id']}  {one['people']:>9,}  {one['state']:<8} {category}: {facts_in_words(one['facts'])}"
            )


def marks(group: dict[str, Any]) -> str:
    """What a lawyer must not overlook."""
    told = [
        (group["human"], t("须由人看过", "a person must look")),
        (group["unconfirmed"], t("未确认", "unconfirmed")),
        (group["reading"], t("解读", "reading")),
        (bool(group["conflicts"]), t("几部法律结论不同", "laws differ")),
    ]
    return "".join(f" ({word})" if LANGUAGE == "en" else f"（{word}）" for holds, word in told if holds)
