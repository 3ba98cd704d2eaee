"""Actions on agreements up to their release for signature: drafting, texts, clauses, terms, termination."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from novation.control.actions import Deed, Lifecycle, Policy, action, sight
from novation.control.agreements.drafting import draw_up, mandatory_clauses
from novation.control.agreements.kinds import AgreementKind, AgreementState, DraftLanguage
from novation.control.agreements.law_packs import routes_without_contract
from novation.control.agreements.models import Agreement, AgreementText, ClauseAnswer, OtherRoute
from novation.control.agreements.sides import keep_apart, sees_all, stands_for
from novation.control.agreements.standing import open_clauses, today
from novation.control.cases.audience import Audience
from novation.control.cases.file_actions import keep_file
from novation.control.cases.models import Case
from novation.control.cases.team import LEADERS
from novation.control.cases.texts import commitment
from novation.control.inputs import Input
from novation.control.parties.models import Party
from novation.control.roles import EVERY_CASE_ROLE, CaseRole, Side
from novation.errors.agreements import CLAUSES_OPEN, NO_TEXT, PARTIES_TOO_FEW, TERM_WRONG
from novation.errors.control import INPUT_WRONG
from novation.evidence.canonical import digest_bytes
from novation.messages import Text

PAPERS = (*LEADERS, CaseRole.COUNSEL)
LIFECYCLE = Lifecycle("agreement", AgreementState)
DRAFT, RELEASED, SIGNED = AgreementState.DRAFT, AgreementState.RELEASED, AgreementState.SIGNED
LIVE = (DRAFT, RELEASED, SIGNED)

AGREEMENTS = sight("case.agreements", zh="协议", en="Agreements", policy=Policy(EVERY_CASE_ROLE))


def visible_to(actor: Any, case: Case) -> Any:
    """The agreements somebody may read: the other side those it is a party of, once they are out for signature."""
    found = Agreement.objects.filter(case=case).prefetch_related("parties").order_by("kind", "id")
    if sees_all(actor, case.ref):
        return found
    mine = case.buyer if stands_for(actor, case.ref) is Side.BUYER else None
    shared = found.exclude(state=str(DRAFT))
    return shared.filter(parties=mine) if mine else shared.filter(parties=case.buyer)


def companies(actor: Any, case: Case) -> Any:
    """The companies that the case's organisation keeps, seller and buyer of the case among them."""
    kept = Party.objects.filter(kept_by=case.organisation)
    return (kept | Party.objects.filter(pk__in=[case.seller_id, case.buyer_id])).order_by("name")


def clause_ids(actor: Any, agreement: Agreement) -> list[str]:
    return [clause.id for clause in mandatory_clauses(agreement)]


def contractless_routes(actor: Any, case: Case) -> list[str]:
    return [f"{law}/{route.id}" for law, route in routes_without_contract(case.seller.place)]


@action(
    "agreement.drafted",
    zh="新建协议",
    en="Draft an agreement",
    policy=Policy(PAPERS, system=True),
    target=Case,
    changes_target=False,
)
def draft_agreement(
    deed: Deed,
    case: Case,
    *,
    kind: Annotated[AgreementKind, Input("种类", "Kind")],
    name: Annotated[str, Input("名称", "Name")],
    from_on: Annotated[date, Input("生效日", "In force from")],
    until_on: Annotated[
        date | None,
        Input(
            "有效期至",
            "In force until",
            help=Text("当天仍有效；留空即无期限", "this day included; empty: no end"),
        ),
    ] = None,
    parties: Annotated[
        list[Party] | None,
        Input(
            "各方",
            "Parties",
            choices=companies,
            help=Text("留空即为本案的出让方和受让方", "empty: seller and buyer of the case"),
        ),
    ] = None,
) -> Agreement:
    """Opens a record of an agreement with its parties and its term; the text follows."""
    chosen = parties or [case.seller, case.buyer]
    if case.seller not in chosen or len(set(chosen)) < 2:
        raise PARTIES_TOO_FEW.error()
    _check_term(from_on, until_on)
    agreement = Agreement.objects.create(
        case=case, kind=kind, title=name[:200], from_on=from_on, until_on=until_on, drafted_by=deed.actor.ref
    )
    agreement.parties.set(chosen)
    keep_apart(deed, agreement)
    deed.record(agreement=agreement.ref, kind=str(kind), parties=len(set(chosen)), **_term(from_on, until_on))
    return agreement


