"""Draws up the document that is made public: from the inventory, the packs, the register of recipients and the requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from novation.control.approvals.projects import project_of
from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs, situation_in
from novation.control.informing.models import Recipient
from novation.control.rights.models import Request
from novation.control.rights.transparency import Handled, Numbers, numbers_of
from novation.control.roles import Side
from novation.control.transparency.models import Described, Statement
from novation.control.transparency.rights_told import rights_told
from novation.disposition.context import DEFAULT_BASIS
from novation.law.deadlines import Situation, applying
from novation.law.pack import RetentionPeriod
from novation.messages import Text
from novation.terms import Basis, Category

TYPE = "novation-transparency@v1"
Document = dict[str, Any]


def document_of(case: Case, on: date) -> Document:
    """Everything that would be public; a purpose that nobody has described is empty, and then it is not released."""
    own = case.buyer if case.side is Side.BUYER else case.seller
    situation = situation_in(case, on)
    statement = Statement.objects.filter(case=case).first()
    return {
        "type": TYPE,
        "controller": {"name": own.name, "place": str(own.place), "contact": own.contact},
        "as_of": on.isoformat(),
        "policy": _said(Text(statement.text_zh, statement.text_en)) if statement else None,
        "processing": list(_processing(case, situation)),
        "recipients": [*_other_side(case), *_recipients(case)],
        "rights": rights_told(case, on),
        "numbers": [_numbers(case, year) for year in (on.year, on.year - 1)],
        "incidents": None,
    }


def lacking(document: Mapping[str, Any]) -> list[Category]:
    """Categories that are held and of which nobody has said what for."""
    return [Category(one["category"]) for one in document["processing"] if one["purpose"] is None]


def _said(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _processing(case: Case, situation: Situation) -> Iterator[Document]:
    described = {one.category: one.purpose for one in Described.objects.filter(case=case)}
    bases = _bases(case)
    floors = [entry for pack in applying(shipped_packs(), situation) for entry in pack.retention]
    for category in _held(case, described):
        purpose = described.get(category)
        yield {
            "category": str(category),
            "purpose": _said(purpose) if purpose else None,
            "basis": str(bases.get(category, DEFAULT_BASIS.get(category, Basis.UNKNOWN))),
            "terms": [_term(one) for one in floors if _binds(one, category, situation)],
        }


def _held(case: Case, described: Mapping[Category, Text]) -> list[Category]:
    """What the inventory found, and what was described without one; in the order of the vocabulary."""
    found = set(described)
    project = project_of(case)
    if project is not None and project.has_record("scan.json"):
        scan = project.read_record("scan.json", "scan")
        found |= {Category(column["category"]) for table in scan["tables"] for column in table["columns"]}
    return [one for one in Category if one in found and one is not Category.NONE]


def _bases(case: Case) -> Mapping[Category, Basis]:
    project = project_of(case)
    return project.settings().basis if project is not None else {}


def _binds(entry: RetentionPeriod, category: Category, situation: Situation) -> bool:
    if category not in entry.category or not entry.in_force.contains(situation.on):
        return False
    places = {*situation.places, situation.facts["seller_place"]}
    return not entry.places or bool(places & set(entry.places))


def _term(entry: RetentionPeriod) -> Document:
    years = entry.floor_years
    return {
        "law": entry.law,
        "years": f"{years.normalize():f}" if years else "",
        "citation": _said(entry.citation.text),
        "confirmed": entry.citation.confirmed,
    }


def _other_side(case: Case) -> Iterator[Document]:
    """The deal itself: who gets the data at closing, and who gave them."""
    if case.side is Side.BUYER:
        return
    yield {
        "name": case.buyer.name,
        "place": str(case.buyer.place),
        "contact": case.buyer.contact,
        "purpose": _said(
            Text(
                f"{case.deal_form.text.zh}，{case.closing_on.isoformat()} 交割；依法应先告知或取得同意的，先告知或取得同意",
                f"{case.deal_form.text.en}, closing {case.closing_on.isoformat()}; notice or consent first where a law asks for it",
            )
        ),
        "basis": str(Basis.UNKNOWN),
        "categories": [str(one) for one in _held(case, {})],
        "since_on": None,
        "until_on": None,
    }


def _recipients(case: Case) -> Iterator[Document]:
    for one in Recipient.objects.filter(case=case).prefetch_related("shared"):
        yield {
            "name": one.name,
            "place": str(one.place),
            "contact": one.contact,
            "purpose": _said(one.purpose),
            "basis": str(one.basis),
            "categories": [str(category) for category in one.categories],
            "since_on": one.since_on.isoformat(),
            "until_on": one.until_on.isoformat() if one.until_on else None,
        }


def _numbers(case: Case, year: int) -> Document:
    return {"year": year, "rows": [_row(one) for one in numbers_of(year, _handled(case, year))]}


def _handled(case: Case, year: int) -> Iterable[Handled]:
    fields = ("right", "state", "outcome", "received_at", "closed_at", "due_on")
    rows = Request.objects.filter(case=case, received_at__year=year).values_list(*fields)
    return (Handled(*row) for row in rows.iterator(5_000))


def _row(one: Numbers) -> Document:
    """The median in tenths of a day: a canonical document holds whole numbers better than fractions."""
    return {
        "right": str(one.right),
        "received": one.received,
        "whole": one.whole,
        "part": one.part,
        "nothing_held": one.nothing_held,
        "refused": one.refused,
        "withdrawn": one.withdrawn,
        "open": one.open,
        "late": one.late,
        "tenths_of_days": None if one.days is None else round(one.days * 10),
    }
