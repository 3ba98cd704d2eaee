"""The actions of taking over: that it was done, and that an obligation was met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from novation.control.actions import Condition, Deed, Policy, action, sight
from novation.control.agreements.sides import stands_for
from novation.control.cases.models import Case
from novation.control.cases.texts import commitment
from novation.control.inputs import Input
from novation.control.roles import CaseRole, Side
from novation.control.takeover.models import Obligation, TakenOver
from novation.errors.control import INPUT_WRONG, STATE_WRONG
from novation.messages import Text

TEAM = (
    *(CaseRole.OWNER, CaseRole.COMPLIANCE_OFFICER, CaseRole.COUNSEL),
    *(CaseRole.DATA_ENGINEER, CaseRole.RECEIVER, CaseRole.BUYERS_LAWYER),
)


def _of_the_buyer(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    roles = actor.roles_in(target.scope)
    return str(CaseRole.AUDITOR) in roles or stands_for(actor, target.scope) is Side.BUYER


BUYERS_SIDE = Condition(Text("只限受让方", "for the buyer’s side only"), _of_the_buyer)
TAKEOVER = sight(
    "case.takeover",
    zh="接管的义务",
    en="What was taken over",
    policy=Policy((*TEAM, CaseRole.AUDITOR), (BUYERS_SIDE,)),
)
Count = Annotated[int, Input("数目", "Count")]


@action(
    "handover.taken",
    zh="接管了收到的资料所带的义务",
    en="What the data bind the buyer to was taken over",
    policy=Policy(system=True),
    target=Case,
    changes_target=False,
    api=False,
)
def note_takeover(
    deed: Deed,
    case: Case,
    *,
    package: Annotated[str, Input("封装包摘要", "Digest of the package")],
    record: Annotated[str, Input("记录摘要", "Digest of the record")],
    obtained_on: Annotated[date, Input("收到之日", "Received on")],
    people: Count,
    consent_events: Count,
    not_understood: Count,
    choices: Count,
    suppressed: Count,
    objected: Count,
    open_matters: Count,
    open_requests: Count,
) -> TakenOver:
    """One entry with the counts; what was filled in stands in the same transaction."""
    counts: dict[str, Any] = {
        "people": people,
        "consent_events": consent_events,
        "not_understood": not_understood,
        "choices": choices,
        "suppressed": suppressed,
        "objected": objected,
        "open_matters": open_matters,
        "open_requests": open_requests,
    }
    taken = TakenOver.objects.create(
        case=case, package=package, record=record, obtained_on=obtained_on, **counts
    )
    deed.record(takeover=taken.ref, package=package, record=record, **counts)
    return taken


@action(
    "obligation.met",
    zh="登记义务已履行",
    en="Say that an obligation is met",
    policy=Policy(TEAM, (BUYERS_SIDE,)),
    target=Obligation,
)
def meet_obligation(
    deed: Deed,
    obligation: Obligation,
    *,
    met_on: Annotated[date, Input("履行日", "Met on")],
    how: Annotated[str, Input("怎样履行的", "How it was met", lines=3)],
) -> None:
    """Somebody of the team says so, with how; it shows as said by people, not as seen by the software."""
    if obligation.met_on is not None:
        raise STATE_WRONG.error(deed=deed.action.title, state=Text("已履行", "met"))
    if met_on < obligation.taken.obtained_on:
        raise INPUT_WRONG.error(
            field=Text("履行日", "met on"), problem=Text("早于收到资料之日", "before the data came")
        )
    obligation.met_on, obligation.met_by, obligation.how = met_on, deed.actor.ref, how
    obligation.save(update_fields=["met_on", "met_by", "how"])
    deed.record(obligation=obligation.ref, met=met_on.isoformat(), how=commitment(obligation.salt, how))
