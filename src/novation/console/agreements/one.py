"""One agreement: its standing, clauses, signatures and versions; its text as a download, and what a party signs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.agreements.listing import line
from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.agreements.actions import AGREEMENTS, visible_to
from novation.control.agreements.drafting import parties_of, suggested_place
from novation.control.agreements.kinds import AgreementState
from novation.control.agreements.models import Agreement
from novation.control.agreements.printing import as_html
from novation.control.agreements.sides import sees_all
from novation.control.agreements.signing import NAMESPACE, statement
from novation.control.agreements.standing import CheckedClause, checklist, signatures
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.messages import Text

DEEDS = (
    "agreement-text.generated",
    "agreement-text.filed",
    "agreement-term.set",
    "agreement.released",
    "agreement.terminated",
)
SIGNING = ("signature.recorded", "signature.verified")


def found(request: HttpRequest, case: Case, ref: str) -> Agreement:
    """The agreement, if it is one of this case that the reader may see; else 404."""
    agreement = visible_to(request.user, case).filter(ref=ref).first()
    if agreement is None:
        raise Http404
    return agreement


@case_page(AGREEMENTS)
def agreement(request: HttpRequest, case: Case, agreement: str) -> HttpResponse:
    """Clauses with their grounds, signatures by party, versions."""
    one = found(request, case, agreement)
    shown, signed = line(one), signatures(one)
    checked = checklist(one)
    texts = list(one.texts.select_related("file__file").order_by("-number"))
    names = names_of(item.answer.by for item in checked if item.answer)
    page: dict[str, Any] = {
        "case": case,
        "one": one,
        "line": shown,
        "seller_side": sees_all(request.user, case.ref),
        "clauses": [_clause(one, item, names) for item in checked],
        "unanswered": sum(item.answer is None for item in checked),
        "signatures": [(party, signed.get(party.pk)) for party in parties_of(one)],
        "unconfirmed": Text("未确认", "unconfirmed"),
        "waived": Text("律师认为不需要", "not needed, says counsel"),
        "texts": texts,
        "offers": offers(request.user, one, DEEDS),
        "signing": offers(request.user, one, SIGNING) if one.state == AgreementState.RELEASED else [],
        "clause_offers": offers(request.user, one, ("clause.located", "clause.waived")),
    }
    return render(request, "console/agreements/one.html", page)


def _clause(agreement: Agreement, item: CheckedClause, names: dict[str, str]) -> dict[str, Any]:
    """With who answered. A draft of ours says where it has a clause; of a filed document nobody knows."""
    text = agreement.text
    generated = text is not None and bool(text.content)
    return {
        "clause": item.clause,
        "answer": item.answer,
        "by": names.get(item.answer.by, "") if item.answer else "",
        "suggestion": suggested_place(agreement, item.clause.id) if generated else "",
    }


@case_page(AGREEMENTS)
def text(request: HttpRequest, case: Case, agreement: str, number: int, form: str) -> HttpResponse:
    """A generated version as Markdown (the bytes that are signed) or as an HTML page to print."""
    one = found(request, case, agreement)
    version = one.texts.filter(number=number).exclude(content="").first()
    if version is None or form not in ("md", "html"):
        raise Http404
    body = (
        version.content if form == "md" else as_html(version.content, str(version.language), version.digest)
    )
    return _download(body.encode(), f"{one.kind}-{case.number}-{number}.{form}")


@case_page(AGREEMENTS)
def to_sign(request: HttpRequest, case: Case, agreement: str, party: str) -> HttpResponse:
    """The statement that a party signs by SSH: `ssh-keygen -Y sign -n novation-agreement -f KEY FILE`."""
    one = found(request, case, agreement)
    signing = next((other for other in parties_of(one) if other.ref == party), None)
    if one.text is None or signing is None or one.state != AgreementState.RELEASED:
        raise Http404
    return _download(statement(one.text, signing), f"{NAMESPACE}-{one.text.number}.json")


def _download(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
