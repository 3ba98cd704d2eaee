"""The data room: nothing before the NDA, numbers that stay, every look recorded, answers released and not before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.control.papers import signed
from tests.control.people import House

from novation.control.accounts.models import Person
from novation.control.agreements.actions import terminate_agreement
from novation.control.agreements.gates import in_force
from novation.control.agreements.kinds import AgreementKind
from novation.control.agreements.models import Agreement
from novation.control.cases.actions import add_member
from novation.control.cases.dues import dues
from novation.control.cases.models import CaseFile
from novation.control.disclosure import counting
from novation.control.disclosure.actions import (
    add_item,
    compute_table,
    open_room,
    publish_item,
    set_minimum,
    set_readers,
    withdraw_item,
)
from novation.control.disclosure.figures import read
from novation.control.disclosure.kinds import ItemKind, Layout, QuestionState, Readers, Stage
from novation.control.disclosure.marking import kind_of, marked
from novation.control.disclosure.models import Item, Looking, Room
from novation.control.disclosure.question_actions import (
    ask,
    draft_answer,
    release_answer,
    withdraw_question,
)
from novation.control.disclosure.reading import admitted, items_for, may_open
from novation.control.disclosure.reading_actions import download_all, download_item, view_item
from novation.control.disclosure.records import room as evidence
from novation.control.disclosure.stages import is_open, shut_by
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole, Side
from novation.errors import NovationError
from novation.evidence import canonical

pytestmark = pytest.mark.django_db


def document(name: str = "policy.txt", data: bytes = b"Our privacy policy.\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def room(house: House) -> Room:
    return open_room(house.officer, house.case)


def added(house: House, room: Room, **values: object) -> Item:
    given = {
        "name": "Privacy policy",
        "document": document(),
        "stage": Stage.AGGREGATES,
        "readers": Readers.BUYER,
        "no_records": True,
        **values,
    }
    return add_item(house.officer, room, **given)


def published(house: House, room: Room, **values: object) -> Item:
    if in_force(house.case, AgreementKind.NDA) is None:
        signed(house)
    item = added(house, room, **values)
    publish_item(house.officer, item)
    return item


def entries(house: House, *tags: str) -> list[dict[str, object]]:
    found = LogEntry.objects.filter(stream=house.case.ref, tag__in=tags).order_by("index")
    return [json.loads(line)["refs"] for line in found.values_list("line", flat=True)]


# Leaking


def end_nda(house: House) -> None:
    for agreement in Agreement.objects.filter(case=house.case, state="signed"):
        terminate_agreement(house.officer, agreement, why_terminated="over")


def test_before_the_nda_the_journal_both_sides_read_knows_no_item(house: House, room: Room) -> None:
    before = LogEntry.objects.filter(stream=house.case.ref).count()
    item = added(house, room)
    view_item(house.officer, item)
    download_item(house.officer, item)
    with pytest.raises(NovationError, match="access.refused"):
        publish_item(house.officer, item)
    withdraw_item(house.officer, item, why_withdrawn="not this one")
    found = list(
        LogEntry.objects.filter(stream=house.case.ref).order_by("index").values_list("tag", flat=True)
    )
    assert found[before:] == ["access.refused"]
    prepared = LogEntry.objects.filter(stream=house.seller.ref).values_list("tag", flat=True)
    assert {"room-item.added", "room-item.viewed", "room-item.withdrawn"} <= set(prepared)


def test_without_an_nda_in_force_the_other_side_gets_nothing(house: House, room: Room) -> None:
    item = published(house, room)
    end_nda(house)
    for role in (CaseRole.RECEIVER, CaseRole.BUYERS_LAWYER, CaseRole.WITNESS):
        person = house[role]
        assert not admitted(person, house.case) and not items_for(person, house.case).exists()
        for act in (view_item, download_item):
            with pytest.raises(NovationError, match="access.refused"):
                act(person, item)
        with pytest.raises(NovationError, match="access.refused"):
            download_all(person, room)
    with pytest.raises(NovationError, match="access.refused"):
        ask(house[CaseRole.RECEIVER], item, question="What is in it?")
    assert not Looking.objects.exists()


def test_who_holds_a_role_of_the_buyers_reads_as_the_buyer_whatever_side_was_written(
    house: House, room: Room
) -> None:
    add_member(house.officer, house.case, person=house.stranger, role=CaseRole.RECEIVER, side=Side.SELLER)
    added(house, room)
    assert not items_for(house.stranger, house.case).exists()


def test_once_the_nda_is_over_the_door_is_shut_again(house: House, room: Room) -> None:
    agreement, item, receiver = signed(house), published(house, room), house[CaseRole.RECEIVER]
    view_item(receiver, item)
    terminate_agreement(house.officer, agreement, why_terminated="over")
    with pytest.raises(NovationError, match="access.refused"):
        view_item(receiver, item)
    assert not items_for(receiver, house.case).exists()


def test_the_other_side_sees_published_items_of_open_stages_that_are_for_it(house: House, room: Room) -> None:
    signed(house)
    receiver, lawyer = house[CaseRole.RECEIVER], house[CaseRole.BUYERS_LAWYER]
    draft = added(house, room)
    later = published(house, room, stage=Stage.SAMPLE)
    for_lawyers = published(house, room, readers=Readers.LAWYERS)
    for_nobody = published(house, room, readers=Readers.NOBODY)
    for_all = published(house, room)
    assert set(items_for(receiver, house.case)) == {for_all}
    assert set(items_for(lawyer, house.case)) == {for_all, for_lawyers}
    assert items_for(house[CaseRole.AUDITOR], house.case).count() == 5
    type(house.case).objects.filter(pk=house.case.pk).update(phase="due-diligence")
    house.case.refresh_from_db()
    assert set(items_for(receiver, house.case)) == {for_all, later}
    for item in (draft, for_nobody):
        with pytest.raises(NovationError, match="access.refused"):
            view_item(receiver, Item.objects.get(pk=item.pk))


def test_documents_of_the_room_are_not_found_through_the_file_drawer(house: House, room: Room) -> None:
    signed(house)
    published(house, room)
    about_room = CaseFile.objects.filter(about=room.ref)
    assert about_room.exists()
    assert not CaseFile.objects.visible_to(house[CaseRole.RECEIVER], house.case).filter(about=room.ref)


def test_stages_open_by_phase_and_agreements_with_a_ground_for_each_lock(house: House) -> None:
    assert all(blocker.citation for stage in Stage for blocker in shut_by(house.case, stage))
    signed(house)
    assert is_open(house.case, Stage.AGGREGATES) and not is_open(house.case, Stage.SAMPLE)
    type(house.case).objects.filter(pk=house.case.pk).update(phase="closing")
    house.case.refresh_from_db()
    assert is_open(house.case, Stage.SAMPLE) and not is_open(house.case, Stage.ROWS)
    signed(house, AgreementKind.TRANSFER)
    assert is_open(house.case, Stage.ROWS)


# Items


@pytest.mark.action("room.opened")
@pytest.mark.action("room-item.added")
def test_only_the_sellers_side_puts_things_in_and_says_that_they_hold_no_records(
    house: House, room: Room
) -> None:
    with pytest.raises(NovationError, match="records-inside"):
        added(house, room, no_records=False)
    with pytest.raises(NovationError, match="access.refused"):
        open_room(house[CaseRole.RECEIVER], house.case)
    with pytest.raises(NovationError, match="access.refused"):
        add_item(
            house[CaseRole.BUYERS_LAWYER],
            room,
            name="x",
            document=document(),
            stage=Stage.AGGREGATES,
            readers=Readers.BUYER,
            no_records=True,
        )
    counsel = Person.objects.get(pk=house.stranger.pk)
    add_member(house.officer, house.case, person=counsel, role=CaseRole.COUNSEL, side=Side.BUYER)
    with pytest.raises(NovationError, match="access.refused"):
        publish_item(counsel, added(house, room))
    assert open_room(house.officer, house.case, minimum=50).minimum == 10  # the second time changes nothing


@pytest.mark.action("room-item.added")
def test_a_sample_is_never_uploaded_as_nobody_measured_its_risk(house: House, room: Room) -> None:
    with pytest.raises(NovationError, match="sample-uploaded"):
        added(house, room, kind=ItemKind.SAMPLE)
    assert not Item.objects.exists()


@pytest.mark.action("room-item.published")
@pytest.mark.action("room-item.withdrawn")
def test_numbers_are_given_at_publication_and_never_again(house: House, room: Room) -> None:
    signed(house)
    first, waiting, second = published(house, room), added(house, room), published(house, room)
    assert (first.number, waiting.number, second.number) == (1, None, 2)
    withdraw_item(house.officer, second, why_withdrawn="superseded")
    publish_item(house.officer, waiting)
    assert waiting.number == 3
    lawyer = house[CaseRole.BUYERS_LAWYER]
    shown = {item.number: may_open(lawyer, item) for item in items_for(lawyer, house.case)}
    assert shown == {1: True, 2: False, 3: True}
    with pytest.raises(NovationError, match="state.wrong"):
        publish_item(house.officer, second)


@pytest.mark.action("room-readers.set")
def test_readers_change_from_now_on(house: House, room: Room) -> None:
    signed(house)
    item, receiver = published(house, room), house[CaseRole.RECEIVER]
    set_readers(house.officer, item, readers=Readers.NOBODY)
    assert not may_open(receiver, item)


# Record


@pytest.mark.action("room-item.viewed")
@pytest.mark.action("room-item.downloaded")
@pytest.mark.action("room-items.downloaded")
def test_every_look_is_an_entry_and_a_bulk_download_counts_item_by_item(house: House, room: Room) -> None:
    signed(house)
    items = [published(house, room) for _ in range(3)]
    receiver = house[CaseRole.RECEIVER]
    view_item(receiver, items[0])
    download_item(receiver, items[0])
    download_item(house.officer, items[1])
    assert len(download_all(receiver, room)) == 3
    seen = entries(house, "room-item.viewed", "room-item.downloaded")
    assert [(one["number"], one["side"], one["together"]) for one in seen] == [
        (1, "buyer", False),
        (1, "buyer", False),
        (2, "seller", False),
        (1, "buyer", True),
        (2, "buyer", True),
        (3, "buyer", True),
    ]
    assert Looking.objects.count() == len(seen)


# Questions


@pytest.mark.action("question.asked")
@pytest.mark.action("answer.drafted")
@pytest.mark.action("answer.released")
def test_the_buyer_asks_the_seller_drafts_and_a_leader_releases(house: House, room: Room) -> None:
    signed(house)
    item = published(house, room)
    with pytest.raises(NovationError, match="access.refused"):
        ask(house.officer, item, question="May we?")
    question = ask(house[CaseRole.BUYERS_LAWYER], item, question="Since when is the policy in force?")
    with pytest.raises(NovationError, match="state.wrong"):
        release_answer(house.officer, question)
    draft_answer(house[CaseRole.DATA_ENGINEER], question, answer="Since 2021.")
    with pytest.raises(NovationError, match="access.refused"):
        release_answer(house[CaseRole.DATA_ENGINEER], question)
    with pytest.raises(NovationError, match="access.refused"):
        draft_answer(house[CaseRole.RECEIVER], question, answer="Since never.")
    release_answer(house.officer, question)
    assert question.state == QuestionState.ANSWERED
    with pytest.raises(NovationError, match="state.wrong"):
        draft_answer(house.officer, question, answer="Since 2022.")
    assert not LogEntry.objects.filter(line__contains="policy in force").exists()
    assert not LogEntry.objects.filter(line__contains="2021.").exists()


@pytest.mark.action("question.withdrawn")
def test_a_question_taken_back_keeps_its_number(house: House, room: Room) -> None:
    signed(house)
    item, lawyer = published(house, room), house[CaseRole.BUYERS_LAWYER]
    first = ask(lawyer, item, question="One?")
    withdraw_question(lawyer, first)
    assert ask(lawyer, item, question="Two?").number == 2
    with pytest.raises(NovationError, match="state.wrong"):
        draft_answer(house.officer, first, answer="too late")


# Tables


def decisions(core: dict[str, dict[str, int]], classes: list[tuple[str, str, int]]) -> bytes:
    return canonical.encode(
        {
            "as_of": "2026-11-30",
            "core": {p: {o: {"keep": n} for o, n in found.items()} for p, found in core.items()},
            "classes": [{"facts": {"category": c, "place": p}, "people": n} for c, p, n in classes],
        }
    )


@pytest.fixture
def project(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(django_settings, "HOME", tmp_path)
    type(house.case).objects.filter(pk=house.case.pk).update(project="deal")
    house.case.refresh_from_db()
    path = tmp_path / "projects" / "deal" / "records" / "decisions.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(
        decisions(
            {
                "cn": {"transfer": 700, "needs-consent": 4, "withhold": 96},
                "de": {"transfer": 40, "needs-consent": 60},
                "kr": {"transfer": 3},
                "sg": {"withhold": 2},
            },
            [
                ("contact", "cn", 790),
                ("contact", "de", 90),
                ("contact", "kr", 3),
                ("health", "cn", 7),
                ("health", "de", 30),
            ],
        )
    )
    return path


@pytest.mark.action("room-table.computed")
def test_a_table_needs_decisions(house: House, room: Room) -> None:
    with pytest.raises(NovationError, match="no-decisions"):
        compute_table(house.officer, room, layout=Layout.PLACE_BY_OUTCOME, readers=Readers.BUYER)


@pytest.mark.action("room-table.computed")
@pytest.mark.parametrize("layout", Layout)
def test_a_table_holds_no_figure_under_the_minimum_and_nothing_hidden_is_stored(
    house: House, room: Room, project: Path, layout: Layout
) -> None:
    item = compute_table(house.officer, room, layout=layout, readers=Readers.BUYER)
    shown = read(item)
    figures = [cell for row in shown.cells for cell in row] + [
        *shown.row_totals,
        *(shown.column_totals or ()),
    ]
    assert shown.hidden and not [n for n in figures if n is not None and 0 < n < 10]
    assert item.figures.filter(count__isnull=True).count() == shown.hidden


def test_places_with_few_people_are_merged_alike_in_both_layouts(house: House, project: Path) -> None:
    found = counting.decided(house.case)
    columns = counting.counts(found, Layout.CATEGORY_BY_PLACE, 10).columns
    assert sorted(map(sorted, columns)) == [["cn"], ["de", "kr", "sg"]]


@pytest.mark.action("room-item.published")
def test_a_table_that_differs_by_a_few_people_from_an_earlier_one_is_not_published(
    house: House, room: Room, project: Path
) -> None:
    def table() -> Item:
        return compute_table(house.officer, room, layout=Layout.PLACE_BY_OUTCOME, readers=Readers.BUYER)

    first = table()
    signed(house)
    publish_item(house.officer, first)
    publish_item(house.officer, table())  # the same figures again
    text = project.read_bytes().replace(b'"keep":700', b'"keep":698')
    project.write_bytes(text)
    few = table()
    withdraw_item(house.officer, first, why_withdrawn="old")  # what was seen stays known
    with pytest.raises(NovationError, match="differs-by-few"):
        publish_item(house.officer, few)
    project.write_bytes(text.replace(b'"keep":698', b'"keep":500'))
    publish_item(house.officer, table())


@pytest.mark.action("room-minimum.set")
def test_the_smallest_cell_is_only_raised_once_a_table_is_out(
    house: House, room: Room, project: Path
) -> None:
    set_minimum(house.officer, room, minimum=5)
    with pytest.raises(NovationError, match="minimum-wrong"):
        set_minimum(house.officer, room, minimum=4)
    item = compute_table(house.officer, room, layout=Layout.PLACE_BY_OUTCOME, readers=Readers.BUYER)
    signed(house)
    publish_item(house.officer, item)
    set_minimum(house.officer, room, minimum=20)
    with pytest.raises(NovationError, match="minimum-wrong"):
        set_minimum(house.officer, room, minimum=10)


def test_a_project_outside_the_home_is_not_read(house: House, project: Path) -> None:
    type(house.case).objects.filter(pk=house.case.pk).update(project="../projects/deal/..")
    house.case.refresh_from_db()
    with pytest.raises(NovationError, match="no-decisions"):
        counting.decided(house.case)


# Marks


def test_a_mark_stays_with_every_row_of_a_csv_and_in_text_and_html() -> None:
    assert kind_of("a.CSV", "text/plain") == "csv" and kind_of("a.pdf", "application/pdf") == ""
    csv = marked('名称,数\r\n甲,1\r\n"乙,丙",2\r\n'.encode(), "csv", "for pr_x").decode("utf-8-sig")
    assert csv.splitlines() == ["名称,数,issued_to", "甲,1,for pr_x", '"乙,丙",2,for pr_x']
    text = marked(b"Hello\n", "text", "for pr_x")
    assert text.startswith(b"for pr_x\n") and text.endswith(b"for pr_x\n") and b"Hello" in text
    page = marked(b"<html><body><p>Hi</p></body></html>", "html", "<for> pr_x")
    assert b"&lt;for&gt; pr_x</p></body>" in page


def test_a_question_is_due_for_the_sellers_side_only(house: House, room: Room) -> None:
    signed(house)
    ask(house[CaseRole.RECEIVER], published(house, room), question="Since when?")
    cases = type(house.case).objects.filter(pk=house.case.pk)
    mine = [due for due in dues(house.officer, cases) if due.page == "questions"]
    assert len(mine) == 1 and "Since when" not in mine[0].title.en
    assert not [due for due in dues(house[CaseRole.RECEIVER], cases) if due.page == "questions"]


def test_the_evidence_of_a_case_has_the_room_without_texts(house: House, room: Room) -> None:
    signed(house)
    item = published(house, room)
    view_item(house[CaseRole.RECEIVER], item)
    ask(house[CaseRole.RECEIVER], item, question="Since when?")
    found = list(evidence(house.case))
    assert [one["type"] for one in found] == ["item", "look", "question"]
    assert "Since when" not in json.dumps(found) and "Privacy" not in json.dumps(found)
