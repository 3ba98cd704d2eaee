"""Two installations tell each other about a room by files: what holds is taken over, anything else is refused whole."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.control.papers import released, signed
from tests.control.people import House, add
from tests.control.test_room import added, published

from novation.control.accounts.actions import grant_house_role
from novation.control.accounts.models import Person
from novation.control.actions import SYSTEM
from novation.control.agreements.kinds import SignatureMeans
from novation.control.agreements.signing import record_signature
from novation.control.agreements.standing import today
from novation.control.cases.actions import add_member, open_case
from novation.control.cases.models import Case
from novation.control.disclosure.actions import open_room, withdraw_item
from novation.control.disclosure.exchange import NAMESPACE, packed, unpacked, verified
from novation.control.disclosure.exchange_actions import (
    export_exchange,
    import_exchange,
    name_counterpart,
)
from novation.control.disclosure.models import Item, Question, Received, ReceivedLooking
from novation.control.disclosure.question_actions import ask, draft_answer, release_answer
from novation.control.disclosure.reading import items_for
from novation.control.disclosure.reading_actions import view_item
from novation.control.journal.signing import installation_key
from novation.control.parties.actions import add_party
from novation.control.parties.models import Party
from novation.control.roles import CaseRole, HouseRole, Side
from novation.errors import NovationError
from novation.evidence import canonical, sshsig
from novation.evidence.keys import PublicKey, load_public_key
from novation.terms import DealForm, Place

pytestmark = pytest.mark.django_db


@dataclass
class Two:
    """The seller's installation (`house`) and the buyer's (`case`, run by `lawyer`): two homes, two keys."""

    house: House
    case: Case
    lawyer: Person
    officer: Person
    go: Callable[[str], None]

    def export(self, side: str) -> bytes:
        self.go(side)
        who, case = (self.house.officer, self.house.case) if side == "seller" else (self.lawyer, self.case)
        return export_exchange(who, case)

    def take(self, side: str, archive: bytes) -> Received:
        self.go(side)
        who, case = (self.house.officer, self.house.case) if side == "seller" else (self.lawyer, self.case)
        return import_exchange(who, case, archive=SimpleUploadedFile("x.zip", archive))


@pytest.fixture
def two(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Two:
    def go(side: str) -> None:
        home = tmp_path / side
        home.mkdir(exist_ok=True)
        monkeypatch.setattr(django_settings, "HOME", home)

    def key(side: str) -> str:
        go(side)
        return installation_key().public.line()

    case, lawyer, officer = _buyers_case(house)
    _nda(house, case, lawyer, officer)
    signed(house)
    open_room(house.officer, house.case)
    sellers, buyers = key("seller"), key("buyer")
    go("seller")
    name_counterpart(house.officer, house.case, public_key=buyers, their_number=case.number)
    go("buyer")
    name_counterpart(officer, case, public_key=sellers, their_number=house.case.number)
    return Two(house, case, lawyer, officer, go)


def _buyers_case(house: House) -> tuple[Case, Person, Person]:
    admin, officer, lawyer = (add(house.buyer, name) for name in ("Bo Admin", "Bo Officer", "Bo Lawyer"))
    grant_house_role(SYSTEM, house.buyer, person=admin, role=HouseRole.ADMINISTRATOR)
    selling = add_party(admin, house.buyer, name="Qingsong", place=Place("cn"))
    buying = add_party(admin, house.buyer, name="Hailan", place=Place("cn"), itself=house.buyer)
    case = open_case(
        admin,
        house.buyer,
        title="Qingsong",
        deal_form=DealForm.ASSET_DEAL,
        seller=selling,
        buyer=buying,
        closing_on=date(2027, 1, 15),
        officer=officer,
    )
    add_member(officer, case, person=lawyer, role=CaseRole.BUYERS_LAWYER, side=Side.BUYER)
    return case, lawyer, officer


def _nda(house: House, case: Case, lawyer: Person, officer: Person) -> None:
    agreement = released(House(**{**vars(house), "case": case}))

    def record(person: Person, party: Party) -> None:
        record_signature(
            person,
            agreement,
            party=party,
            means=SignatureMeans.WET_INK,
            signatory="N. N.",
            signed_on=today(),
            evidence=SimpleUploadedFile("scan.pdf", b"%PDF-1.7"),
        )

    record(officer, case.seller)
    record(lawyer, case.buyer)


def altered(archive: bytes, key: Any, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The same exchange with something changed and signed anew: a side that cheats has its own key."""
    data, _ = unpacked(archive)
    document = json.loads(data)
    change(document)
    return packed(document, key)


