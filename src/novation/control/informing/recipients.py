"""The register of recipients: who gets data of customers, what for, on which basis, since when."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from novation.control.actions import Deed, Policy, action, sight
from novation.control.cases.models import Case
from novation.control.consent.customer import KEEPERS
from novation.control.informing.models import Recipient, SharedCategory
from novation.control.inputs import Input
from novation.control.rights.actions import WORKERS
from novation.control.roles import CaseRole
from novation.errors.control import INPUT_WRONG, STATE_WRONG
from novation.messages import Text
from novation.terms import Basis, Category, Place

KEEPING = Policy((*KEEPERS, CaseRole.COUNSEL))
RECIPIENTS = sight(
    "case.recipients",
    zh="接收方与更正告知",
    en="Recipients, and what they are told",
    policy=Policy((*WORKERS, CaseRole.AUDITOR)),
)


@action(
    "recipient.entered",
    zh="登记接收方",
    en="Enter a recipient",
    policy=KEEPING,
    target=Case,
    changes_target=False,
)
def enter_recipient(
    deed: Deed,
    case: Case,
    *,
    name: Annotated[str, Input("名称", "Name")],
    place: Annotated[Place, Input("所在地", "Place")],
    contact: Annotated[str, Input("联系方式", "Contact")] = "",
    purpose_zh: Annotated[str, Input("目的（中文）", "Purpose, in Chinese")],
    purpose_en: Annotated[str, Input("目的（英文）", "Purpose, in English")],
    basis: Annotated[Basis, Input("依据", "Legal basis")],
    categories: Annotated[list[Category], Input("资料类别", "Categories of data")],
    since_on: Annotated[date, Input("自何日起", "Since")],
) -> Recipient:
    """A company or authority that gets data of customers; it is told of corrections and erasures of these categories."""
    if any(
        len(text) > limit
        for text, limit in ((name, 200), (contact, 200), (purpose_zh, 300), (purpose_en, 300))
    ):
        raise INPUT_WRONG.error(field=Text("文字", "text"), problem=Text("太长", "too long"))
    recipient = Recipient.objects.create(
        case=case,
        name=name,
        place=place,
        contact=contact,
        purpose_zh=purpose_zh,
        purpose_en=purpose_en,
        basis=basis,
        since_on=since_on,
    )
    wanted = list(dict.fromkeys(categories))
    SharedCategory.objects.bulk_create(SharedCategory(recipient=recipient, category=one) for one in wanted)
    deed.record(
        recipient=recipient.ref,
        place=str(place),
        basis=str(basis),
        categories=".".join(str(one) for one in wanted),
        since=since_on.isoformat(),
    )
    return recipient


@action("recipient.ended", zh="不再向其提供", en="No longer a recipient", policy=KEEPING, target=Recipient)
def end_recipient(
    deed: Deed, recipient: Recipient, *, until_on: Annotated[date, Input("至何日止", "Until")]
) -> None:
    """Nothing more goes there; it still has what it got, so corrections and erasures are told all the same."""
    if recipient.until_on is not None:
        raise STATE_WRONG.error(deed=deed.action.title, state=Text("已停止", "ended"))
    if until_on < recipient.since_on:
        raise INPUT_WRONG.error(
            field=Text("至何日止", "until"), problem=Text("早于开始之日", "before it began")
        )
    recipient.until_on = until_on
    recipient.save(update_fields=["until_on"])
    deed.record(recipient=recipient.ref, until=until_on.isoformat())
