"""`novation link`: which records are about the same person."""

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
    told,
)
from novation.cli.language import LANGUAGE, t
from novation.handover import deciding


@told
def link(
    project: ProjectOption = DEFAULT_PROJECT, memory_limit: MemoryOption = "2GB", as_json: JsonOption = False
) -> None:
    held = open_project(project, memory_limit)
    with bars() as shown:
        record = deciding.link(held, shown)
    if as_json:
        emit(record)
        return
    line(t("{:,} 个人", "{:,} data subjects").format(record["subjects"]))
    for remark in record["remarks"]:
        line(remark[LANGUAGE])
