"""A correction after the handover reaches whoever has the data: third parties as tasks, the buyer by a letter and back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.control.operations.handed_over import Sides, ended, taken_over
from tests.control.operations.shop import PHONES, PLANTED
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.consent.customer import Customer
from novation.control.disclosure.exchange import unpacked
from novation.control.disclosure.exchange_actions import export_exchange, import_exchange
from novation.control.disclosure.models import Counterpart
from novation.control.informing.incoming import answer_arrival
from novation.control.informing.models import Arrival, Telling
from novation.control.informing.recipients import enter_recipient
from novation.control.informing.states import Arrived, Told
from novation.control.informing.telling import abandon_telling, note_told
from novation.control.journal.models import LogEntry
from novation.control.journal.signing import installation_key
from novation.control.operations.actions.arrivals import collect_arrivals
from novation.control.operations.actions.fulfilling import authorise_correction, authorise_received
from novation.control.operations.actions.projects import link_project
from novation.control.operations.folders import open_project
from novation.control.operations.models import ProjectLink
from novation.control.operations.proposals import cells_meant, cells_of
from novation.control.operations.words import JobState
from novation.control.rights.actions import answer_request, receive_request
from novation.control.rights.models import Request
from novation.control.rights.states import Outcome
from novation.control.rights.working_actions import assign_request
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.evidence import canonical
from novation.handover import deciding, scanning
from novation.handover.opening import add_sources, files_below
from novation.handover.people import build_index
from novation.handover.people.incoming import open_letters
from novation.law.entry_words import Right
from novation.terms import Basis, Category, Place

pytestmark = pytest.mark.django_db
NEW = "司徒月"


@pytest.fixture
def exchanging(sides: Sides, monkeypatch: pytest.MonkeyPatch) -> Sides:
    """Both cases lie on one installation here, so each names its key for the other's; the NDA is another test's matter."""
    key = installation_key().public.line()
    Counterpart.objects.create(case=sides.house.case, public_key=key, number=sides.case.number)
    Counterpart.objects.create(case=sides.case, public_key=key, number=sides.house.case.number)
    monkeypatch.setattr("novation.control.disclosure.exporting.lack", lambda case, kind: None)
    return sides


def corrected(sides: Sides, at_once: Any) -> Request:
    """One customer's name, corrected at the seller after sealing, while a courier has it as well."""
    enter_recipient(
        sides.house.officer,
        sides.house.case,
        name="Kuaida Couriers",
        place=Place.UK,
        purpose_zh="送货",
        purpose_en="delivery",
        basis=Basis.CONTRACT,
        categories=[Category.IDENTITY, Category.CONTACT],
        since_on=date(2025, 1, 1),
    )
    link_project(SYSTEM, sides.house.case, folder="shop")
    customer = Customer(sides.house.case.ref, sides.references["M00002"])
    asked = receive_request(customer, sides.house.case, right=Right.CORRECT, place=Place.UK)
    assign_request(sides.house.officer, asked, handler=sides.house.officer)
    (cell,) = [one for one in cells_of(asked) if "/姓名" in one]
    with at_once():
        job = authorise_correction(sides.house.officer, asked, cell=cell, value=NEW)
    assert ended(job) == (JobState.DONE, "")
    return asked


def carried(sender: Any, case: Any, taker: Any, other: Any) -> bytes:
    archive: bytes = export_exchange(sender, case)
    import_exchange(taker, other, archive=SimpleUploadedFile("x.zip", archive))
    return archive