@pytest.mark.action("counterpart.named")
@pytest.mark.action("room-exchange.exported")
@pytest.mark.action("room-exchange.imported")
def test_index_question_and_answer_go_there_and_back(two: Two) -> None:
    two.go("seller")
    house = two.house
    item = published(house, house.case.room)
    added(house, house.case.room, name="Not published")
    view_item(house[CaseRole.RECEIVER], item)
    two.take("buyer", two.export("seller"))
    theirs = Item.objects.get(room__case=two.case)
    assert (theirs.number, theirs.title, theirs.source) == (1, "Privacy policy", item.ref)
    assert list(items_for(two.lawyer, two.case)) == [theirs]
    assert ReceivedLooking.objects.get().person == house[CaseRole.RECEIVER].ref

    asked = ask(two.lawyer, theirs, question="Since when?")
    two.take("seller", two.export("buyer"))
    here = Question.objects.get(source=asked.ref)
    assert here.item == item and here.text == "Since when?"
    draft_answer(house.officer, here, answer="Since 2021.")
    two.take("buyer", two.export("seller"))
    asked.refresh_from_db()
    assert asked.answer == "" and str(asked.state) == "asked"  # a draft does not travel
    two.go("seller")
    release_answer(house.officer, here)
    two.take("buyer", two.export("seller"))
    asked.refresh_from_db()
    assert asked.answer == "Since 2021." and str(asked.state) == "answered"
    assert Received.objects.count() == 4


def test_a_withdrawn_item_keeps_its_number_on_the_other_side_too(two: Two) -> None:
    two.go("seller")
    item = published(two.house, two.house.case.room)
    two.take("buyer", two.export("seller"))
    two.go("seller")
    withdraw_item(two.house.officer, item, why_withdrawn="wrong")
    two.take("buyer", two.export("seller"))
    theirs = Item.objects.get(room__case=two.case)
    assert (theirs.number, str(theirs.state)) == (1, "withdrawn")


def test_nothing_is_exported_before_the_nda(house: House) -> None:
    open_room(house.officer, house.case)
    added(house, house.case.room)
    with pytest.raises(NovationError, match="gate.closed"):
        export_exchange(house.officer, house.case)


CHEATS: dict[str, tuple[str, Callable[[dict[str, Any]], None]]] = {
    "another title": ("not-recorded", lambda d: d["items"][0].update(title="Other")),
    "another digest": ("not-recorded", lambda d: d["items"][0].update(digest="sha256:" + "0" * 64)),
    "another number": ("not-recorded", lambda d: d["items"][0].update(number=7)),
    "an entry changed": (
        "not-proven",
        lambda d: d["entries"][0].update(line=d["entries"][0]["line"].replace('"number":1', '"number":2')),
    ),
    "an entry without its proof": ("not-proven", lambda d: d["entries"][0].update(proof=[])),
    "no entries": ("not-recorded", lambda d: d.update(entries=[])),
    "another case": ("other-case", lambda d: d.update(case="NV-1999-0001")),
    "a field too many": ("malformed", lambda d: d.update(extra=1)),
    "a proof that is no list": ("malformed", lambda d: d["entries"][0].update(proof=3)),
    "another origin": ("checkpoint", lambda d: d.update(origin="novation.example/else/where")),
}


