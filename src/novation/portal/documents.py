"""The third way: whoever has neither link nor known contact writes, shows something, and staff look at it."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.control.identity.limits import knock
from novation.control.rights.actions import receive_request
from novation.control.rights.states import Behalf
from novation.errors import NovationError
from novation.law.entry_words import Right
from novation.portal.seeing import case_page
from novation.terms import Place
from novation.ui.addresses import address_of

FIELDS = ("name", "contact", "wish")
MOST_BYTES = 4 * 1024 * 1024
_STARTS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
NUMBER = "number"


@require_http_methods(["GET", "HEAD", "POST"])
@case_page
def documents(request: HttpRequest, case: Case) -> HttpResponse:
    """Opens a request of somebody unknown: it is received, its clock runs, and nothing is shown to anybody."""
    if request.method != "POST":
        number = request.session.get(NUMBER, "") if "done" in request.GET else ""
        return _page(request, {"number": number})
    given = {name: request.POST.get(name, "").strip()[:2000] for name in FIELDS}
    given["behalf"] = request.POST.get("behalf", str(Behalf.SELF))
    proof = request.FILES.get("file")
    problem = _problem(given, proof, too_large=_too_large(request))
    if problem:
        return _page(request, {"given": given, "problem": problem}, 422)
    try:
        knock(address_of(request))
        made = receive_request(
            Customer(case.ref, ""),
            case,
            right=Right.ACCESS,
            place=Place.UNKNOWN,
            words="\n".join(given[name] for name in FIELDS),
            language=request.language,  # type: ignore[attr-defined]
            behalf=Behalf(given["behalf"]),
            proof=proof,
        )
    except NovationError as error:
        problem = ("", "error.code.too-many") if error.code == "code.too-many" else ("file", "error.file")
        return _page(request, {"given": given, "problem": problem}, error.kind.http_status)
    request.session[NUMBER] = made.number
    return redirect(reverse("documents", args=[case.ref]) + "?done=1")


def _page(request: HttpRequest, shown: dict[str, object], status: int = 200) -> HttpResponse:
    behalves = [(str(one), f"ask.for.{one}") for one in Behalf]
    return render(request, "portal/documents.html", {"behalves": behalves, **shown}, status=status)


def _too_large(request: HttpRequest) -> bool:
    """Such an upload never arrives as a file: nothing takes it in."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _problem(given: dict[str, str], proof: UploadedFile | None, *, too_large: bool) -> tuple[str, str] | None:
    """Field and text of the first thing that is wrong."""
    for name in FIELDS:
        if not given[name]:
            return name, "error.field"
    if given["behalf"] not in set(Behalf):
        return "behalf", "error.field"
    if proof is None:
        return ("file", "error.file") if too_large else None
    head = proof.read(8)
    proof.seek(0)
    fine = head.startswith(_STARTS) and (proof.size or 0) <= MOST_BYTES
    return None if fine else ("file", "error.file")
