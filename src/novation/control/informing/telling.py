"""Telling recipients of corrections and erasures: opened by the installation, done by people or by an exchange with the buyer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import SYSTEM, Deed, Policy, action
from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs, situation_in
from novation.control.informing.models import Recipient, Telling
from novation.control.informing.recipients import KEEPING
from novation.control.informing.states import TELLING, Changed, Told
from novation.control.inputs import Input
from novation.control.rights.actions import WORKERS
from novation.control.rights.models import Request
from novation.errors.control import INPUT_WRONG
from novation.evidence import canonical
from novation.law.deadlines import applying
from novation.messages import Text
from novation.terms import Category

HOUSE_DAYS = timedelta(days=7)
"""No law names a number of days for telling recipients; this is the house's own, never later than the request itself."""
ANSWER_DAYS = timedelta(days=14)
"""What a letter asks for after the last day of telling: the house's own too."""
OBLIGATION = "tell-recipients-of-corrections"


def all_recipients(actor: Any, target: Case) -> Any:
    return Recipient.objects.filter(case=target)


def all_requests(actor: Any, target: Case) -> Any:
    return Request.objects.filter(case=target)


@action(
    "telling.opened",
    zh="更正、删除须告知接收方",
    en="A correction or erasure is to be told",
    policy=Policy(system=True),
    target=Case,
    changes_target=False,
    api=False,
)
def open_telling(
    deed: Deed,
    case: Case,
    *,
    request: Annotated[Request, Input("请求", "Request", choices=all_requests)],
    change: Annotated[str, Input("改动摘要", "Digest of the change")],
    kind: Annotated[Changed, Input("做了什么", "What was done")],
    categories: Annotated[list[Category], Input("资料类别", "Categories of data")],
    recipient: Annotated[Recipient | None, Input("接收方", "Recipient", choices=all_recipients)] = None,
    sealed: Annotated[str, Input("消息摘要", "Digest of the message")] = "",
) -> Telling:
    """Once for each change and recipient; without a recipient it is the buyer, whose message is sealed already."""
    today = timezone.localdate()
    telling = Telling.objects.create(
        case=case,
        request=request,
        recipient=recipient,
        change=change,
        kind=kind,
        categories=".".join(str(one) for one in categories),
        done_on=today,
        due_on=due_day(request, today),
        law=citing(case, today),
        sealed=sealed,
    )
    # The entry about the buyer goes to the buyer: it names no request.
    refs = {"recipient": recipient.ref, "request": request.ref} if recipient else {"sealed": sealed}
    deed.record(
        telling=telling.ref,
        change=change,
        kind=str(kind),
        changed=today.isoformat(),
        due=telling.due_on.isoformat(),
        **refs,
    )
    return telling


@action(
    "recipient.told",
    zh="已告知接收方",
    en="The recipient was told",
    policy=Policy(WORKERS),
    target=Telling,
    move=TELLING.move(Told.DUE, to=Told.SENT),
)
def note_told(
    deed: Deed,
    telling: Telling,
    *,
    how: Annotated[
        str,
        Input(
            "怎样告知的",
            "How it was told",
            lines=3,
            help=Text(
                "写途径和凭据的编号，不写客户的资料",
                "the way and the number of the proof, nothing about the customer",
            ),
        ),
    ],
    letter: Annotated[
        str,
        Input(
            "发出的信文",
            "The letter as it was sent",
            lines=8,
            help=Text(
                "只留下摘要，作为日后核对的凭据；原文请自行存档",
                "only its digest is kept, to check the filed letter against later; file the text yourselves",
            ),
        ),
    ] = "",
) -> None:
    """By letter, mail or telephone, to a recipient that has no installation of this software."""
    if telling.recipient is None:
        raise INPUT_WRONG.error(
            field=Text("接收方", "recipient"),
            problem=Text("受让方由交换文件告知", "the buyer is told by an exchange"),
        )
    telling.told_at, telling.evidence = timezone.now(), canonical.digest_bytes(how.encode())
    telling.save(update_fields=["told_at", "evidence"])
    text = {"letter": canonical.digest_bytes(letter.encode())} if letter else {}
    deed.record(telling=telling.ref, recipient=telling.recipient.ref, evidence=telling.evidence, **text)


@action(
    "telling.abandoned",
    zh="无法告知",
    en="It cannot be told",
    policy=KEEPING,
    target=Telling,
    move=TELLING.move(Told.DUE, to=Told.IMPOSSIBLE),
)
def abandon_telling(
    deed: Deed, telling: Telling, *, because: Annotated[str, Input("理由", "Reason", lines=3)]
) -> None:
    """Only where it proves impossible or would be a disproportionate effort (GDPR 19); the reason is kept as a digest."""
    telling.evidence = canonical.digest_bytes(because.encode())
    telling.save(update_fields=["evidence"])
    deed.record(telling=telling.ref, reason=telling.evidence)


def note_change(
    case: Case,
    request: Request,
    *,
    change: str,
    kind: Changed,
    categories: Iterable[Category],
    sealed: str,
    on: date,
) -> None:
    """Opens what is to be told of one change: to who had got its categories by then, and to the buyer if data went there."""
    touched = list(categories)
    known = set(Telling.objects.filter(change=change).values_list("recipient_id", flat=True))
    said: dict[str, Any] = {"request": request, "change": change, "kind": kind, "categories": touched}
    if sealed and None not in known:
        open_telling(SYSTEM, case, sealed=sealed, **said)
    before = Recipient.objects.filter(case=case, since_on__lte=on).exclude(pk__in=known - {None})
    for recipient in before.filter(shared__category__in=[str(one) for one in touched]).distinct():
        open_telling(SYSTEM, case, recipient=recipient, **said)


def due_day(request: Request, on: date) -> date:
    """Not later than the request itself is to be answered; the person may ask who was told (GDPR 19)."""
    latest = on + HOUSE_DAYS
    return max(on, min(latest, request.due_on)) if request.due_on else latest


def answer_day(telling: Telling) -> date:
    """By when a recipient is asked to answer."""
    return telling.due_on + ANSWER_DAYS


def citing(case: Case, on: date) -> str:
    """The obligation of the packs that asks for it, by id; empty where none that applies does."""
    packs = applying(shipped_packs(), situation_in(case, on))
    return next((one.id for pack in packs for one in pack.obligations if one.id.endswith(OBLIGATION)), "")
