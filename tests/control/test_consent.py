"""What customers chose: their own matter only, the wording they saw, one entry each, and the extract."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.control.people import House

from novation.control.consent.actions import (
    approve_translation,
    declare_no_objection,
    give_consent,
    object_to,
    refuse_consent,
    release_wording,
    withdraw_consent,
)
from novation.control.consent.customer import Customer
from novation.control.consent.matters import Answer, Channel, Matter
from novation.control.consent.models import Act, Wording
from novation.control.consent.register import extract, standing
from novation.control.consent.texts import catalogue
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.errors import NovationError

pytestmark = pytest.mark.django_db
SUBJECT = "abcdefghijklmnop"


@pytest.fixture
def wording(house: House) -> Wording:
    return release_wording(
        house.officer,
        house.case,
        matter=Matter.TRANSFER,
        language="en",
        text="May your data go to the buyer?",
    )


def me(house: House) -> Customer:
    return Customer(house.case.ref, SUBJECT)


@pytest.mark.action("wording.released")
@pytest.mark.action("consent.given")
@pytest.mark.action("consent.withdrawn")
def test_consent_refers_to_the_words_that_were_seen_and_can_be_withdrawn(
    house: House, wording: Wording
) -> None:
    mine = standing(house.case, SUBJECT, Matter.TRANSFER)
    give_consent(me(house), mine, wording=wording)
    withdraw_consent(me(house), mine)
    assert mine.answer is Answer.WITHDRAWN
    assert [act.answer for act in Act.objects.order_by("id")] == [Answer.GIVEN, Answer.WITHDRAWN]
    entries = LogEntry.objects.filter(stream=house.case.ref, tag__startswith="consent.").order_by("index")
    assert [entry.tag for entry in entries] == ["consent.given", "consent.withdrawn"]
    assert wording.digest in entries[0].line and entries[0].by == f"subject:{SUBJECT}"


@pytest.mark.action("consent.refused")
def test_nobody_answers_for_another_customer(house: House) -> None:
    other = standing(house.case, "ponmlkjihgfedcba", Matter.TRANSFER)
    with pytest.raises(NovationError, match="access.refused"):
        refuse_consent(me(house), other)
    with pytest.raises(NovationError, match="access.refused"):
        refuse_consent(house[CaseRole.AUDITOR], other, channel=Channel.PHONE)
    with pytest.raises(NovationError, match="access.refused"):
        refuse_consent(Customer("ca_elsewhere", other.subject), other)


@pytest.mark.action("objection.raised")
def test_staff_who_write_down_an_objection_say_how_they_were_told(house: House) -> None:
    mine = standing(house.case, SUBJECT, Matter.TRANSFER)
    with pytest.raises(NovationError, match="input.wrong"):
        object_to(house.officer, mine)
    object_to(house.officer, mine, channel=Channel.PHONE)
    assert mine.answer is Answer.OBJECTED


def test_the_extract_holds_the_latest_answers_by_subject_reference(house: House, wording: Wording) -> None:
    give_consent(me(house), standing(house.case, SUBJECT, Matter.TRANSFER), wording=wording)
    refuse_consent(me(house), standing(house.case, SUBJECT, Matter.MARKETING))
    standing(house.case, "qrstuvwxyzabcdef", Matter.TRANSFER)
    rows = pa.Table.from_batches(extract(house.case)).to_pylist()
    assert [(row["subject"], row["matter"], row["answer"], row["form"]) for row in rows] == [
        (SUBJECT, "marketing", "refused", "none"),
        (SUBJECT, "transfer", "given", "separate"),
    ]


@pytest.mark.action("no-objection.declared")
def test_an_objection_that_is_taken_back_leaves_no_consent_behind(house: House) -> None:
    mine = standing(house.case, SUBJECT, Matter.TRANSFER)
    object_to(me(house), mine)
    declare_no_objection(me(house), mine)
    assert mine.answer is Answer.UNASKED and not list(extract(house.case))
    with pytest.raises(NovationError, match=r"access\.refused"):
        declare_no_objection(Customer(house.case.ref, "somebodyelseabcd"), mine)


@pytest.mark.action("translation.approved")
def test_who_keeps_the_case_approves_exactly_the_texts_of_a_digest(house: House) -> None:
    digest = catalogue("de").digest
    assert approve_translation(house.officer, house.case, language="de", digest=digest).digest == digest
    with pytest.raises(NovationError, match=r"input\.wrong"):
        approve_translation(house.officer, house.case, language="de", digest="sha256:" + "a" * 64)
    with pytest.raises(NovationError, match=r"access\.refused"):
        approve_translation(house[CaseRole.WITNESS], house.case, language="de", digest=digest)


def test_somebody_who_has_proven_nothing_answers_for_nobody(house: House) -> None:
    with pytest.raises(NovationError, match=r"access\.refused"):
        object_to(Customer(house.case.ref, ""), standing(house.case, "", Matter.TRANSFER))
