"""A case whose data the data plane has judged: counts of people under another deal form, evidence in its own journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.control.people import House, build_house

from novation.control.cases.counting import count_moved, is_counted, project_of
from novation.control.cases.listing import today
from novation.control.duties.owed import duties_of
from novation.control.duties.owing import owing_of
from novation.control.duties.states import DutyState
from novation.terms import DealForm

from .story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def home(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation's home whose one project has been judged."""
    folder = tmp_path_factory.mktemp("home")
    story.copy("planned", folder / "projects" / "deal-one")
    return folder


@pytest.fixture
def house(db: None, home: Path, settings: Any) -> House:
    settings.HOME = home
    built = build_house()
    built.case.project = "deal-one"
    built.case.save(update_fields=["project"])
    return built


def test_another_deal_form_is_counted_without_anything_being_saved(house: House) -> None:
    project = project_of(house.case)
    assert project is not None and is_counted(house.case)
    before = {path: path.read_bytes() for path in project.records.glob("*.json")}
    found = count_moved(house.case, DealForm.MERGER)
    assert found is not None and 0 < found.people_changed <= found.people
    freed = [one for one in found.moved if one.after.en == "transfer after notice"]
    assert any(words.en == "PIPL Art. 22" for one in freed for _, words in one.rules)
    assert {path: path.read_bytes() for path in project.records.glob("*.json")} == before


def test_what_the_journal_of_the_project_holds_is_seen_as_evidence(house: House) -> None:
    assert any(
        duty.state in (DutyState.MET, DutyState.PARTLY) for duty in duties_of(house.case, house.officer)
    )


def test_a_project_that_cannot_be_read_is_said_and_the_case_still_owes(house: House, home: Path) -> None:
    house.case.project = "broken"
    broken = home / "projects" / "broken"
    broken.mkdir(exist_ok=True)
    (broken / "novation.toml").write_text("not toml = = =", "utf-8")
    owing = owing_of(house.case, today())
    assert owing.problem is not None and owing.controls({})


@pytest.mark.parametrize("name", ["", "..", "../secrets", "nowhere"])
def test_a_project_is_never_looked_for_outside_its_place(house: House, name: str) -> None:
    house.case.project = name
    assert project_of(house.case) is None and not is_counted(house.case)
    assert count_moved(house.case, DealForm.MERGER) is None
