"""Agreements and a data room as tests need them, made through actions only."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.agreements.actions import (
    draft_agreement,
    generate_text,
    locate_clause,
    release_agreement,
)
from novation.control.agreements.drafting import suggested_place
from novation.control.agreements.kinds import AgreementKind, DraftLanguage, SignatureMeans
from novation.control.agreements.models import Agreement
from novation.control.agreements.signing import record_signature
from novation.control.agreements.standing import open_clauses, today
from novation.control.roles import CaseRole


def scan(name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 invented scan", "application/pdf")


def drafted(house: House, kind: AgreementKind = AgreementKind.NDA, until_on: date | None = None) -> Agreement:
    agreement = draft_agreement(
        SYSTEM,
        house.case,
        kind=kind,
        name="Agreement",
        from_on=today() - timedelta(days=3),
        until_on=until_on,
    )
    generate_text(SYSTEM, agreement, language=DraftLanguage.EN)
    return agreement


def released(
    house: House, kind: AgreementKind = AgreementKind.NDA, until_on: date | None = None
) -> Agreement:
    agreement = drafted(house, kind, until_on)
    for clause in open_clauses(agreement):
        locate_clause(SYSTEM, agreement, clause=clause.id, where=suggested_place(agreement, clause.id))
    release_agreement(SYSTEM, agreement)
    return agreement


def sign(house: House, agreement: Agreement, *, seller: bool = True, buyer: bool = True) -> None:
    pairs = [(seller, house.officer, house.case.seller), (buyer, house[CaseRole.RECEIVER], house.case.buyer)]
    for wanted, person, party in pairs:
        if wanted:
            record_signature(
                person,
                agreement,
                party=party,
                means=SignatureMeans.WET_INK,
                signatory="Invented Signatory",
                signed_on=today(),
                evidence=scan(),
            )


def signed(house: House, kind: AgreementKind = AgreementKind.NDA, until_on: date | None = None) -> Agreement:
    agreement = released(house, kind, until_on)
    sign(house, agreement)
    return agreement
