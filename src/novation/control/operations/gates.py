"""What operations has to say before a case may close: there is a plan, and it is fresh."""

from __future__ import annotations

from collections.abc import Iterable

from novation.control.cases.gates import Blocker
from novation.control.cases.models import Case
from novation.control.operations.folders import link_of
from novation.control.operations.reading.files import record
from novation.control.operations.reading.freshness import stale_because
from novation.messages import Text
from novation.terms import DealForm


def plan_is_fresh(case: Case) -> Iterable[Blocker]:
    """A share deal hands nothing over, so it needs no plan."""
    if case.deal_form is DealForm.SHARE_DEAL:
        return
    link = link_of(case)
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
