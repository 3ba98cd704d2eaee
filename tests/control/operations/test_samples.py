"""A de-identified sample in the data room: drawn by a job, shown in due diligence under the NDA only, every look recorded."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.control.operations.shop import PHONES, PLANTED, sampled_shop
from tests.control.papers import signed
from tests.control.people import House

from novation.control.actions import SYSTEM
from novation.control.agreements.actions import terminate_agreement
from novation.control.disclosure.actions import open_room, publish_item, set_minimum, withdraw_item
from novation.control.disclosure.handing_out import copy_for
from novation.control.disclosure.kinds import Readers
from novation.control.disclosure.models import Item, Looking, Room
from novation.control.disclosure.reading import items_for
from novation.control.disclosure.reading_actions import download_all, download_item, view_item
from novation.control.disclosure.sample_actions import add_sample, waiting
from novation.control.disclosure.samples import is_there, lines
from novation.control.journal.models import LogEntry
from novation.control.operations.actions.projects import link_project
from novation.control.operations.actions.sampling import request_sample
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.words import JobState
from novation.control.roles import CaseRole, Side
from novation.errors import NovationError

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def sampled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sampled_shop(tmp_path_factory.mktemp("shop") / "sampled")


@pytest.fixture
def sampled(house: House, home: Path, sampled_folder: Path) -> ProjectLink:
    """A project with one sample drawn."""
    (home / "projects").mkdir(exist_ok=True)
    shutil.copytree(sampled_folder, home / "projects" / "shop")
    return link_project(SYSTEM, house.case, folder="shop")


@pytest.fixture
def room(house: House, sampled: ProjectLink) -> Room:
    return open_room(house.officer, house.case)


def in_due_diligence(house: House) -> None:
    type(house.case).objects.filter(pk=house.case.pk).update(phase="due-diligence")
    house.case.refresh_from_db()


def added(house: House, room: Room) -> Item:
    return add_sample(house[CaseRole.DATA_ENGINEER], room, sample="1", readers=Readers.BUYER)


@pytest.mark.action("people-sample.requested")
def test_a_job_draws_the_sample_and_only_digests_come_up(
    sampled: ProjectLink, house: House, at_once: Any
) -> None:
    with at_once():
        job = request_sample(house[CaseRole.DATA_ENGINEER], sampled, rows=40, columns=3)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.DONE, "")
    found = LogEntry.objects.filter(stream=house.case.ref, tag="people-sample.drawn")
    (line,) = found.values_list("line", flat=True)
    assert set(json.loads(line)["refs"]) == {"record", "content", "project", "entry"}
    assert waiting(house.officer, open_room(house.officer, house.case)) == ["1", "2"]


@pytest.mark.action("people-sample.requested")
def test_only_the_sellers_preparers_ask_and_only_within_bounds(sampled: ProjectLink, house: House) -> None:
    for role in (CaseRole.RECEIVER, CaseRole.BUYERS_LAWYER, CaseRole.AUDITOR):
        with pytest.raises(NovationError, match="access.refused"):
            request_sample(house[role], sampled)
    for wrong in ({"rows": 5_000}, {"smallest": 3}, {"columns": 0}):
        with pytest.raises(NovationError, match="input.wrong"):
            request_sample(house.officer, sampled, **wrong)
    assert not Job.objects.exists()


def test_a_sample_that_is_too_risky_ends_the_job_in_words(
    sampled: ProjectLink, house: House, at_once: Any
) -> None:
    with at_once():
        job = request_sample(house.officer, sampled, rows=40, smallest=100)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "sample.too-few")
    assert job.error is not None and "200" in job.error.en


@pytest.mark.action("room-sample.added")
def test_before_due_diligence_and_without_the_nda_the_other_side_finds_no_sample(
    house: House, room: Room
) -> None:
    receiver = house[CaseRole.RECEIVER]
    item = added(house, room)
    with pytest.raises(NovationError, match="access.refused"):
        publish_item(house.officer, item)
    agreement = signed(house)
    publish_item(house.officer, item)
    for act in (view_item, download_item):
        with pytest.raises(NovationError, match="access.refused"):
            act(receiver, item)
    in_due_diligence(house)
    assert set(items_for(receiver, house.case)) == {item}
    view_item(receiver, Item.objects.get(pk=item.pk))
    download_item(receiver, Item.objects.get(pk=item.pk))
    assert list(Looking.objects.values_list("side", flat=True)) == [Side.BUYER, Side.BUYER]
    tags = LogEntry.objects.filter(stream=house.case.ref).values_list("tag", flat=True)
    assert {"room-item.viewed", "room-item.downloaded"} <= set(tags)
    terminate_agreement(house.officer, agreement, why_terminated="over")
    with pytest.raises(NovationError, match="access.refused"):
        view_item(receiver, Item.objects.get(pk=item.pk))


@pytest.mark.action("room-sample.added")
def test_only_the_sellers_side_puts_it_in_and_the_same_sample_once(house: House, room: Room) -> None:
    with pytest.raises(NovationError, match="access.refused"):
        add_sample(house[CaseRole.RECEIVER], room, sample="1", readers=Readers.BUYER)
    item = added(house, room)
    assert waiting(house.officer, room) == []
    assert (item.minimum or 0) >= 10 and item.digest.startswith("sha256:")
    withdraw_item(house.officer, item, why_withdrawn="another one")
    assert waiting(house.officer, room) == ["1"]


@pytest.mark.action("room-sample.added")
@pytest.mark.action("room-item.published")
def test_its_classes_are_no_smaller_than_the_cells_of_the_room(house: House, room: Room) -> None:
    signed(house)
    item = added(house, room)
    set_minimum(house.officer, room, minimum=900)
    with pytest.raises(NovationError, match="sample-classes-small"):
        publish_item(house.officer, item)
    item.refresh_from_db()
    withdraw_item(house.officer, item, why_withdrawn="too small")
    with pytest.raises(NovationError, match="sample-classes-small"):
        added(house, room)


def test_a_copy_bears_who_took_it_and_names_nobody(house: House, room: Room) -> None:
    item = added(house, room)
    copy = copy_for(item, "for pr_x", "en")
    text = b"".join(copy.chunks).decode("utf-8-sig")
    assert copy.marked and text.splitlines()[0].startswith("pseudonym,")
    assert len(text.splitlines()) > 20 and all("for pr_x" in line for line in text.splitlines()[1:])
    for word in (*PLANTED, *PHONES, "王小", "文三路", "M00"):
        assert word not in text
    assert "（空）" not in text and all(cell != "*" for line in lines(item, "zh") for cell in line)


def test_once_the_working_copies_are_gone_the_index_keeps_the_line_and_nothing_is_sent(
    house: House, room: Room
) -> None:
    signed(house)
    item = added(house, room)
    publish_item(house.officer, item)
    in_due_diligence(house)
    shutil.rmtree(Path(settings.HOME) / "projects" / "shop" / "work")
    assert not is_there(item)
    assert download_all(house[CaseRole.RECEIVER], room) == []
    with pytest.raises(NovationError, match="sample.unknown"):
        copy_for(item, "for pr_x", "en")


def test_a_sample_that_is_not_the_one_that_was_measured_is_not_put_in(house: House, room: Room) -> None:
    path = Path(settings.HOME) / "projects" / "shop" / "records" / "samples" / "001.json"
    path.write_bytes(path.read_bytes().replace(b'"content":"sha256:', b'"content":"sha256:0', 1)[:-1] + b"}")
    with pytest.raises(NovationError, match="sample.altered"):
        added(house, room)
