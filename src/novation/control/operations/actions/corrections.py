"""Correcting what a scan found: one person asks, for a time and with a reason; a second person of another role confirms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import Condition, Deed, Lifecycle, Policy, action
from novation.control.inputs import Input
from novation.control.operations.actions.projects import OWN_SIDE, PREPARERS, own_side
from novation.control.operations.folders import open_project
from novation.control.operations.models import Correction, ProjectLink
from novation.control.operations.words import CorrectionState
from novation.control.roles import SELLERS, CaseRole
from novation.errors.control import INPUT_WRONG
from novation.errors.project import SOURCE_UNKNOWN
from novation.messages import Text
from novation.terms import Category, Sensitivity

LIFE = Lifecycle("correction", CorrectionState)
CONFIRMERS = (*SELLERS, CaseRole.RECEIVER)
LONGEST = timedelta(days=366)


@action(
    "override.asked",
    zh="更正一项扫描结果",
    en="Correct a finding",
    policy=Policy(PREPARERS, (OWN_SIDE,)),
    target=ProjectLink,
    changes_target=False,
)
def ask_override(
    deed: Deed,
    link: ProjectLink,
    *,
    source: Annotated[str, Input("来源", "Source")],
    table: Annotated[str, Input("表", "Table")],
    column: Annotated[str, Input("列", "Column")],
    category: Annotated[Category | None, Input("类别", "Category")] = None,
    sensitivity: Annotated[Sensitivity | None, Input("敏感度", "Sensitivity")] = None,
    reason: Annotated[str, Input("理由", "Reason", lines=3)],
    until_on: Annotated[
        date,
        Input(
            "有效期至",
            "Until",
            help=Text("至多一年，过后按扫描的结果", "a year at most; then the scan counts again"),
        ),
    ],
) -> Correction:
    """Asks for a correction of what the scan found of a column; it counts once a second person of another role confirms it."""
    if not timezone.localdate() <= until_on <= timezone.localdate() + LONGEST:
        raise INPUT_WRONG.error(
            field=Text("有效期至", "until"), problem=Text("今天起一年之内", "within a year from today")
        )
    if category is None and sensitivity is None:
        raise INPUT_WRONG.error(
            field=Text("类别", "category"),
            problem=Text("类别和敏感度至少填一项", "give a category or a sensitivity"),
        )
    _require_column(link, source, table, column)
    asked = Correction.objects.create(
        project=link, source=source, table=table, column=column, category=category or "", sensitivity=sensitivity or "",
        reason=reason, until_on=until_on, asked_by=deed.actor.ref,
        asked_as=" ".join(sorted(deed.actor.roles_in(link.scope))),
    )  # fmt: skip
    deed.record(correction=asked.ref, project=link.ref, until_on=until_on.isoformat())
    return asked


def _require_column(link: ProjectLink, source: str, table: str, column: str) -> None:
    scan = open_project(link).read_record("scan.json", "scan")
    found = [one for one in scan["tables"] if one["source"] == source and one["table"] == table]
    if not any(one["name"] == column for each in found for one in each["columns"]):
        raise SOURCE_UNKNOWN.error(what=f"{source} / {table} / {column}")


def _another(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    """Somebody else, in a role that whoever asked does not hold."""
    held = set(actor.roles_in(target.scope)) & {str(role) for role in CONFIRMERS}
    return bool(actor.ref != target.asked_by and held - set(target.asked_as.split()))


SECOND = Condition(
    Text("须由另一人以另一种角色确认", "a second person in another role confirms it"), _another
)
SAME_SIDE = Condition(
    Text("只能办理本方的项目", "only for the project of your own side"),
    lambda actor, target, inputs: own_side(actor, target.project, inputs),
)


@action(
    "override.recorded",
    zh="确认一项更正",
    en="Confirm a correction",
    policy=Policy(CONFIRMERS, (SAME_SIDE, SECOND)),
    target=Correction,
    move=LIFE.move(CorrectionState.ASKED, to=CorrectionState.CONFIRMED),
)
def confirm_override(deed: Deed, asked: Correction) -> None:
    """Writes it into the project's file, with its last day; from the next scan on it counts, and what was decided is stale."""
    from novation.handover.opening import add_override

    project = open_project(asked.project)
    with project.held():
        add_override(
            project, source=asked.source, table=asked.table, column=asked.column, reason=asked.reason,
            category=asked.category or None, sensitivity=asked.sensitivity or None, until=asked.until_on,
            confirmed_by=deed.actor.ref,
        )  # fmt: skip
    _answer(deed, asked)
    deed.record(
        correction=asked.ref,
        project=asked.project.ref,
        settings=project.settings_digest(),
        until_on=asked.until_on.isoformat(),
    )


@action(
    "override.declined",
    zh="不确认一项更正",
    en="Decline a correction",
    policy=Policy((*CONFIRMERS,), (SAME_SIDE,)),
    target=Correction,
    move=LIFE.move(CorrectionState.ASKED, to=CorrectionState.DECLINED),
)
def decline_override(deed: Deed, asked: Correction) -> None:
    """The scan's own word stays; whoever asked takes it back the same way."""
    _answer(deed, asked)
    deed.record(correction=asked.ref, project=asked.project.ref)


def _answer(deed: Deed, asked: Correction) -> None:
    asked.answered_by, asked.answered_at = deed.actor.ref, timezone.now()
    asked.save(update_fields=["answered_by", "answered_at"])
