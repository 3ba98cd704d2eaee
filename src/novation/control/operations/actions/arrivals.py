"""Working on what the seller told of: once its letter was opened below, the installation makes a request of it."""

from __future__ import annotations

from novation.control.actions import SYSTEM, Deed, action
from novation.control.cases.models import Case
from novation.control.informing.incoming import open_arrival
from novation.control.informing.models import Arrival
from novation.control.informing.states import Arrived
from novation.control.operations.folders import open_project, required
from novation.control.operations.opening_key import opening_key
from novation.control.rights.actions import HANDLING
from novation.control.roles import Side


@action(
    "arrivals.collected",
    zh="收取已解密的消息",
    en="Collect the messages that were opened",
    policy=HANDLING,
    target=Case,
    changes_target=False,
)
def collect_arrivals(deed: Deed, case: Case) -> int:
    """Every letter that was opened becomes a request; where the key lies beside the installation it opens them first."""
    from novation.handover.people.incoming import incoming_change, open_letters

    project = open_project(required(case, Side.BUYER))
    if (key := opening_key()) is not None:
        open_letters(project, key)
    count = 0
    for arrival in Arrival.objects.filter(case=case, state=Arrived.SEALED):
        change = incoming_change(project, arrival.source)
        if change is not None:
            open_arrival(SYSTEM, arrival, subject=change["subject"])
            count += 1
    deed.record(case=case.ref, count=count)
    return count
