"""What concerns one side alone: in the log that both have it is a commitment, open to that side and to who examines it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.control.furnished import PUBLIC
from tests.control.people import House, build_house

from novation.control.agreements.actions import draft_agreement
from novation.control.agreements.kinds import AgreementKind
from novation.control.agreements.models import Agreement
from novation.control.cases.dues import dues
from novation.control.cases.models import Case
from novation.control.duties.owing import seen_in_streams
from novation.control.hooks.delivering import _collect, payload
from novation.control.hooks.models import Delivery, Subscription
from novation.control.hooks.subscriptions import add_webhook
from novation.control.journal.models import LogEntry, Opening
from novation.control.journal.opening import CLOSED, commitment
from novation.control.journal.proving import head
from novation.control.journal.signing import installation_key, origin_of
from novation.control.journal.verifying import verify
from novation.control.parties.actions import add_party
from novation.control.parties.models import Party
from novation.control.roles import CaseRole
from novation.terms import Place

pytestmark = pytest.mark.django_db
NAME = "Hosting with Lan Cloud"


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def with_a_third(house: House) -> Agreement:
    """An agreement that the buyer is no party to."""
    third: Party = add_party(house.admin, house.seller, name="Lan Cloud", place=Place("cn"))
    return draft_agreement(
        house.officer, house.case, kind=AgreementKind.ENTRUSTED, name=NAME, from_on=date(2026, 12, 1),
        parties=[house.case.seller, third],
    )  # fmt: skip


def last(house: House) -> LogEntry:
    return LogEntry.objects.filter(stream=house.case.ref).order_by("-index")[0]


def page(house: House, role: CaseRole, path: str) -> str:
    client = Client(headers={"Accept-Language": "en"})
    client.cookies["novation-language"] = "en"
    client.force_login(house[role])
    return str(client.get(f"/cases/{house.case.ref}/{path}").getvalue().decode())


@pytest.mark.action("agreement.drafted")
def test_the_log_both_sides_have_holds_a_commitment_and_nothing_of_the_agreement(house: House) -> None:
    agreement = with_a_third(house)
    entry, opening = last(house), Opening.objects.get()
    assert entry.tag == CLOSED and agreement.ref not in entry.line and "agreement" not in entry.line
    said = json.loads(entry.line)["refs"]
    assert said == {"side": "seller", "commitment": commitment(opening.salt, opening.line)}
    assert json.loads(opening.line)["refs"]["agreement"] == agreement.ref
    assert not verify(
        house.case.ref, origin_of(house.case.ref, installation_key().public), installation_key().public
    )


@pytest.mark.action("agreement.drafted")
def test_of_an_agreement_with_the_buyer_both_sides_read(house: House) -> None:
    draft_agreement(house.officer, house.case, kind=AgreementKind.NDA, name="NDA", from_on=date(2026, 12, 1))
    assert last(house).tag == "agreement.drafted" and not Opening.objects.exists()


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (CaseRole.COUNSEL, True), (CaseRole.AUDITOR, True), (CaseRole.RECEIVER, False),
        (CaseRole.BUYERS_LAWYER, False), (CaseRole.WITNESS, False),
    ],
)  # fmt: skip
def test_each_side_reads_its_own_on_every_page_of_the_journal(
    house: House, role: CaseRole, reads: bool
) -> None:
    agreement = with_a_third(house)
    index = last(house).index
    texts = [
        page(house, role, path) for path in ("log/", f"log/{index}/", "since/", "log/?as=csv", "log/?as=json")
    ]
    assert ["Draft an agreement" in text or "agreement.drafted" in text for text in texts] == [reads] * 5
    assert (agreement.ref in "".join(texts)) is reads
    by_tag = page(house, role, "log/?tag=agreement.drafted")
    assert (f"/log/{index}/" in by_tag) is reads
    assert all(NAME not in text for text in texts)


def test_the_buyers_day_and_duties_do_not_tell_of_it(house: House) -> None:
    agreement = with_a_third(house)
    Agreement.objects.filter(pk=agreement.pk).update(state="signed", until_on=date(2026, 12, 5))
    cases = Case.objects.filter(pk=house.case.pk)
    told = {
        role: str([due.title for due in dues(house[role], cases)])
        for role in (CaseRole.RECEIVER, CaseRole.OWNER)
    }
    assert NAME in told[CaseRole.OWNER] and NAME not in told[CaseRole.RECEIVER]


def test_it_is_evidence_for_the_own_side_alone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("novation.control.duties.owing.evidence_tags", lambda: ("agreement.drafted",))
    with_a_third(house)
    ref = house.case.ref
    assert seen_in_streams({ref: {"seller"}})[ref]["agreement.drafted"].times == 1
    assert not seen_in_streams({ref: {"buyer"}}) and not seen_in_streams({ref: set()})


def test_the_own_sides_program_is_told_what_it_says(house: House) -> None:
    with patch("socket.getaddrinfo", return_value=PUBLIC):
        add_webhook(house.officer, house.case, url="https://hooks.example/in", tags=["agreement.drafted"])
    agreement = with_a_third(house)
    subscription = Subscription.objects.get()
    _collect(subscription, subscription.added_at)
    delivery = Delivery.objects.get(tag=CLOSED)
    body: dict[str, Any] = json.loads(payload(delivery))
    assert body["type"] == CLOSED and body["data"]["opened"]["entry"]["refs"]["agreement"] == agreement.ref
    Subscription.objects.update(added_by=house[CaseRole.RECEIVER].ref)
    assert agreement.ref not in payload(Delivery.objects.get()).decode()


def test_what_an_entry_says_is_not_changed_afterwards(house: House) -> None:
    with_a_third(house)
    for statement in ("UPDATE journal_opening SET line = 'x'", "DELETE FROM journal_opening"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="takes the triggers away as SQLite has them")
@pytest.mark.parametrize("how", ["UPDATE journal_opening SET line = 'x'", "DELETE FROM journal_opening"])
def test_an_opening_changed_behind_the_triggers_is_named(house: House, how: str) -> None:
    with_a_third(house)
    index = last(house).index
    with connection.cursor() as cursor:
        for verb in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER journal_opening_no_{verb}")
        cursor.execute(how)
    key = installation_key().public
    (problem,) = verify(house.case.ref, origin_of(house.case.ref, key), key)
    assert problem.code == "log.opening-differs" and problem.values["index"] == index
    assert head(house.case.ref).size == index + 1
