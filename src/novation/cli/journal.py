"""`novation journal`: what was done, proofs that it stands in the journal, and a signed head of it."""

from __future__ import annotations

from typing import Annotated

import typer

from novation.cli.authorise import KeyOption, open_key
from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, line, open_project, say, told
from novation.cli.language import t

app = typer.Typer(no_args_is_help=True, help=t("项目的日志", "the journal of a project"))


@app.command("list", help=t("列出条目", "list the entries"))
@told
def list_(project: ProjectOption = DEFAULT_PROJECT, as_json: JsonOption = False) -> None:
    entries = open_project(project).journal.entries()
    if as_json:
        emit([{"index": e.index, "at": e.at, "tag": e.tag, "refs": dict(e.refs)} for e in entries])
        return
    for entry in entries:
        line(
            f"{entry.index:>5}  {entry.at}  {entry.tag}  "
            + " ".join(f"{k}={v}" for k, v in entry.refs.items())
        )


@app.command(
    "prove",
    help=t(
        "证明某一条在日志中（RFC 9162 包含证明）",
        "prove that an entry stands in it (RFC 9162 inclusion proof)",
    ),
)
@told
def prove(
    index: Annotated[int, typer.Argument(help=t("条目序号", "number of the entry"), min=0)],
    size: Annotated[
        int | None,
        typer.Option(
            help=t("以这么多条时的日志为准，默认现在", "in the journal of that size, now by default")
        ),
    ] = None,
    project: ProjectOption = DEFAULT_PROJECT,
) -> None:
    emit(open_project(project).journal.inclusion(index, size).as_dict())


@app.command(
    "extend",
    help=t(
        "证明日志是旧日志的延续（一致性证明）", "prove that it continues an older one (consistency proof)"
    ),
)
@told
def extend(
    old_size: Annotated[int, typer.Argument(help=t("旧检查点的条数", "size of the older checkpoint"), min=0)],
    project: ProjectOption = DEFAULT_PROJECT,
) -> None:
    journal = open_project(project).journal
    proof = journal.consistency(old_size)
    emit({"old_size": old_size, **journal.head().as_dict(), "proof": [node.hex() for node in proof]})


@app.command("sign", help=t("签署当前的日志头，留作检查点", "sign the head of now and keep it as checkpoint"))
@told
def sign(
    key: KeyOption,
    buyer: Annotated[
        bool, typer.Option("--buyer", help=t("本项目属于受让方", "this is the buyer's project"))
    ] = False,
    project: ProjectOption = DEFAULT_PROJECT,
) -> None:
    note = open_project(project).sign_head(open_key(key), "buyer" if buyer else "seller")
    line(note.rstrip())
    say("已存为 records/journal.checkpoint.note", "kept as records/journal.checkpoint.note")
