"""Disputed and restricted elements: frozen while the matter is open, told to the data plane as a hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from django.utils import timezone

from novation.control.actions import Deed, action
from novation.control.cases.models import Case
from novation.control.consent.register import contribute
from novation.control.inputs import Input
from novation.control.rights.actions import HANDLING
from novation.control.rights.models import Freeze, Request
from novation.errors.control import INPUT_WRONG
from novation.messages import Text
from novation.terms import Category

HELD = "held"
"""The answer under which `handover.choices` understands a hold."""


@action(
    "dispute.opened", zh="冻结有争议的内容", en="Freeze what is disputed", policy=HANDLING, target=Request
)
def open_dispute(
    deed: Deed,
    request: Request,
    *,
    category: Annotated[
        Category | None,
        Input(
            "资料类别",
            "Category of data",
            help=Text(
                "留空表示此人的全部资料。判定时此人的全部资料都按有争议处理；类别列入向受让方的待决事项。",
                "Leave empty for everything about the person. In the verdicts the whole person counts as disputed; "
                "the category is listed to the buyer as an open matter.",
            ),
        ),
    ] = None,
) -> Freeze:
    """Nothing about this person is handed over or used until it is lifted; the next decision sees it."""
    if not request.subject:
        raise INPUT_WRONG.error(
            field=Text("个人编号", "subject reference"),
            problem=Text("须先核实身份", "the identity has to be confirmed first"),
        )
    word = category or ""
    if Freeze.objects.filter(request=request, category=str(word), lifted_at=None).exists():
        raise INPUT_WRONG.error(
            field=Text("资料类别", "category"), problem=Text("已经冻结", "it is frozen already")
        )
    freeze = Freeze.objects.create(request=request, subject=request.subject, category=word)
    deed.record(
        request=request.ref, freeze=freeze.ref, subject=request.subject, category=str(word) or "everything"
    )
    return freeze


@action("dispute.lifted", zh="解除冻结", en="Lift the freeze", policy=HANDLING, target=Freeze)
def lift_dispute(
    deed: Deed,
    freeze: Freeze,
    *,
    reason: Annotated[str, Input("理由", "Reason", lines=3)],
) -> None:
    """The matter is settled; the next decision sees the data free again."""
    if freeze.lifted_at is not None:
        raise INPUT_WRONG.error(
            field=Text("冻结", "freeze"), problem=Text("已经解除", "it was lifted already")
        )
    freeze.lifted_at = timezone.now()
    freeze.save(update_fields=["lifted_at"])
    request = freeze.request
    request.steps.create(by=deed.actor.ref, what=reason)
    deed.record(freeze=freeze.ref, request=request.ref, subject=freeze.subject)


def open_matters(case: Case) -> list[tuple[str, Freeze]]:
    """What the buyer is told is disputed: number of the request and element, never what was said."""
    rows = Freeze.objects.filter(request__case=case, lifted_at=None).select_related("request")
    return [(freeze.request.number, freeze) for freeze in rows]


@contribute
def held_rows(case: Case) -> Iterator[tuple[str, str, str, str, datetime]]:
    """Every frozen person once, as rows of the register's extract."""
    rows = Freeze.objects.filter(request__case=case, lifted_at=None).order_by("subject", "id")
    seen: set[str] = set()
    for subject, since in rows.values_list("subject", "since"):
        if subject not in seen:
            seen.add(subject)
            yield subject, "dispute", HELD, "none", since
