"""`novation law diff`: what differs between two states of the law, and for whom in a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from novation.cli.differences import tell_differences
from novation.cli.frame import JsonOption, MemoryOption, bars, emit, line, open_project, told
from novation.cli.language import LANGUAGE, t
from novation.law.changes import Change, Part

StateArgument = t(
    "日期（当日施行的）、shipped（随附的规则包）或规则包文件夹；后两者可加 @日期",
    "a date (what is in force that day), `shipped`, or a folder of packs; the latter two may add @date",
)


@told
def diff(
    old: Annotated[str, typer.Argument(help=StateArgument)],
    new: Annotated[str, typer.Argument(help=StateArgument)],
    project: Annotated[
        Path | None,
        typer.Option(
            "--project",
            "-p",
            help=t("对哪个项目里的人有影响", "tell for whom in this project it makes a difference"),
        ),
    ] = None,
    alone: Annotated[
        bool,
        typer.Option(
            "--alone",
            help=t(
                "文件夹里的规则包就是全部，不叠加在随附的之上",
                "a folder's packs are all there is, not laid over the shipped ones",
            ),
        ),
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help=t("列出全部，不只人数最多的", "list all, not only the largest"))
    ] = False,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    from novation.handover.law_changes import (
        law_diff,
        state_of,
    )  # here, because help must not wait for the engine

    held = open_project(project, memory_limit) if project else None
    before, after = (state_of(name, held, alone=alone) for name in (old, new))
    with bars() as shown:
        found = law_diff(before, after, held, shown if held else None)
    if as_json:
        emit(found)
        return
    tell_packs(found["packs"])
    if held:
        line("")
        tell_differences(found["project"], every=every)


def tell_packs(packs: list[dict[str, Any]]) -> None:
    """Pack by pack, entry by entry: + added, - removed, ~ changed with its fields."""
    if not packs:
        line(t("没有不同", "no difference"))
    for pack in packs:
        versions = " → ".join(str(v) for v in dict.fromkeys(pack["versions"]) if v)
        line(f"{MARKS[pack['change']]} {pack['id']}  {versions}  {pack['title'][LANGUAGE]}")
        for entry in pack["entries"]:
            _tell_entry(entry)
        if not pack["entries"]:
            line("    " + t("只有情景、来源或文件有变", "only scenarios, sources or files differ"))


MARKS = {Change.ADDED: "+", Change.REMOVED: "-", Change.CHANGED: "~"}


def _tell_entry(entry: dict[str, Any]) -> None:
    part = Part(entry["part"]).text.in_(LANGUAGE)
    cited = f"  [{entry['citation'][LANGUAGE]}{_mark(entry)}]" if entry["citation"] else ""
    line(f"  {MARKS[entry['change']]} {part}  {entry['id']}  {entry['title'][LANGUAGE]}{cited}")
    for field in entry["fields"]:
        line(f"      {field['field']}: {_short(field['before'])} → {_short(field['after'])}")


def _mark(entry: dict[str, Any]) -> str:
    return "" if entry["confirmed"] else t("（未确认）", " (unconfirmed)")


MOST_TEXT = 120


def _short(value: Any) -> str:
    """A value in one line; a text in the language of the person."""
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        value = value[LANGUAGE]
    if value is None:
        return t("无", "nothing")
    told = str(value)
    return told if len(told) <= MOST_TEXT else told[: MOST_TEXT - 1] + "…"
