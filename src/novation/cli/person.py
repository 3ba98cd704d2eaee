"""`novation person`: find one person by a contact, and see what is held about them, for a stated reason."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

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
    say,
    told,
)
from novation.cli.language import LANGUAGE, t
from novation.handover.people import People, Why, build_index
from novation.handover.people import show as show_person
from novation.handover.people.incoming import open_letters
from novation.terms import Category

app = typer.Typer(no_args_is_help=True, help=t("一个人的资料", "the data of one person"))


@app.command(help=t("编制索引，使一个人一查即得", "build the index that finds one person at once"))
@told
def index(
    project: ProjectOption = DEFAULT_PROJECT, memory_limit: MemoryOption = "2GB", as_json: JsonOption = False
) -> None:
    held = open_project(project, memory_limit)
    with bars() as shown:
        record = build_index(held, shown)
    if as_json:
        emit(record)
        return
    say(
        f"索引已编好：{record['tags']:,} 个联系方式和编号，{len(record['tables'])} 张表",
        f"indexed: {record['tags']:,} contacts and references, {len(record['tables'])} tables",
    )


@app.command(
    "open-changes",
    help=t(
        "（受让方）解密出让方发来的更正和删除消息；新值仍加密保存",
        "(buyer) open what the seller told of corrections and erasures; new values stay encrypted",
    ),
)
@told
def open_changes(
    identity: Annotated[
        Path, typer.Option("--identity", "-i", help=t("解密私钥文件", "age identity file"), exists=True)
    ],
    project: ProjectOption = DEFAULT_PROJECT,
    as_json: JsonOption = False,
) -> None:
    records = open_letters(open_project(project), identity)
    if as_json:
        emit(records)
        return
    say(f"解密了 {len(records)} 条消息", f"messages opened: {len(records)}")


@app.command(
    help=t(
        "按联系方式查人；值从标准输入读取，不留在命令历史里",
        "find a person by a contact, read from standard input so that it stays out of the shell's history",
    )
)
@told
def find(
    kind: Annotated[
        str,
        typer.Option(
            help=t(
                "按哪一种查：邮箱、手机、身份证号、客户编号等；名称见参考“种类”",
                "by which kind: generic.email, cn.mobile, key.customer …",
            )
        ),
    ],
    project: ProjectOption = DEFAULT_PROJECT,
    as_json: JsonOption = False,
) -> None:
    value = sys.stdin.readline().strip()
    with People(open_project(project)) as people:
        references = [found.reference for found in people.find(kind, value)]
    if as_json:
        emit({"subjects": references})
        return
    for reference in references:
        line(reference)
    if not references:
        say("没有这个人", "nobody")


@app.command(help=t("查看一个人的全部资料，默认遮盖", "everything held about one person, masked by default"))
@told
def show(
    subject: Annotated[str, typer.Argument(help=t("个人编号（subject_ref）", "the subject reference"))],
    why: Annotated[Why, typer.Option(help=t("为了什么", "what for"))],
    reason: Annotated[
        str, typer.Option(help=t("理由；日志只记摘要", "the reason; the journal keeps its digest"))
    ],
    plain: Annotated[bool, typer.Option("--plain", help=t("不遮盖", "do not mask"))] = False,
    project: ProjectOption = DEFAULT_PROJECT,
    as_json: JsonOption = False,
) -> None:
    held = open_project(project)
    with People(held) as people:
        record = show_person(held, people, subject, why=why, reason=reason, plain=plain)
    if as_json:
        emit(record)
        return
    for table in record["tables"]:
        line(f"{table['source']} · {table['table']}")
        for row in table["rows"]:
            for column in table["columns"]:
                if row.get(column["name"]) is not None:
                    words = Category(column["category"]).text.in_(LANGUAGE)
                    line(f"  {column['name']}: {row[column['name']]}  ({words})")
            line("")