def _check_term(from_on: date, until_on: date | None) -> None:
    if until_on and until_on < from_on:
        raise TERM_WRONG.error()


def _term(from_on: date, until_on: date | None) -> dict[str, str]:
    return {"from_on": from_on.isoformat(), "until_on": until_on.isoformat() if until_on else "none"}


@action(
    "agreement-text.generated",
    zh="生成草稿",
    en="Have a draft made",
    policy=Policy(PAPERS, system=True),
    target=Agreement,
    move=LIFECYCLE.move(*LIVE, to=DRAFT),
)
def generate_text(
    deed: Deed, agreement: Agreement, *, language: Annotated[DraftLanguage, Input("语言", "Language")]
) -> AgreementText:
    """A new version drawn up by the software; it voids the signatures under the version before."""
    content = draw_up(agreement, language)
    text = _new_text(deed, agreement, language, digest_bytes(content.encode()), content=content)
    keep_apart(deed, agreement)
    deed.record(agreement=agreement.ref, number=text.number, digest=text.digest, language=str(language))
    return text


@action(
    "agreement-text.filed",
    zh="归档文本",
    en="File a text",
    policy=Policy(PAPERS, system=True),
    target=Agreement,
    move=LIFECYCLE.move(*LIVE, to=DRAFT),
)
def file_text(
    deed: Deed,
    agreement: Agreement,
    *,
    document: Annotated[UploadedFile, Input("文件", "Document")],
    language: Annotated[DraftLanguage, Input("语言", "Language")],
) -> AgreementText:
    """A new version from a document, known by its digest; it voids the signatures under the version before."""
    file = keep_file(deed, agreement.case, document, Audience.SELLER, about=agreement.ref)
    text = _new_text(deed, agreement, language, file.digest, file=file)
    keep_apart(deed, agreement)
    deed.record(agreement=agreement.ref, number=text.number, digest=file.digest, language=str(language))
    return text


def _new_text(
    deed: Deed, agreement: Agreement, language: DraftLanguage, digest: str, **values: Any
) -> AgreementText:
    number = agreement.texts.count() + 1
    return AgreementText.objects.create(
        agreement=agreement, number=number, language=language, digest=digest, made_by=deed.actor.ref, **values
    )


@action(
    "clause.located",
    zh="标明条款所在",
    en="Say where a clause stands",
    policy=Policy(PAPERS, system=True),
    target=Agreement,
    move=LIFECYCLE.move(DRAFT, to=DRAFT),
)
def locate_clause(
    deed: Deed,
    agreement: Agreement,
    *,
    clause: Annotated[str, Input("条款", "Clause", choices=clause_ids)],
    where: Annotated[
        str, Input("在文本的何处", "Where in the text", help=Text("节号或页码", "section or page"))
    ],
) -> None:
    """Records that the newest version says what a mandatory clause asks for, and where."""
    text = _text_of(agreement)
    _answer(text, clause, by=deed.actor.ref, where=where[:200])
    keep_apart(deed, agreement)
    deed.record(agreement=agreement.ref, number=text.number, clause=clause)


@action(
    "clause.waived",
    zh="说明不需要某条款",
    en="Say why a clause is not needed",
    policy=Policy((CaseRole.COUNSEL,)),
    target=Agreement,
    move=LIFECYCLE.move(DRAFT, to=DRAFT),
)
def waive_clause(
    deed: Deed,
    agreement: Agreement,
    *,
    clause: Annotated[str, Input("条款", "Clause", choices=clause_ids)],
    why_not: Annotated[str, Input("理由", "Reason", lines=4)],
) -> None:
    """Counsel's reason why the newest version need not have a mandatory clause."""
    text = _text_of(agreement)
    _answer(text, clause, by=deed.actor.ref, why_not=why_not[:2000])
    keep_apart(deed, agreement)
    deed.record(
        agreement=agreement.ref,
        number=text.number,
        clause=clause,
        reason=commitment(text.salt, why_not),
    )


def _text_of(agreement: Agreement) -> AgreementText:
    text = agreement.text
    if text is None:
        raise NO_TEXT.error()
    return text


def _answer(text: AgreementText, clause: str, **values: str) -> None:
    blank = {"where": "", "why_not": ""}
    ClauseAnswer.objects.update_or_create(text=text, clause=clause, defaults={**blank, **values})