@pytest.mark.parametrize("name", CHEATS)
def test_what_does_not_fit_the_journal_is_refused_whole(two: Two, name: str) -> None:
    code, change = CHEATS[name]
    two.go("seller")
    published(two.house, two.house.case.room)
    archive = two.export("seller")
    bad = altered(archive, installation_key(), change)
    with pytest.raises(NovationError, match=code):
        two.take("buyer", bad)
    assert not Item.objects.filter(room__case=two.case).exists() and not Received.objects.exists()


def test_an_answer_in_other_words_than_were_recorded_is_refused(two: Two) -> None:
    two.go("seller")
    published(two.house, two.house.case.room)
    two.take("buyer", two.export("seller"))
    asked = ask(two.lawyer, Item.objects.get(room__case=two.case), question="Since when?")
    two.take("seller", two.export("buyer"))
    here = Question.objects.get(source=asked.ref)
    draft_answer(two.house.officer, here, answer="Since 2021.")
    release_answer(two.house.officer, here)
    archive = two.export("seller")
    for change in (
        lambda d: d["questions"][0].update(answer="Since 2011."),
        lambda d: d["questions"][0].update(text="Until when?"),
    ):
        two.go("seller")
        bad = altered(archive, installation_key(), change)
        with pytest.raises(NovationError, match="not-recorded"):
            two.take("buyer", bad)
    asked.refresh_from_db()
    assert asked.answer == ""


def test_a_stranger_s_key_and_a_broken_signature_are_refused(two: Two) -> None:
    two.go("seller")
    published(two.house, two.house.case.room)
    archive = two.export("seller")
    stranger = sshsig.load_private_key(sshsig.generate_private_key())
    with pytest.raises(NovationError, match="key-unknown"):
        two.take("buyer", altered(archive, stranger, lambda d: None))
    data, signature = unpacked(archive)
    with pytest.raises(NovationError, match="signature.invalid"):
        key: PublicKey = load_public_key(two.case.counterpart.public_key)
        verified(data.replace(b"Privacy", b"Piracy!"), signature, key, two.house.case.number)
    for broken in (b"", b"PK\x03\x04 nothing", _zip({"else": b""})):
        with pytest.raises(NovationError, match="malformed"):
            two.take("buyer", broken)


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_journal_that_was_rewritten_between_two_exchanges_is_noticed(two: Two) -> None:
    two.go("seller")
    published(two.house, two.house.case.room)
    two.take("buyer", two.export("seller"))
    two.go("seller")
    published(two.house, two.house.case.room)
    archive = two.export("seller")

    def forget(document: dict[str, Any]) -> None:
        document["consistency"] = {}

    def forge(document: dict[str, Any]) -> None:
        document["consistency"] = {size: proof[::-1] for size, proof in document["consistency"].items()}

    for change, code in ((forget, "exchange.unproven"), (forge, "exchange.inconsistent")):
        two.go("seller")
        bad = altered(archive, installation_key(), change)
        with pytest.raises(NovationError, match=code):
            two.take("buyer", bad)
    two.take("buyer", archive)


@pytest.mark.action("counterpart.named")
def test_ones_own_key_is_not_the_other_sides(two: Two) -> None:
    two.go("seller")
    own = installation_key().public.line()
    with pytest.raises(NovationError, match="key-unknown"):
        name_counterpart(two.house.officer, two.house.case, public_key=own, their_number="NV-1")
    with pytest.raises(NovationError, match="access.refused"):
        name_counterpart(two.house[CaseRole.RECEIVER], two.house.case, public_key=own, their_number="NV-1")


def test_an_exchange_holds_no_names_and_verifies_with_a_stock_tool_s_format(two: Two) -> None:
    two.go("seller")
    item = published(two.house, two.house.case.room)
    view_item(two.house[CaseRole.RECEIVER], item)
    data, signature = unpacked(two.export("seller"))
    assert canonical.encode(canonical.parse(data)) == data
    assert sshsig.verify(signature, NAMESPACE, data) == installation_key().public
    names = [person.name for person in two.house.people.values()]
    assert not [name for name in names if name.encode() in data] and b"@" not in data.replace(b"@v2", b"")
