"""The actions of duties: claiming that one is met, with files that show it, and taking a claim back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import Condition, Deed, Policy, action, sight
from novation.control.cases.audience import FOR_THEM, Audience, audience_of, audiences
from novation.control.cases.listing import today
from novation.control.cases.models import Case, FileVersion
from novation.control.cases.models.file import FileState
from novation.control.cases.team import LEADERS
from novation.control.cases.texts import commitment
from novation.control.duties.models import Claim, Evidence
from novation.control.duties.owing import owing_of
from novation.control.inputs import Input
from novation.control.roles import EVERY_CASE_ROLE, CaseRole
from novation.errors.control import INPUT_WRONG, STATE_WRONG
from novation.law.entries import Control
from novation.messages import Text

DUTIES = sight(
    "case.duties", zh="案件的义务与证据", en="Duties and evidence of a case", policy=Policy(EVERY_CASE_ROLE)
)
CLAIMING = (*LEADERS, CaseRole.COUNSEL, CaseRole.BUYERS_LAWYER)


class OwedId(str):
    """The id of a control, with the words by which people choose it."""

    label: Text


def owed_ids(actor: Any, target: Case) -> list[OwedId]:
    """The ids of what is owed in a case."""
    return [_owed_id(owed.control) for owed in owing_of(target, today()).controls({})]


def _owed_id(control: Control) -> OwedId:
    made, law = OwedId(control.id), control.citation.text
    made.label = Text(f"{control.title.zh}（{law.zh}）", f"{control.title.en} ({law.en})")
    return made


def readable_versions(actor: Any, target: Case) -> Any:
    """The files of a case that this person may read and that still exist."""
    readable = FileVersion.objects.filter(file__case=target, file__audience__in=audiences(actor, target.ref))
    return readable.exclude(state=FileState.DESTROYED).select_related("file").order_by("-added_at")


@action(
    "duty.claimed",
    zh="声明义务已履行",
    en="Claim that a duty is met",
    policy=Policy(CLAIMING),
    target=Case,
    changes_target=False,
)
def claim_duty(
    deed: Deed,
    case: Case,
    *,
    duty: Annotated[str, Input("义务", "Duty", choices=owed_ids)],
    statement: Annotated[str, Input("怎样履行的", "How it was met", lines=3)],
    met_on: Annotated[date, Input("履行日", "Met on")],
    evidence: Annotated[
        list[FileVersion],
        Input(
            "证据文件",
            "Files that show it",
            choices=readable_versions,
            help=Text("先存入文件柜，再在这里选；至少一份", "put them into the drawer first; at least one"),
        ),
    ],
    shared: Annotated[bool, Input("双方可见", "Both sides may see it")] = False,
) -> Claim:
    """Says that a duty is met and names the files that show it; it shows as a claim, never as seen by the software."""
    if met_on > today():
        raise INPUT_WRONG.error(field=Text("履行日", "Met on"), problem=Text("在将来", "it is in the future"))
    audience = audience_of(deed.actor, case.ref, shared=shared)
    _refuse_unreadable(audience, evidence)
    claim = Claim.objects.create(
        case=case, audience=audience, duty=duty, statement=statement, met_on=met_on, claimed_by=deed.actor.ref
    )
    Evidence.objects.bulk_create(Evidence(claim=claim, version=one) for one in dict.fromkeys(evidence))
    for version in dict.fromkeys(evidence):
        deed.record(
            claim=claim.ref,
            duty=duty,
            met=met_on.isoformat(),
            text=commitment(claim.salt, statement),
            version=version.ref,
            digest=version.digest,
        )
    return claim


def _refuse_unreadable(audience: Audience, evidence: list[FileVersion]) -> None:
    """A claim for both sides rests on files that both may read."""
    if audience is Audience.BOTH and any(one.audience != Audience.BOTH for one in evidence):
        raise INPUT_WRONG.error(
            field=Text("证据文件", "Files that show it"),
            problem=Text("有的文件只给一方看", "some of them are for one side only"),
        )


def _claimed_it(actor: Any, claim: Claim, inputs: Mapping[str, Any]) -> bool:
    return claim.claimed_by == actor.ref or bool(
        actor.roles_in(claim.scope) & {str(role) for role in LEADERS}
    )


CLAIMANT = Condition(
    Text(
        "须由声明人或业主、合规负责人撤回", "this is for who claimed it, the owner and the compliance officer"
    ),
    _claimed_it,
)


@action(
    "duty-claim.withdrawn",
    zh="撤回声明",
    en="Withdraw the claim",
    policy=Policy(CLAIMING, (FOR_THEM, CLAIMANT)),
    target=Claim,
)
def withdraw_claim(deed: Deed, claim: Claim) -> None:
    """Takes a claim back; the duty is again as if nobody had said anything."""
    if claim.withdrawn_at is not None:
        raise STATE_WRONG.error(deed=deed.action.title, state=Text("已撤回", "withdrawn"))
    claim.withdrawn_at = timezone.now()
    claim.save(update_fields=["withdrawn_at"])
    deed.record(claim=claim.ref, duty=claim.duty)
