"""A customer's own pages: their data and nobody else's, their copy, their requests with number and day."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pyrage
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.portal.conftest import Portal
from tests.portal.shop import PLANTED

from novation.control.cases.models import FileVersion
from novation.control.journal.models import LogEntry
from novation.control.rights.actions import receive_request
from novation.control.rights.models import Request
from novation.control.rights.states import Behalf, Outcome, State
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.law.entry_words import Right
from novation.terms import Place

pytestmark = pytest.mark.django_db


def test_my_data_are_masked_until_i_ask_and_never_anybody_elses(portal: Portal) -> None:
    client = portal.inside("M00001")
    masked = client.get(portal.at("me/data/")).content.decode()
    assert "沈青禾" not in masked and "13800138001" not in masked and "from members" in masked
    plain = client.post(portal.at("me/data/")).content.decode()
    assert "沈青禾" in plain and "13800138001" in plain and "Art. " in plain
    for other in ("顾南乔", "13800138003", "Anna Muster", "D000002"):
        assert other not in plain
    assert "沈青禾" not in client.get(portal.at("me/data/")).content.decode()


def test_a_copy_holds_everything_as_page_tables_and_json_and_is_entered_as_answered(portal: Portal) -> None:
    response = portal.inside("M00001").post(portal.at("me/copy/"), {"passphrase": ""})
    assert response["Content-Disposition"] == 'attachment; filename="copy.zip"'
    with zipfile.ZipFile(io.BytesIO(response.content)) as file:
        names = file.namelist()
        whole = json.loads(file.read("copy.json"))
        page = file.read("copy.html").decode()
        tables = [
            list(csv.reader(io.StringIO(file.read(n).decode("utf-8-sig"))))
            for n in names
            if n.endswith(".csv")
        ]
    assert "沈青禾" in page and "D000001" in page and "<script" not in page
    assert {"13800138001", "沈青禾"} <= {cell for table in tables for row in table for cell in row}
    assert whole["reference"] == portal.references["M00001"] and whole["outcomes"]
    assert "顾南乔" not in json.dumps(whole, ensure_ascii=False)
    asked = Request.objects.get()
    assert asked.right is Right.COPY and asked.state is State.DONE and asked.outcome is Outcome.WHOLE


def test_a_copy_is_locked_with_a_passphrase_that_is_long_enough(portal: Portal) -> None:
    client = portal.inside("M00001")
    assert client.post(portal.at("me/copy/"), {"passphrase": "short"}).status_code == 422
    response = client.post(portal.at("me/copy/"), {"passphrase": "lantern paper boat"})
    assert response["Content-Disposition"].endswith('"copy.zip.age"')
    opened = pyrage.passphrase.decrypt(response.content, "lantern paper boat")
    assert zipfile.ZipFile(io.BytesIO(opened)).namelist()[0] == "copy.html"


@pytest.mark.action("request.received")
@pytest.mark.action("request.withdrawn")
def test_a_request_has_a_number_a_day_and_a_receipt_and_can_be_taken_back(portal: Portal) -> None:
    client = portal.inside("M00002")
    assert client.post(portal.at("me/ask/correct/"), {"words": "", "behalf": "self"}).status_code == 422
    made = client.post(portal.at("me/ask/correct/"), {"words": "The street is wrong.", "behalf": "self"})
    asked = Request.objects.get()
    assert asked.place is Place.DE and asked.due_on is not None and asked.state is State.WORKING
    page = client.get(made["Location"]).content.decode()
    day = f"{asked.due_on.day} {asked.due_on:%B %Y}"
    assert asked.number in page and "The street is wrong." in page and day in page
    client.post(made["Location"])
    asked.refresh_from_db()
    assert asked.state is State.WITHDRAWN
    assert client.post(made["Location"]).status_code == 302
    lines = "\n".join(LogEntry.objects.values_list("line", flat=True))
    assert "street" not in lines and "request.withdrawn" in lines


@pytest.mark.parametrize("right", ["correct", "complete", "delete", "cancel-account", "restrict", "port", "object", "explain", "complain"])  # fmt: skip
def test_every_right_can_be_asked_for(portal: Portal, right: str) -> None:
    sent = {"words": "please", "controller": "Another shop, hello@other.example", "behalf": "self"}
    assert portal.inside("M00005").post(portal.at(f"me/ask/{right}/"), sent).status_code == 302
    assert Request.objects.get().right == right


def test_who_asks_for_a_child_or_somebody_else_is_flagged_and_has_to_show_it(portal: Portal) -> None:
    client = portal.inside("M00003")
    client.post(portal.at("me/ask/delete/"), {"behalf": "child"})
    asked = Request.objects.get()
    assert asked.behalf is Behalf.CHILD and asked.state is State.RECEIVED
    assert client.post(portal.at("me/ask/delete/"), {"behalf": "the neighbours"}).status_code == 422


def test_deletion_says_beforehand_what_the_law_keeps(british: Portal) -> None:
    page = british.inside("M00002").get(british.at("me/ask/delete/")).content.decode()
    assert "The law orders us to keep some of it" in page and "orders, payments, invoices" in page


def test_where_nobody_looked_yet_deletion_promises_nothing(portal: Portal) -> None:
    page = portal.inside("M00001").get(portal.at("me/ask/delete/")).content.decode()
    assert "tell you if a law makes us keep some of it" in page


def test_nobody_sees_or_touches_another_customers_request(portal: Portal) -> None:
    portal.inside("M00001").post(portal.at("me/ask/explain/"), {"words": "why?", "behalf": "self"})
    address = portal.at(f"me/requests/{Request.objects.get().ref}/")
    other = portal.inside("M00003")
    assert other.get(address).status_code == 404 and other.post(address).status_code == 404
    assert Request.objects.get().state is State.WORKING
    assert "why?" not in other.get(portal.at("me/requests/")).content.decode()


def test_who_is_in_for_one_case_is_nobody_in_another(portal: Portal) -> None:
    client = portal.inside("M00001")
    assert client.get("/ca_elsewhere/me/").status_code == 404


def test_after_half_an_hour_or_on_leaving_nothing_is_shown(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = portal.inside("M00001")
    now = timezone.now()
    for minutes in (20, 40):
        monkeypatch.setattr(
            "django.utils.timezone.now", lambda m=minutes: now + timezone.timedelta(minutes=m)
        )
        assert client.get(portal.at("me/")).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timezone.timedelta(minutes=71))
    gone = client.get(portal.at("me/"))
    assert gone.status_code in (302, 403) and portal.references["M00001"][:4] not in gone.content.decode()
    monkeypatch.undo()
    other = portal.inside("M00005")
    assert other.post(portal.at("me/stay/")).status_code == 302
    assert other.post(portal.at("me/leave/"))["Location"] == portal.at("left/")
    assert other.get(portal.at("me/")).status_code == 302


def test_whoever_writes_with_documents_gets_a_number_and_sees_nothing(portal: Portal) -> None:
    client = Client(headers={"accept-language": "en"})
    proof = SimpleUploadedFile("bill.pdf", b"%PDF-1.7 a bill", "application/pdf")
    sent = {
        "name": "Shen Q.",
        "contact": "shen@old.example",
        "wish": "my data",
        "behalf": "deceased",
        "file": proof,
    }
    done = client.post(portal.at("documents/"), sent)
    asked = Request.objects.get()
    assert asked.state is State.RECEIVED and asked.subject == "" and asked.behalf is Behalf.DECEASED
    assert asked.number in client.get(done["Location"]).content.decode()
    assert FileVersion.objects.get().file.about == asked.ref
    assert client.get(portal.at("me/")).status_code == 302
    with pytest.raises(NovationError, match=r"access\.refused"):
        from novation.control.consent.customer import Customer
        from novation.control.rights.actions import withdraw_request

        withdraw_request(Customer(portal.case.ref, ""), asked)


@pytest.mark.parametrize("content", [b"MZ a program", b"<html>", b""])
def test_what_is_no_document_is_not_kept(portal: Portal, content: bytes) -> None:
    sent = {
        "name": "A",
        "contact": "a@b.example",
        "wish": "x",
        "behalf": "self",
        "file": SimpleUploadedFile("a.pdf", content),
    }
    assert Client().post(portal.at("documents/"), sent).status_code == 422
    assert not Request.objects.exists() and not FileVersion.objects.exists()


def test_staff_may_still_write_down_what_came_another_way(portal: Portal) -> None:
    engineer = portal.house[CaseRole.DATA_ENGINEER]
    receive_request(engineer, portal.case, right=Right.ACCESS, place=Place.CN)
    with pytest.raises(NovationError, match=r"access\.refused"):
        receive_request(portal.house.stranger, portal.case, right=Right.ACCESS, place=Place.CN)


def test_no_address_log_or_journal_holds_personal_data(
    portal: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    client = portal.inside("M00001")
    for path in ("me/", "me/data/", "me/requests/"):
        page = client.get(portal.at(path)).content.decode()
        addresses = " ".join(re.findall(r'(?:href|action)="([^"]*)"', page))
        assert not [planted for planted in PLANTED if planted in addresses]
    client.post(portal.at("me/data/"))
    Client().post(portal.at("code/"), {"kind": "email", "value": "shen@example.com"})
    said = caplog.text + "\n".join(LogEntry.objects.values_list("line", flat=True))
    assert not [planted for planted in PLANTED if planted in said]