@action(
    "agreement-term.set",
    zh="改定期限",
    en="Set the term",
    policy=Policy(PAPERS),
    target=Agreement,
    move=LIFECYCLE.move(DRAFT, to=DRAFT),
)
def set_term(
    deed: Deed,
    agreement: Agreement,
    *,
    from_on: Annotated[date, Input("生效日", "In force from")],
    until_on: Annotated[date | None, Input("有效期至", "In force until")] = None,
) -> None:
    """Sets from when until when a draft is to be in force; once it is out for signature a new version is needed."""
    _check_term(from_on, until_on)
    agreement.from_on, agreement.until_on = from_on, until_on
    agreement.save(update_fields=["from_on", "until_on"])
    keep_apart(deed, agreement)
    deed.record(agreement=agreement.ref, **_term(from_on, until_on))


@action(
    "agreement.released",
    zh="提交签署",
    en="Release for signature",
    policy=Policy(PAPERS, system=True),
    target=Agreement,
    move=LIFECYCLE.move(DRAFT, to=RELEASED),
)
def release_agreement(deed: Deed, agreement: Agreement) -> None:
    """Puts the newest version out for signature; every mandatory clause must be answered."""
    text = _text_of(agreement)
    if unanswered := open_clauses(agreement):
        raise CLAUSES_OPEN.error(count=len(unanswered), first=unanswered[0].title)
    _share(agreement, text)
    keep_apart(deed, agreement)
    deed.record(agreement=agreement.ref, number=text.number, digest=text.digest)


def _share(agreement: Agreement, text: AgreementText) -> None:
    """What is out for the buyer's signature the buyer's side finds in the drawer too."""
    if text.file and agreement.parties.filter(pk=agreement.case.buyer_id).exists():
        text.file.file.audience = Audience.BOTH
        text.file.file.save(update_fields=["audience"])


@action(
    "agreement.terminated",
    zh="终止协议",
    en="Terminate",
    policy=Policy(PAPERS),
    target=Agreement,
    move=LIFECYCLE.move(*LIVE, to=AgreementState.TERMINATED),
)
def terminate_agreement(
    deed: Deed,
    agreement: Agreement,
    *,
    why_terminated: Annotated[str, Input("理由", "Reason", lines=4)],
) -> None:
    """Ends an agreement from today on; what it kept open is shut at once."""
    agreement.terminated_on, agreement.why_terminated = today(), why_terminated[:2000]
    agreement.save(update_fields=["terminated_on", "why_terminated"])
    keep_apart(deed, agreement)
    deed.record(
        agreement=agreement.ref,
        terminated_on=agreement.terminated_on.isoformat(),
        reason=commitment(agreement.salt, why_terminated),
    )


@action(
    "export-route.declared",
    zh="声明出境路径（不需要合同）",
    en="Declare a route abroad that needs no contract",
    policy=Policy((CaseRole.COUNSEL,)),
    target=Case,
    changes_target=False,
)
def declare_route(
    deed: Deed,
    case: Case,
    *,
    route: Annotated[str, Input("路径", "Route", choices=contractless_routes)],
    reason: Annotated[str, Input("理由", "Reason", lines=4)],
    until_on: Annotated[date | None, Input("有效期至", "Valid until")] = None,
    proof: Annotated[UploadedFile | None, Input("证明文件", "What shows it")] = None,
) -> OtherRoute:
    """Counsel's declaration that the data leave by a route of the law packs which needs no contract."""
    if until_on and until_on < today():
        raise INPUT_WRONG.error(
            field=Text("有效期至", "valid until"), problem=Text("已经过去", "it is in the past")
        )
    file = keep_file(deed, case, proof, Audience.SELLER) if proof else None
    declared = OtherRoute.objects.create(
        case=case,
        route=route,
        reason=reason[:2000],
        file=file,
        until_on=until_on,
        declared_by=deed.actor.ref,
    )
    deed.record(
        route=route,
        declaration=declared.ref,
        reason=commitment(declared.salt, reason),
        evidence=file.digest if file else "none",
    )
    return declared


@action(
    "export-route.withdrawn",
    zh="撤回出境路径的声明",
    en="Withdraw the declaration of a route",
    policy=Policy((CaseRole.COUNSEL,)),
    target=OtherRoute,
)
def withdraw_route(deed: Deed, declared: OtherRoute) -> None:
    """Takes the declaration back; the cross-border contract is asked for again."""
    declared.withdrawn_at = timezone.now()
    declared.save(update_fields=["withdrawn_at"])
    deed.record(declaration=declared.ref, route=declared.route)
