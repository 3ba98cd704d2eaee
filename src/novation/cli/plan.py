"""`novation plan`: the document that is signed."""

from __future__ import annotations

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
from novation.cli.law_status import tell_stale
from novation.handover import planning
from novation.handover.staleness import stale_because


@told
def plan(
    project: ProjectOption = DEFAULT_PROJECT, memory_limit: MemoryOption = "2GB", as_json: JsonOption = False
) -> None:
    held = open_project(project, memory_limit)
    with bars() as shown:
        document = planning.plan(held, shown)
    tell_stale(stale_because(held))
    if as_json:
        emit(document)
        return
    line(planning.plan_digest(document))
    say(
        "看一遍 novation explain，再由两个人各自 novation authorise",
        "read `novation explain`; then two people `novation authorise`",
    )
