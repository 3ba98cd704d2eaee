"""What operations has to say before a case may close: there is a plan, and it is fresh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from novation.control.cases.gates import Blocker, Known
from novation.control.cases.models import Case
from novation.control.operations.models import ProjectLink
from novation.control.operations.reading.files import record
from novation.control.operations.reading.freshness import stale_because
from novation.control.roles import Side
from novation.messages import Text
from novation.terms import DealForm


def _links(cases: Sequence[Case]) -> dict[int, ProjectLink | None]:
    """Of each case the seller's project."""
    found: dict[int, ProjectLink | None] = {case.pk: None for case in cases}
    by_pk = {case.pk: case for case in cases}
    for link in ProjectLink.objects.filter(case__in=by_pk, side=Side.SELLER):
        link.case = by_pk[link.case_id]
        found[link.case_id] = link
    return found


SELLERS_PROJECT = Known(_links)


def plan_is_fresh(case: Case) -> Iterable[Blocker]:
    """A share deal hands nothing over, so it needs no plan."""
    if case.deal_form is DealForm.SHARE_DEAL:
        return
    link = SELLERS_PROJECT.of(case)
    if link is None:
        yield Blocker(
            Text("还没有关联项目，资料没有清查", "no project is linked; the data were not looked at"),
            state="unknown",
            page="inventory",
        )
    elif record(link, "plan.json") is None:
        yield Blocker(Text("还没有方案", "there is no plan yet"), state="unknown", page="plan")
    else:
        for ground in stale_because(link):
            yield Blocker(Text("方案已过时", "the plan is stale"), detail=ground, page="plan")
