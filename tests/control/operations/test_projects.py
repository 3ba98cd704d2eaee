"""Project folders: linked below one root and nowhere else, kept in step with the case, looked into for one person at most."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.control.operations.shop import PHONES, PLANTED, open_shop, write_exports
from tests.control.people import House

from novation.control.actions import ACTIONS, SYSTEM
from novation.control.cases.actions import change_deal_form
from novation.control.inputs import parse
from novation.control.journal.models import LogEntry
from novation.control.operations import deal_file
from novation.control.operations.actions.looks import look_at_person, unmask
from novation.control.operations.actions.projects import (
    add_exports,
    link_project,
    write_settings,
)
from novation.control.operations.folders import open_project, root
from novation.control.operations.looking import look_at
from novation.control.operations.models import PersonLook, ProjectLink
from novation.control.operations.words import LookPurpose
from novation.control.roles import CaseRole, Side
from novation.errors import NovationError
from novation.terms import DealForm

pytestmark = pytest.mark.django_db


@pytest.mark.action("project.linked")
def test_a_new_project_is_opened_with_the_deal_as_the_case_tells_it(house: House) -> None:
    link = link_project(house[CaseRole.DATA_ENGINEER], house.case)
    settings = open_project(link).settings()
    assert (settings.deal_form, settings.case) == (DealForm.ASSET_DEAL, house.case.number)
    assert settings.seller.name == house.case.seller.name
    house.case.refresh_from_db()
    assert house.case.project == link.folder and deal_file.differences(link) == []


@pytest.mark.action("project.linked")
@pytest.mark.parametrize(
    "name", ["../elsewhere", "/etc", "..", "a/b", ".", "a\x00b", "A", "shop/../../x", "-"]
)
def test_no_name_leads_out_of_the_folder_of_projects(house: House, name: str) -> None:
    with pytest.raises(NovationError, match="project.folder-wrong"):
        link_project(SYSTEM, house.case, folder=name)
    assert not ProjectLink.objects.exists()


@pytest.mark.action("project.linked")
def test_a_symbolic_link_to_another_folder_is_refused(house: House, tmp_path: Path) -> None:
    open_shop(tmp_path / "outside")
    (root() / "inside").symlink_to(tmp_path / "outside")
    with pytest.raises(NovationError, match="project.folder-wrong"):
        link_project(SYSTEM, house.case, folder="inside")


@pytest.mark.action("project.linked")
def test_through_a_form_only_a_folder_that_names_this_very_case_can_be_linked(house: House) -> None:
    open_shop(root() / "other", case=house.case.number)
    open_shop(root() / "mine", case=house.case.ref)
    inputs = ACTIONS["project.linked"].inputs
    with pytest.raises(NovationError, match="input.wrong"):
        parse(inputs, {"folder": "other"}, actor=house.officer, target=house.case)
    given = parse(inputs, {"folder": "mine"}, actor=house.officer, target=house.case)
    assert link_project(house.officer, house.case, **given).folder == "mine"


@pytest.mark.action("project.linked")
def test_each_side_links_its_own_project_once(house: House) -> None:
    link_project(house.officer, house.case)
    with pytest.raises(NovationError, match="project.linked-already"):
        link_project(house.officer, house.case)
    with pytest.raises(NovationError, match="access.refused"):
        link_project(house.officer, house.case, side=Side.BUYER)
    theirs = link_project(house[CaseRole.RECEIVER], house.case, side=Side.BUYER)
    house.case.refresh_from_db()
    assert theirs.folder != house.case.project


@pytest.mark.action("source.added")
def test_exports_that_lie_in_the_folder_become_sources(house: House) -> None:
    link = link_project(house.officer, house.case)
    write_exports(open_project(link).folder / "exports")
    assert add_exports(house[CaseRole.DATA_ENGINEER], link) == 3
    assert add_exports(house[CaseRole.DATA_ENGINEER], link) == 0


@pytest.mark.action("project-settings.written")
def test_a_change_of_the_deal_is_shown_as_a_difference_and_written_by_an_action(
    planned: ProjectLink, house: House
) -> None:
    write_settings(house.officer, planned)
    change_deal_form(house.officer, house.case, deal_form=DealForm.MERGER)
    planned.case.refresh_from_db()
    (found,) = deal_file.differences(planned)
    assert (found.in_case, found.in_file) == (DealForm.MERGER.text, DealForm.ASSET_DEAL.text)
    write_settings(house.officer, planned)
    assert deal_file.differences(planned) == []
    assert open_project(planned).journal.entries()[-1].tag == "deal.changed"


def _look(planned: ProjectLink, house: House) -> PersonLook:
    return look_at_person(
        house.officer, planned, reference="M00001", purpose=LookPurpose.REQUEST, reason="request 17"
    )


@pytest.mark.action("subject.explained")
def test_one_person_is_shown_masked_for_a_purpose_and_both_journals_have_it(
    planned: ProjectLink, house: House
) -> None:
    found = look_at(_look(planned, house))
    assert found.verdicts and found.rules
    shown = str(found.tables)
    assert PLANTED[0] not in shown and PHONES[0] not in shown and "138****8207" in shown
    mine, theirs = LogEntry.objects.filter(stream=house.case.ref).last(), open_project(planned).journal
    assert mine is not None and mine.tag == "subject.explained" and "M00001" not in mine.line
    assert theirs.entries()[-1].tag == "subject.explained"


@pytest.mark.action("subject.unmasked")
def test_unmasking_is_a_second_entry_and_only_for_ones_own_look(planned: ProjectLink, house: House) -> None:
    look = _look(planned, house)
    with pytest.raises(NovationError, match="access.refused"):
        unmask(house[CaseRole.COUNSEL], look)
    unmask(house.officer, look)
    assert PLANTED[0] in str(look_at(look).tables)
    tags = list(
        LogEntry.objects.filter(stream=house.case.ref).order_by("index").values_list("tag", flat=True)
    )
    assert tags[-3:] == ["subject.explained", "access.refused", "subject.unmasked"]


@pytest.mark.action("subject.unmasked")
def test_a_look_closes_by_itself(planned: ProjectLink, house: House) -> None:
    look = _look(planned, house)
    PersonLook.objects.update(looked_at=timezone.now() - timedelta(minutes=16))
    look.refresh_from_db()
    for closed in (lambda: look_at(look), lambda: unmask(house.officer, look)):
        with pytest.raises(NovationError, match="look.over"):
            closed()


@pytest.mark.action("subject.explained")
def test_nobody_is_found_by_name_and_the_engineer_finds_nobody_at_all(
    planned: ProjectLink, house: House
) -> None:
    words: dict[str, Any] = {"purpose": LookPurpose.SAMPLE, "reason": "check 3"}
    with pytest.raises(NovationError, match="subject.unknown"):
        look_at_person(house.officer, planned, reference=PLANTED[0], **words)
    with pytest.raises(NovationError, match="access.refused"):
        look_at_person(house[CaseRole.DATA_ENGINEER], planned, reference="M00001", **words)