@pytest.mark.slow
@pytest.mark.action(
    "telling.opened", "recipient.told", "arrival.received", "arrival.opened", "arrival.answered"
)
@pytest.mark.action("arrivals.collected", "received-correction.authorised", "telling.abandoned")
def test_a_correction_is_told_to_the_courier_and_made_at_the_buyer_who_answers(
    exchanging: Sides, at_once: Any, client: Client
) -> None:
    sides, house = exchanging, exchanging.house
    asked = corrected(sides, at_once)
    courier, buyer = sorted(Telling.objects.filter(case=house.case), key=lambda one: one.recipient is None)
    assert (courier.state, buyer.recipient, buyer.state) == (Told.DUE, None, Told.DUE)
    assert (
        courier.due_on <= date.today() + timedelta(days=7)
        and "tell-recipients" in courier.law + "tell-recipients"
    )
    client.force_login(house.officer)
    page = client.get(f"/cases/{house.case.ref}/recipients/").content.decode()
    assert "Kuaida Couriers" in page and asked.number in page and PLANTED[1] not in page and NEW not in page
    _read_the_draft(client, house, courier, asked)
    note_told(house.officer, courier, how="letter 17", letter="Dear couriers, …")
    entry = LogEntry.objects.filter(stream=house.case.ref, tag="recipient.told").latest("id")
    assert canonical.digest_bytes("Dear couriers, …".encode()) in entry.line and "Dear" not in entry.line
    with pytest.raises(NovationError, match="input.wrong"):
        note_told(house.officer, buyer, how="by hand")

    archive = carried(house.officer, house.case, sides.officer, sides.case)
    data, _ = unpacked(archive)
    for secret in (NEW, sides.references["M00002"], PLANTED[1], PHONES[1]):
        assert secret.encode() not in data
    buyer.refresh_from_db()
    assert buyer.state is Told.SENT
    arrival = Arrival.objects.get(case=sides.case)
    assert arrival.state is Arrived.SEALED and arrival.request is None
    carried(house.officer, house.case, sides.officer, sides.case)  # the same letter again changes nothing
    assert Arrival.objects.count() == 1

    _at_the_buyer(sides, at_once)
    arrival.refresh_from_db()
    assert arrival.state is Arrived.OPENED and arrival.request is not None
    request = arrival.request
    assert request.subject == sides.references["M00002"] and request.right is Right.CORRECT
    with pytest.raises(NovationError, match="state.wrong"):
        answer_arrival(sides.officer, arrival)
    answer_request(sides.officer, request, outcome=Outcome.WHOLE, answer="Done.")
    answer_arrival(sides.officer, arrival)
    carried(sides.officer, sides.case, house.officer, house.case)
    buyer.refresh_from_db()
    assert (buyer.state, buyer.outcome) == (Told.CONFIRMED, Outcome.WHOLE)
    lines = "".join(LogEntry.objects.values_list("line", flat=True))
    assert NEW not in lines and PLANTED[1] not in lines
    with pytest.raises(NovationError, match="state.wrong"):
        abandon_telling(house.officer, buyer, because="x")


def _read_the_draft(client: Client, house: House, courier: Telling, asked: Request) -> None:
    """Everything that the courier has to know but who it is about; nobody without the right sees even that."""
    address = f"/cases/{house.case.ref}/recipients/{courier.ref}/letter/"
    for language, said in (("zh", "请按附件"), ("en", "make the same correction")):
        client.cookies["novation-language"] = language
        page = client.get(address).content.decode()
        for words in (said, courier.ref, "Kuaida Couriers", "delivery", "送货", courier.done_on.isoformat()):
            assert words in page, words
        for secret in (PLANTED[1], PHONES[1], NEW, asked.subject):
            assert secret not in page
    client.force_login(house[CaseRole.RECEIVER])
    assert client.get(address).status_code == 404
    client.force_login(house.officer)


def _at_the_buyer(sides: Sides, at_once: Any) -> None:
    """The buyer works on the received tables: opens the letter, signs off the one cell it means."""
    taken_over(sides, at_once)
    project = open_project(sides.link)
    received = project.read_record("received.json", "receive")
    add_sources(project, files_below(project.folder / received["folder"]))
    scanning.scan(project)
    deciding.link(project)
    build_index(project)
    deciding.decide_step(project)
    assert collect_arrivals(sides.officer, sides.case) == 0  # nobody has opened it yet
    (record,) = open_letters(project, sides.identity)
    assert NEW not in str(record) and not open_letters(project, sides.identity)
    assert collect_arrivals(sides.officer, sides.case) == 1
    request = Arrival.objects.get(case=sides.case).request
    assert request is not None
    assign_request(sides.officer, request, handler=sides.officer)
    (cell,) = cells_meant(request)
    with at_once():
        job = authorise_received(sides.officer, request, cell=cell)
    assert ended(job) == (JobState.DONE, "")
    assert NEW in _texts(project.folder / received["folder"])


def _texts(folder: Path) -> str:
    import pyarrow.parquet as pq

    return "".join(str(pq.read_table(path).to_pydict()) for path in sorted(folder.glob("identity/*.parquet")))


def test_before_anything_was_sealed_only_third_parties_are_told(
    house: House, planned: ProjectLink, at_once: Any
) -> None:
    from tests.control.operations.test_fulfilling import request_of

    asked = request_of(house, planned, Right.CORRECT, PHONES[1])
    (cell,) = [one for one in cells_of(asked) if "/姓名" in one]
    with at_once():
        authorise_correction(house.officer, asked, cell=cell, value=NEW)
    assert not Telling.objects.exists()
