"""`novation law status`: by which law a project was decided, whether it is still the law, and when it changes next."""

from __future__ import annotations

from collections import Counter
from typing import Any

import typer

from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, line, open_project, say, told
from novation.cli.language import LANGUAGE, t
from novation.cli.law_diff import MARKS
from novation.errors import Exit
from novation.law.changes import Part

TOLD_AHEAD = 5


@told
def status(project: ProjectOption = DEFAULT_PROJECT, as_json: JsonOption = False) -> None:
    from novation.handover.staleness import (
        status as found_status,
    )  # here, because help must not wait for the engine

    found = found_status(open_project(project))
    if as_json:
        emit(found)
    else:
        _tell(found)
    if found["stale"]:
        raise typer.Exit(int(Exit.DIFFERENT))


def _tell(found: dict[str, Any]) -> None:
    line(
        t("判定按 {} 的法律，{} 个规则包", "decided by the law of {}, {} packs").format(
            found["decided_as_of"], len(found["laws"])
        )
    )
    if found["stale"]:
        line(t("已过时：", "stale:"))
        for ground in found["because"]:
            line(f"  {ground['text'][LANGUAGE]}")
            for entry in ground["entries"]:
                line(f"    {entry}")
        say(
            "重新运行 novation run，核对后再授权",
            "run `novation run` again, read the new plan, authorise that",
        )
    else:
        line(t("仍是现行法律", "still the law"))
    for day in found["ahead"][:TOLD_AHEAD]:
        line(t("{} 起：", "from {}:").format(day["day"]))
        for pack in day["packs"]:
            counted = Counter((entry["change"], entry["part"]) for entry in pack["entries"])
            parts = [f"{MARKS[how]}{n} {Part(part).text.in_(LANGUAGE)}" for (how, part), n in counted.items()]
            line(f"  {pack['id']}  " + t("，", ", ").join(parts))


def tell_stale(grounds: list[Any]) -> None:
    """A warning on standard error, for commands whose result rests on the decisions."""
    if grounds:
        say(
            "判定已过时，封装与销毁会被拒绝：",
            "the decisions are stale; sealing and destroying will be refused:",
        )
        for ground in grounds:
            say("  " + ground.text.zh, "  " + ground.text.en)
