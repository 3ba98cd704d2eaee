"""A copy: one file with a page to read, tables and JSON, made in memory, locked with a passphrase if asked."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pyrage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from novation.control.actions import SYSTEM
from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.control.consent.models import Act
from novation.control.disclosure.marking import csv_of
from novation.control.rights.actions import answer_request, receive_request
from novation.control.rights.states import Outcome
from novation.law.entry_words import Right
from novation.portal.outlook import Outlook
from novation.portal.own_data import cell, held, kept, kinds
from novation.portal.seeing import customer_page
from novation.portal.texts import say

if TYPE_CHECKING:
    from novation.handover.people import PersonTable
    from novation.handover.people.kept_until import Until

LEAST_PASSPHRASE = 12


@require_http_methods(["GET", "HEAD", "POST"])
@customer_page
def copy(request: HttpRequest, case: Case, customer: Customer) -> HttpResponse:
    """POST hands the copy out and enters the request for it as answered."""
    if request.method != "POST":
        return render(request, "portal/copy.html")
    passphrase = request.POST.get("passphrase", "")
    if passphrase and len(passphrase) < LEAST_PASSPHRASE:
        return render(request, "portal/copy.html", {"problem": "copy.lock.short"}, status=422)
    seen, tables = held(case, customer)
    if tables is None:
        return render(request, "portal/copy.html", {"problem": "me.waiting"}, status=503)
    made = _zip(request, case, customer, seen, tables)
    name, kind = "copy.zip", "application/zip"
    if passphrase:
        made, name, kind = (
            pyrage.passphrase.encrypt(made, passphrase),
            "copy.zip.age",
            "application/octet-stream",
        )
    _enter(request, case, customer, seen, found=bool(tables))
    response = HttpResponse(made, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _enter(request: HttpRequest, case: Case, customer: Customer, seen: Outlook, *, found: bool) -> None:
    language = request.language  # type: ignore[attr-defined]
    asked = receive_request(customer, case, right=Right.COPY, place=seen.place, language=language)
    outcome = Outcome.WHOLE if found else Outcome.NOTHING_HELD
    answer_request(SYSTEM, asked, outcome=outcome, answer=say(language, "copy.answer"))


def _zip(
    request: HttpRequest, case: Case, customer: Customer, seen: Outlook, tables: list[PersonTable]
) -> bytes:
    acts = Act.objects.filter(standing__case=case, standing__subject=customer.subject).order_by("id")
    acts = acts.select_related("standing", "wording")
    keeping = kept(case, seen, tables)
    whole = {
        "reference": customer.subject,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "seller": case.seller.name,
        "buyer": case.buyer.name,
        "tables": [_table(table) for table in tables],
        "outcomes": [_outcome(one, keeping.get(one.category)) for one in seen.prospects],
        "choices": [_act(one) for one in acts],
    }
    page = {"kinds": kinds(seen, tables, plain=True, kept=keeping), "tables": whole["tables"], "acts": acts}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("copy.html", render_to_string("portal/copy_page.html", page, request))
        file.writestr("copy.json", json.dumps(whole, ensure_ascii=False, indent=1))
        for number, table in enumerate(whole["tables"], 1):
            lines = [table["columns"], *([row[name] for name in table["columns"]] for row in table["rows"])]
            file.writestr(f"tables/{number:02}-{_safe(table['table'])}.csv", csv_of(lines))
    return out.getvalue()


def _table(table: PersonTable) -> dict[str, Any]:
    names = [name for name, _, _ in table.columns]
    rows = [
        {name: "" if row.get(name) is None else cell(row[name], "", plain=True) for name in names}
        for row in table.rows
    ]
    return {"table": table.name, "source": table.source, "columns": names, "rows": rows}


def _outcome(one: Any, until: Until | None) -> dict[str, Any]:
    return {
        "category": str(one.category),
        "to_buyer": str(one.to_buyer),
        "seller_copy": str(one.seller_copy),
        "kept_until": until.day.isoformat() if until and until.day else None,
        "basis": one.basis,
        "rules": [
            {"rule": ground.id, "citation": ground.citation.as_dict(), "reason": ground.reason.as_dict()}
            for ground in (*one.grounds, *one.seller_grounds)
        ],
    }


def _act(act: Act) -> dict[str, str]:
    return {
        "receipt": act.ref,
        "matter": str(act.standing.matter),
        "answer": str(act.answer),
        "form": str(act.form),
        "at": act.acted_at.isoformat(timespec="seconds"),
        "wording": act.wording.digest if act.wording else "",
        "wording_text": act.wording.text if act.wording else "",
    }


def _safe(name: str) -> str:
    """A table's name as part of a file's name."""
    return re.sub(r"[^\w.-]+", "_", name)[:60] or "table"
