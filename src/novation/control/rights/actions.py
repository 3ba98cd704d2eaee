"""What is done with a request, from receipt to answer."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from novation.control.actions import Condition, Deed, Policy, action, sight
from novation.control.cases.audience import Audience
from novation.control.cases.file_actions import keep_file
from novation.control.cases.models import Case
from novation.control.consent.customer import KEEPERS, OWN, Customer
from novation.control.consent.matters import Channel
from novation.control.inputs import Input
from novation.control.rights.clocks import clocks_of, set_due
from novation.control.rights.models import Pause, Request, Step
from novation.control.rights.remedies import remedy
from novation.control.rights.states import OPEN, REQUEST, Behalf, Ground, Outcome, State
from novation.control.roles import CaseRole
from novation.errors.control import INPUT_WRONG
from novation.evidence import canonical
from novation.law.entry_words import Right
from novation.messages import Text
from novation.terms import Place

WORKERS = (*KEEPERS, CaseRole.DATA_ENGINEER, CaseRole.COUNSEL)
HANDLING = Policy(WORKERS, system=True)
"""The installation itself answers what it can answer at once: a copy that was handed out."""
REQUESTS = sight(
    "requests", zh="权利请求", en="Requests", policy=Policy((*WORKERS, CaseRole.AUDITOR, CaseRole.COMMITTEE))
)

RECEIVING = Policy(
    anybody=True,
    conditions=(
        Condition(
            Text("须由客户本人提出，或由经办人代录", "only for a customer, or for staff who write it down"),
            lambda actor, target, given: (
                actor.case == target.ref
                if isinstance(actor, Customer)
                else bool(actor.roles_in(target.scope) & {str(role) for role in WORKERS})
            ),
        ),
    ),
)


def languages(actor: Any, target: Any) -> tuple[str, ...]:
    return ("zh", "en", "de", "fr", "ja", "ko")


@action(
    "request.received",
    zh="收到请求",
    en="Take in a request",
    policy=RECEIVING,
    target=Case,
    changes_target=False,
)
def receive_request(
    deed: Deed,
    case: Case,
    *,
    right: Annotated[Right, Input("请求", "Request")],
    place: Annotated[Place, Input("客户所在地", "Where the customer is")],
    words: Annotated[str, Input("客户的话", "The customer’s words", lines=6)] = "",
    subject: Annotated[str, Input("个人编号", "Subject reference")] = "",
    language: Annotated[str, Input("语言", "Language", choices=languages)] = "zh",
    channel: Annotated[Channel, Input("途径", "Channel")] = Channel.PORTAL,
    behalf: Annotated[Behalf, Input("为谁提出", "For whom")] = Behalf.SELF,
    proof: Annotated[UploadedFile | None, Input("证明文件", "Document as proof")] = None,
) -> Request:
    """Takes in a request; its clock starts at this moment, whether or not the person is proven yet."""
    if isinstance(deed.actor, Customer):
        subject = deed.actor.subject
    request = Request(
        case=case,
        number=next_number(case),
        right=right,
        place=place,
        words=words,
        subject=subject,
        language=language,
        channel=channel,
        behalf=behalf,
        received_at=timezone.now(),
        state=State.WORKING if _proven(deed.actor, behalf) else State.RECEIVED,
    )
    request.save()
    set_due(request)
    request.save(update_fields=["due_on", "due_clock"])
    deed.record(
        request=request.ref,
        right=str(right),
        place=str(place),
        clock=request.due_clock or "none",
        words=canonical.digest_bytes(words.encode()),
        **_besides(deed, request, proof),
    )
    return request


def _proven(actor: Any, behalf: Behalf) -> bool:
    """Who asks for another has to show that they may, even where it is known who they are."""
    return isinstance(actor, Customer) and bool(actor.subject) and behalf is Behalf.SELF


def _besides(deed: Deed, request: Request, proof: UploadedFile | None) -> dict[str, str]:
    refs = {"subject": request.subject} if request.subject else {}
    if request.behalf is not Behalf.SELF:
        refs["behalf"] = str(request.behalf)
    if proof is not None:
        kept = keep_file(deed, request.case, proof, Audience.SELLER, about=request.ref)
        refs |= {"file": kept.file.ref, "proof": kept.digest}
    return refs


def next_number(case: Case) -> str:
    """The next number of the year in a case."""
    year = timezone.localdate().year
    count = Request.objects.filter(case=case, number__startswith=f"R-{year}-").count()
    return f"R-{year}-{count + 1:04d}"


@action(
    "identity.asked",
    zh="请客户证明身份",
    en="Ask for proof of identity",
    policy=HANDLING,
    target=Request,
    move=REQUEST.move(State.RECEIVED, to=State.PROVING),
)
def ask_identity(deed: Deed, request: Request) -> None:
    """Asks who is asking, no more than needed; laws that let the clock stop for it let it stop from today."""
    Pause.objects.create(request=request, since_on=timezone.localdate())
    _count_again(request)
    deed.record(request=request.ref)


@action(
    "identity.proven",
    zh="确认客户身份",
    en="Confirm the identity",
    policy=HANDLING,
    target=Request,
    move=REQUEST.move(State.RECEIVED, State.PROVING, to=State.WORKING),
)
def prove_identity(
    deed: Deed,
    request: Request,
    *,
    subject: Annotated[str, Input("个人编号", "Subject reference")],
    evidence: Annotated[str, Input("如何核实", "How it was checked", lines=3)],
) -> None:
    """Says who the person is and how that was checked; the clock goes on."""
    request.pauses.filter(until_on=None).update(until_on=timezone.localdate())
    request.subject = subject
    request.save(update_fields=["subject"])
    _count_again(request)
    deed.record(request=request.ref, subject=subject, evidence=canonical.digest_bytes(evidence.encode()))


@action("request.extended", zh="延长时限", en="Extend the time", policy=HANDLING, target=Request)
def extend_request(
    deed: Deed,
    request: Request,
    *,
    reason: Annotated[str, Input("告知客户的理由", "Reason told to the customer", lines=4)],
) -> None:
    """Extends the clock once, where a law lets it, with a reason that the customer is told."""
    if request.state not in OPEN or request.extended_at is not None:
        raise INPUT_WRONG.error(
            field=Text("时限", "time"), problem=Text("不能再延长", "it cannot be extended (again)")
        )
    if not any(clock.extendable for clock in clocks_of(request)):
        raise INPUT_WRONG.error(
            field=Text("时限", "time"),
            problem=Text("适用的法律不许延长", "no law that applies lets it be extended"),
        )
    request.extended_at, request.extension_reason = timezone.now(), reason
    request.save(update_fields=["extended_at", "extension_reason"])
    _count_again(request)
    deed.record(request=request.ref, reason=canonical.digest_bytes(reason.encode()))


@action("step.recorded", zh="记录办理步骤", en="Record a step", policy=HANDLING, target=Request)
def record_step(
    deed: Deed,
    request: Request,
    *,
    what: Annotated[str, Input("做了什么", "What was done", lines=3)],
    evidence: Annotated[str, Input("证据摘要", "Digest of the evidence")] = "",
) -> Step:
    """Writes down a piece of work, by whom and when."""
    step = Step.objects.create(request=request, by=deed.actor.ref, what=what, evidence=evidence)
    deed.record(request=request.ref, step=step.ref, what=canonical.digest_bytes(what.encode()))
    return step


@action(
    "request.answered",
    zh="答复请求",
    en="Answer a request",
    policy=HANDLING,
    target=Request,
    move=REQUEST.move(State.WORKING, to=State.DONE),
)
def answer_request(
    deed: Deed,
    request: Request,
    *,
    outcome: Annotated[Outcome, Input("结果", "Outcome")],
    answer: Annotated[str, Input("给客户的答复", "Answer to the customer", lines=8)],
) -> None:
    """Tells the customer what was done; the outcome may not be left open."""
    if outcome is Outcome.NONE:
        raise INPUT_WRONG.error(
            field=Text("结果", "outcome"), problem=Text("须选一种", "one has to be chosen")
        )
    _close(request, outcome=outcome, answer=answer)
    deed.record(request=request.ref, outcome=str(outcome), answer=canonical.digest_bytes(answer.encode()))


@action(
    "request.refused",
    zh="拒绝请求",
    en="Refuse a request",
    policy=Policy((*KEEPERS, CaseRole.COUNSEL)),
    target=Request,
    move=REQUEST.move(*OPEN, to=State.REFUSED),
)
def refuse_request(
    deed: Deed,
    request: Request,
    *,
    ground: Annotated[Ground, Input("依据", "Ground")],
    answer: Annotated[
        str,
        Input(
            "理由",
            "Reasons",
            lines=8,
            help=Text(
                "投诉和诉讼的途径按客户所在地自动附在后面",
                "where to complain and which court to go to is added by the customer’s place",
            ),
        ),
    ],
) -> None:
    """Refuses with the ground, the reasons in words, and where the customer can complain or go to court."""
    answer = f"{answer}\n\n{_remedy(request)}"
    request.ground = ground
    request.save(update_fields=["ground"])
    _close(request, outcome=Outcome.NONE, answer=answer)
    deed.record(request=request.ref, ground=str(ground), answer=canonical.digest_bytes(answer.encode()))


@action(
    "request.withdrawn",
    zh="撤销请求",
    en="Withdraw a request",
    policy=OWN,
    target=Request,
    move=REQUEST.move(*OPEN, to=State.WITHDRAWN),
)
def withdraw_request(deed: Deed, request: Request) -> None:
    """The customer no longer asks for it."""
    request.closed_at = timezone.now()
    request.save(update_fields=["closed_at"])
    deed.record(request=request.ref)


def _remedy(request: Request) -> str:
    """In Chinese for who reads Chinese; else English, until the texts of the portal's other languages are approved."""
    text = remedy(request.place)
    return text.zh if request.language == "zh" else text.en


def _close(request: Request, *, outcome: Outcome, answer: str) -> None:
    request.outcome, request.answer, request.closed_at = outcome, answer, timezone.now()
    request.save(update_fields=["outcome", "answer", "closed_at"])


def _count_again(request: Request) -> None:
    set_due(request)
    request.save(update_fields=["due_on", "due_clock"])
