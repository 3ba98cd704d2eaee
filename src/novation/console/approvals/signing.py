"""The pages of signing: one's key, the papers that wait for one's signature, one paper, and its files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from novation.console.approvals.showing import button
from novation.console.seeing import case_page
from novation.control.approvals.actions.seeing import SIGNING, papers_seen
from novation.control.approvals.models import Paper
from novation.control.approvals.signing_keys import current_key
from novation.control.cases.models import Case

PREPARING = ("class-sign-off.prepared", "package-signature.prepared", "receipt.prepared")


@case_page(SIGNING)
def papers(request: HttpRequest, case: Case) -> HttpResponse:
    """What waits for the reader's signature, what others signed, and the reader's key."""
    found = list(papers_seen(request.user, case).order_by("-id"))
    back = reverse("signing", kwargs={"ref": case.ref})
    made = [button(tag, case, request.user, back) for tag in PREPARING]
    page = {
        "case": case,
        "mine": [one for one in found if one.person == request.user and not one.signature],
        "signed": [one for one in found if one.signature],
        "key": current_key(request.user),
        "register": _register(request, back),
        "buttons": [one for one in made if one is not None],
    }
    return render(request, "console/approvals/signing.html", page)


@case_page(SIGNING)
def paper(request: HttpRequest, case: Case, paper: str) -> HttpResponse:
    """One paper: what it is, its digest, and the two ways to sign it."""
    found = _found(request, case, paper)
    is_over = found.expires_at is not None and timezone.now() >= found.expires_at
    page = {
        "case": case,
        "paper": found,
        "is_over": is_over,
        "may_sign": found.person == request.user and not found.signature and not is_over,
        "key": current_key(found.person) if found.person == request.user else None,
        "text": bytes(found.content).decode("utf-8", "replace")[:4000],
        "sign": reverse("deed", kwargs={"tag": "document.signed", "ref": found.ref}),
        "back": reverse("signing", kwargs={"ref": case.ref}),
    }
    return render(request, "console/approvals/paper.html", page)


@case_page(SIGNING)
def paper_file(request: HttpRequest, case: Case, paper: str) -> HttpResponse:
    """The exact bytes that are signed."""
    found = _found(request, case, paper)
    return _download(bytes(found.content), found.file_name)


@case_page(SIGNING)
def signature_file(request: HttpRequest, case: Case, paper: str) -> HttpResponse:
    """The signature, under the name that ssh-keygen gives it."""
    found = _found(request, case, paper)
    if not found.signature:
        raise Http404
    return _download(found.signature.encode(), found.file_name + ".sig")


def _register(request: HttpRequest, back: str) -> str:
    """The form to register one's key; it asks first who one is, if that is long ago."""
    address = reverse("deed", kwargs={"tag": "signing-key.registered", "ref": request.user.ref})
    return f"{address}?next={back}"


def _found(request: HttpRequest, case: Case, ref: str) -> Paper:
    found: Paper | None = papers_seen(request.user, case).filter(ref=ref).first()
    if found is None:
        raise Http404
    found.case = case
    return found


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
