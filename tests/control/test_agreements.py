"""Agreements: what must be in them, who signs, when they hold, and the gates they keep shut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.control.papers import drafted, released, scan, sign, signed
from tests.control.people import House

from novation.control.accounts.models import Person
from novation.control.agreements import gates
from novation.control.agreements.actions import (
    declare_route,
    draft_agreement,
    file_text,
    generate_text,
    locate_clause,
    release_agreement,
    set_term,
    terminate_agreement,
    visible_to,
    waive_clause,
    withdraw_route,
)
from novation.control.agreements.clauses import clauses_for, wording
from novation.control.agreements.drafting import draw_up, mandatory_clauses
from novation.control.agreements.kinds import (
    AgreementKind,
    AgreementState,
    DraftLanguage,
    SignatureMeans,
    Standing,
)
from novation.control.agreements.printing import as_html
from novation.control.agreements.records import agreements
from novation.control.agreements.signing import (
    NAMESPACE,
    record_signature,
    statement,
    verify_signature,
)
from novation.control.agreements.standing import missing, open_clauses, standing, today
from novation.control.cases.actions import enter_next_phase
from novation.control.cases.dues import dues
from novation.control.cases.gates import blockers
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.cases.situation import shipped_packs
from novation.control.journal.models import LogEntry
from novation.control.parties.models import Party
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.evidence import sshsig
from novation.evidence.canonical import digest_bytes
from novation.terms import Place

pytestmark = pytest.mark.django_db


def in_force(house: House, kind: AgreementKind = AgreementKind.NDA) -> bool:
    return gates.in_force(house.case, kind) is not None


def put_buyer(house: House, place: str) -> None:
    Party.objects.filter(pk=house.case.buyer_id).update(place=place)
    house.case.refresh_from_db()


# Wording


@pytest.mark.parametrize("kind", AgreementKind)
def test_wording_is_whole_in_both_languages(kind: AgreementKind) -> None:
    kept = wording(kind)
    assert len({clause.id for clause in kept.clauses}) == len(kept.clauses)
    for clause in kept.clauses:
        assert clause.text is not None and re.search("[一-鿿]", clause.text.zh)
        assert not re.search("[一-鿿]", clause.text.en) and not re.search("[一-鿿]", clause.title.en)


def test_nothing_unconfirmed_in_the_packs_is_said_to_be_confirmed_here() -> None:
    known = list(_facts_of_packs())
    unconfirmed = {fact for fact, _ in known} - {fact for fact, confirmed in known if confirmed}
    grounds = [ground for kind in AgreementKind for c in wording(kind).clauses for ground in c.grounds]
    assert grounds and not [g.fact for g in grounds if g.confirmed and g.fact in unconfirmed]


def test_every_ground_is_a_row_of_the_law_notes(law_notes: Path) -> None:
    notes = law_notes.read_text("utf-8")
    for kind in AgreementKind:
        for clause in wording(kind).clauses:
            for ground in clause.grounds:
                row = re.search(rf"^\| {re.escape(ground.fact)} \|.*$", notes, re.M)
                assert row, ground.fact
                read = "UNCONFIRMED" not in row[0] or "confirmed (" in row[0]  # then a date alone is open
                assert not ground.confirmed or read, ground.fact


def _facts_of_packs() -> Iterator[tuple[str, bool]]:
    for pack in shipped_packs():
        for entry in (*pack.controls, *pack.obligations, *pack.rules):
            yield entry.citation.fact, entry.citation.confirmed


def test_clauses_follow_the_places_of_the_parties() -> None:
    def ids(kind: AgreementKind, origin: str, *others: str) -> set[str]:
        return {c.id for c in clauses_for(kind, Place(origin), [Place(p) for p in others])}

    assert "same-business" in ids(AgreementKind.NDA, "cn", "hk")
    assert "same-business" not in ids(AgreementKind.NDA, "cn", "cn")
    assert "confidentiality" in ids(AgreementKind.ENTRUSTED, "de")
    assert ids(AgreementKind.CROSS_BORDER, "cn", "de") != ids(AgreementKind.CROSS_BORDER, "de", "cn")
    assert ids(AgreementKind.CROSS_BORDER, "de", "cn") == {
        "eu-gdpr.standard-clauses.1",
        "eu-gdpr.standard-clauses.2",
    }


@pytest.mark.parametrize("language", DraftLanguage)
@pytest.mark.parametrize("kind", AgreementKind)
def test_a_draft_names_parties_and_has_a_section_for_each_clause(
    house: House, kind: AgreementKind, language: DraftLanguage
) -> None:
    agreement = drafted(house, kind)
    text = draw_up(agreement, language)
    assert house.case.seller.name in text and house.case.buyer.name in text and "{" not in text
    assert len(re.findall(r"^## \d+ ", text, re.M)) == len(mandatory_clauses(agreement)) > 5
    assert ("草稿" if language == "zh" else "Draft for counsel") in text


def test_a_printed_draft_escapes_what_people_named_their_companies(house: House) -> None:
    Party.objects.filter(pk=house.case.buyer_id).update(name="<script>alert(1)</script>")
    agreement = drafted(house)
    page = as_html(agreement.text.content, "en", agreement.text.digest)
    assert "<script" not in page and "&lt;script&gt;" in page and agreement.text.digest in page


# Lifecycle


@pytest.mark.action("agreement.drafted")
def test_an_agreement_needs_the_seller_and_a_second_party_and_a_sound_term(house: House) -> None:
    def draft(**values: object) -> None:
        draft_agreement(
            house.officer,
            house.case,
            **{"kind": AgreementKind.NDA, "name": "NDA", "from_on": today(), **values},
        )

    with pytest.raises(NovationError, match="parties-too-few"):
        draft(parties=[house.case.buyer])
    with pytest.raises(NovationError, match="term-wrong"):
        draft(until_on=today() - timedelta(days=1))
    with pytest.raises(NovationError, match="access.refused"):
        draft_agreement(
            house[CaseRole.RECEIVER], house.case, kind=AgreementKind.NDA, name="NDA", from_on=today()
        )


@pytest.mark.action("agreement-text.generated")
@pytest.mark.action("clause.located")
@pytest.mark.action("agreement.released")
def test_release_needs_a_text_and_every_mandatory_clause_answered(house: House) -> None:
    agreement = draft_agreement(
        house.officer, house.case, kind=AgreementKind.NDA, name="NDA", from_on=today()
    )
    with pytest.raises(NovationError, match="text-missing"):
        release_agreement(house.officer, agreement)
    generate_text(house.officer, agreement, language=DraftLanguage.ZH)
    with pytest.raises(NovationError, match="clauses-open") as refused:
        release_agreement(house.officer, agreement)
    assert "必备条款" in refused.value.message("zh")
    for clause in open_clauses(agreement):
        locate_clause(house.officer, agreement, clause=clause.id, where="§ 1")
    release_agreement(house.officer, agreement)
    assert agreement.state == AgreementState.RELEASED


@pytest.mark.action("clause.waived")
def test_only_counsel_says_that_a_clause_is_not_needed_and_the_reason_stays_out_of_the_journal(
    house: House,
) -> None:
    agreement = drafted(house)
    clause = open_clauses(agreement)[0].id
    with pytest.raises(NovationError, match="access.refused"):
        waive_clause(house.officer, agreement, clause=clause, why_not="no")
    waive_clause(house[CaseRole.COUNSEL], agreement, clause=clause, why_not="Ms Example agreed otherwise")
    assert clause not in {one.id for one in open_clauses(agreement)}
    assert not LogEntry.objects.filter(line__contains="Example").exists()


@pytest.mark.action("agreement-text.filed")
def test_a_new_version_voids_signatures_and_answers_and_shuts_the_gate(house: House) -> None:
    agreement = signed(house)
    assert in_force(house)
    text = file_text(house.officer, agreement, document=scan("v2.pdf"), language=DraftLanguage.EN)
    assert (text.number, text.digest) == (2, digest_bytes(scan().read())) and text.file.digest == text.digest
    assert agreement.state == AgreementState.DRAFT and len(missing(agreement)) == 2
    assert not in_force(house) and open_clauses(agreement)
    assert agreement.texts.get(number=1).signatures.count() == 2  # kept, but they count no more


@pytest.mark.action("agreement-term.set")
def test_the_term_is_fixed_once_it_is_out_for_signature(house: House) -> None:
    agreement = drafted(house)
    set_term(house.officer, agreement, from_on=today(), until_on=today())
    agreement = released(house)
    with pytest.raises(NovationError, match="state.wrong"):
        set_term(house.officer, agreement, from_on=today())


@pytest.mark.action("agreement.terminated")
def test_a_terminated_agreement_opens_nothing(house: House) -> None:
    agreement = signed(house)
    terminate_agreement(house.officer, agreement, why_terminated="the deal is off")
    assert standing(agreement) is Standing.TERMINATED and not in_force(house)
    with pytest.raises(NovationError, match="state.wrong"):
        generate_text(house.officer, agreement, language=DraftLanguage.EN)


# Signing


@pytest.mark.action("signature.recorded")
def test_the_last_signature_makes_it_a_signed_one(house: House) -> None:
    agreement = released(house)
    sign(house, agreement, buyer=False)
    assert agreement.state == AgreementState.RELEASED and missing(agreement) == [house.case.buyer]
    with pytest.raises(NovationError, match="signed-already"):
        sign(house, agreement, buyer=False)
    sign(house, agreement, seller=False)
    assert agreement.state == AgreementState.SIGNED and in_force(house)
    tags = list(
        LogEntry.objects.filter(stream=house.case.ref).order_by("index").values_list("tag", flat=True)
    )
    assert tags[-2:] == ["signature.recorded", "agreement.signed"]
    assert not LogEntry.objects.filter(line__contains="Invented").exists()


@pytest.mark.action("signature.recorded")
def test_nobody_records_the_other_sides_signature_unless_that_company_is_not_here(house: House) -> None:
    agreement = released(house)

    def record(person: Person, party: Party) -> None:
        record_signature(
            person,
            agreement,
            party=party,
            means=SignatureMeans.E_SIGNATURE,
            signatory="N. N.",
            signed_on=today(),
            evidence=scan(),
        )

    with pytest.raises(NovationError, match="access.refused"):
        record(house.officer, house.case.buyer)
    with pytest.raises(NovationError, match="access.refused"):
        record(house[CaseRole.RECEIVER], house.case.seller)
    Party.objects.filter(pk=house.case.buyer_id).update(organisation=None)
    house.case.buyer.refresh_from_db()
    record(house.officer, house.case.buyer)
    assert missing(agreement) == [house.case.seller]


@pytest.mark.action("signature.recorded")
def test_a_signature_of_tomorrow_or_on_a_draft_is_refused(house: House) -> None:
    values = {"means": SignatureMeans.WET_INK, "signatory": "N. N.", "party": house.case.seller}
    with pytest.raises(NovationError, match="state.wrong"):
        record_signature(house.officer, drafted(house), signed_on=today(), evidence=scan(), **values)
    with pytest.raises(NovationError, match="input.wrong"):
        record_signature(
            house.officer, released(house), signed_on=today() + timedelta(days=1), evidence=scan(), **values
        )


@pytest.fixture
def key(house: House) -> sshsig.PrivateKey:
    made = sshsig.load_private_key(sshsig.generate_private_key())
    Person.objects.filter(pk=house[CaseRole.RECEIVER].pk).update(public_key=made.public.line("receiver"))
    return made


@pytest.mark.action("signature.verified")
def test_an_ssh_signature_counts_for_the_side_of_the_keys_holder_only(
    house: House, key: sshsig.PrivateKey
) -> None:
    agreement, receiver = released(house), house[CaseRole.RECEIVER]
    mine = sshsig.sign(key, NAMESPACE, statement(agreement.text, house.case.buyer)).strip()
    theirs = sshsig.sign(key, NAMESPACE, statement(agreement.text, house.case.seller)).strip()
    with pytest.raises(NovationError, match="signature.invalid"):
        verify_signature(receiver, agreement, party=house.case.buyer, armour=theirs)
    with pytest.raises(NovationError, match="key-of-nobody"):
        verify_signature(house.officer, agreement, party=house.case.seller, armour=theirs)
    signature = verify_signature(receiver, agreement, party=house.case.buyer, armour=mine)
    assert signature.fingerprint == key.public.fingerprint and signature.signatory == receiver.name


@pytest.mark.action("signature.verified")
def test_an_ssh_signature_of_an_older_version_is_refused(house: House, key: sshsig.PrivateKey) -> None:
    agreement = released(house)
    old = sshsig.sign(key, NAMESPACE, statement(agreement.text, house.case.buyer)).strip()
    generate_text(house.officer, agreement, language=DraftLanguage.ZH)
    for clause in open_clauses(agreement):
        locate_clause(house.officer, agreement, clause=clause.id, where="§ 1")
    release_agreement(house.officer, agreement)
    with pytest.raises(NovationError, match="signature.invalid"):
        verify_signature(house[CaseRole.RECEIVER], agreement, party=house.case.buyer, armour=old)


# Gates


def test_an_agreement_holds_on_its_first_and_its_last_day_and_not_the_day_after(house: House) -> None:
    last = today() + timedelta(days=30)
    agreement = signed(house, until_on=last)
    first = agreement.from_on
    found = [
        standing(agreement, day) for day in (first - timedelta(days=1), first, last, last + timedelta(days=1))
    ]
    assert found == [Standing.NOT_YET, Standing.IN_FORCE, Standing.IN_FORCE, Standing.EXPIRED]
    assert gates.in_force(house.case, AgreementKind.NDA, last + timedelta(days=1)) is None
    lack = gates.lack(house.case, AgreementKind.NDA, last + timedelta(days=1))
    assert lack is not None and last.isoformat() in lack.zh and "expired" in lack.en


@pytest.mark.action("phase.entered")
def test_due_diligence_is_not_entered_before_the_nda_is_in_force(house: House) -> None:
    type(house.case).objects.filter(pk=house.case.pk).update(phase="agreements")
    house.case.refresh_from_db()
    nda = [b for b in blockers(house.case) if b.page == "agreements"]
    assert len(nda) == 1 and nda[0].citation is not None
    with pytest.raises(NovationError, match="gate.closed"):
        enter_next_phase(house.officer, house.case)
    signed(house)
    assert not [b for b in blockers(house.case) if b.page == "agreements"]


def test_closing_waits_for_the_transfer_agreement(house: House) -> None:
    assert len(list(gates.transfer_gate(house.case))) == 1
    signed(house, AgreementKind.NDA)
    assert len(list(gates.transfer_gate(house.case))) == 1
    signed(house, AgreementKind.TRANSFER)
    assert not list(gates.transfer_gate(house.case))
    assert not [b for b in blockers(house.case, CasePhase.CLOSING) if b.page == "agreements"]


def test_an_nda_with_somebody_else_opens_nothing(house: House) -> None:
    other = Party.objects.create(kept_by=house.seller, name="Archive Ltd", place=Place("cn"))
    agreement = draft_agreement(
        house.officer,
        house.case,
        kind=AgreementKind.NDA,
        name="NDA with the archive",
        from_on=today(),
        parties=[house.case.seller, other],
    )
    assert agreement.parties.count() == 2
    assert gates.lack(house.case, AgreementKind.NDA) is not None
    assert "no non-disclosure" in gates.lack(house.case, AgreementKind.NDA).en


@pytest.mark.action("export-route.declared")
@pytest.mark.action("export-route.withdrawn")
def test_a_buyer_abroad_needs_a_cross_border_contract_or_another_route(house: House) -> None:
    assert not list(gates.cross_border_gate(house.case))
    put_buyer(house, "de")
    found = list(gates.cross_border_gate(house.case))
    assert len(found) == 1 and found[0].state == "unknown"  # nobody has counted people
    counsel = house[CaseRole.COUNSEL]
    with pytest.raises(NovationError, match="access.refused"):
        declare_route(house.officer, house.case, route="cn-cross-border/exempt", reason="few")
    declared = declare_route(
        counsel, house.case, route="cn-cross-border/exempt", reason="fewer than 100,000, nothing sensitive"
    )
    assert not list(gates.cross_border_gate(house.case))
    withdraw_route(counsel, declared)
    assert list(gates.cross_border_gate(house.case))
    signed(house, AgreementKind.CROSS_BORDER)
    assert not list(gates.cross_border_gate(house.case))


def test_the_buyer_sees_what_it_is_a_party_of_once_it_is_out_for_signature(house: House) -> None:
    agreement = drafted(house)
    buyer, auditor = house[CaseRole.BUYERS_LAWYER], house[CaseRole.AUDITOR]
    assert list(visible_to(house.officer, house.case)) == [agreement] == list(visible_to(auditor, house.case))
    assert not list(visible_to(buyer, house.case)) and not list(
        visible_to(house[CaseRole.WITNESS], house.case)
    )
    assert list(visible_to(buyer, released(house).case)) != []


# The day's page and the evidence of a case


def test_an_agreement_that_ends_soon_and_one_out_for_signature_are_due(house: House) -> None:
    cases = Case.objects.filter(pk=house.case.pk)
    ending = signed(house, until_on=today() + timedelta(days=5))
    released(house, AgreementKind.TRANSFER)
    found = {due.title.en: due.due_at for due in dues(house.officer, cases) if due.page == "agreement"}
    assert found == {
        "Agreement ends: Agreement": ending.until_on,
        "Out for signature: Agreement": None,
    }
    theirs = [due for due in dues(house[CaseRole.RECEIVER], cases) if due.page == "agreement"]
    assert [due.title.en for due in theirs] == ["Agreement ends: Agreement"]


def test_the_evidence_of_a_case_has_agreements_without_names(house: House) -> None:
    signed(house)
    found = list(agreements(house.case))
    assert [one["type"] for one in found] == ["agreement", "text", "signature", "signature"]
    assert "Invented" not in json.dumps(found) and found[2]["evidence"] == digest_bytes(scan().read())
