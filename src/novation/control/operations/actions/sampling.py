"""The action that asks for a de-identified sample: the data plane draws and measures it, and refuses what is too risky."""

from __future__ import annotations

from typing import Annotated

from novation.control.actions import Deed, Policy, action
from novation.control.inputs import Input
from novation.control.operations.actions.jobs import queue
from novation.control.operations.actions.projects import OWN_SIDE, PREPARERS
from novation.control.operations.models import Job, ProjectLink, SampleRequest
from novation.control.operations.words import JobState, Step
from novation.control.roles import Side
from novation.errors.control import INPUT_WRONG
from novation.messages import Text

MOST_ROWS, LEAST_ROWS, MOST_COLUMNS, LEAST_CLASS = 1_000, 20, 12, 10


@action(
    "people-sample.requested",
    zh="抽取去标识化样本",
    en="Draw a de-identified sample",
    policy=Policy(PREPARERS, (OWN_SIDE,)),
    target=ProjectLink,
)
def request_sample(
    deed: Deed,
    link: ProjectLink,
    *,
    rows: Annotated[
        int | None,
        Input(
            "抽取多少人",
            "People to draw",
            help=Text("留空：百分之一，至多 1,000 人", "empty: one in a hundred, at most 1,000"),
        ),
    ] = None,
    smallest: Annotated[
        int,
        Input(
            "每一类至少几人",
            "People in the smallest class",
            help=Text("同一类的人在样本里看起来一样", "people of one class look alike in the sample"),
        ),
    ] = LEAST_CLASS,
    columns: Annotated[
        int,
        Input(
            "至多几列",
            "Columns at most",
            help=Text("列越多，每一列说得越粗", "the more columns, the coarser each"),
        ),
    ] = 6,
) -> Job:
    """Draws people at random, tells them in classes, measures the risk against everybody; nothing is shown to anybody yet."""
    if link.side is not Side.SELLER:
        raise INPUT_WRONG.error(
            field=Text("项目", "project"),
            problem=Text("只有出让方的项目可以取样", "samples are drawn from the seller’s"),
        )
    _between(Text("抽取多少人", "people to draw"), rows or MOST_ROWS, LEAST_ROWS, MOST_ROWS)
    _between(Text("每一类至少几人", "people in the smallest class"), smallest, LEAST_CLASS, MOST_ROWS // 2)
    _between(Text("至多几列", "columns at most"), columns, 1, MOST_COLUMNS)
    job = queue(deed, link, Step.SAMPLE)
    if job.state is JobState.QUEUED:
        asked = {"rows": rows, "smallest": smallest, "columns": columns}
        SampleRequest.objects.update_or_create(job=job, defaults=asked)
    return job


def _between(field: Text, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        problem = Text(f"须在 {least} 到 {most:,} 之间", f"it lies between {least} and {most:,}")
        raise INPUT_WRONG.error(field=field, problem=problem)
