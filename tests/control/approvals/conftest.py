"""A committee of the case, and the case with a project in which a plan was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.control.approvals.shop import build_shop, link_project
from tests.control.people import House, add

from novation.control.accounts.models import Person
from novation.control.actions import SYSTEM
from novation.control.approvals.actions.committee import adopt_charter, give_seat
from novation.control.approvals.models import Charter, Seat
from novation.control.approvals.terms import Majority, SeatKind
from novation.control.cases.actions import add_member
from novation.control.roles import CaseRole, Side
from novation.handover.project import Project


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop") / "shop"
    build_shop(folder)
    return folder


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: Path) -> Iterator[Path]:
    """Each test has a home of its own: keys, projects, checkpoints."""
    settings.HOME = tmp_path / "home"  # type: ignore[attr-defined]
    (tmp_path / "home").mkdir()
    yield tmp_path / "home"


@pytest.fixture
def project(house: House, shop: Path) -> Project:
    return link_project(house.case, shop)


@dataclass
class Committee:
    """Three seats and a deputy behind the second member."""

    charter: Charter
    chair: Seat
    members: list[Seat]
    deputy: Seat

    @property
    def people(self) -> list[Person]:
        return [seat.person for seat in (self.chair, *self.members)]


@pytest.fixture
def committee(house: House) -> Committee:
    return seat_committee(house)


def seat_committee(house: House) -> Committee:
    people = [house[CaseRole.COMMITTEE]]
    for name in ("Mei Member", "Max Member", "Dora Deputy"):
        person = add(house.seller, name)
        add_member(SYSTEM, house.case, person=person, role=CaseRole.COMMITTEE, side=Side.SELLER)
        people.append(person)
    charter = adopt_charter(
        house.officer,
        house.case,
        text="The committee decides on plans.",
        quorum=2,
        majority=Majority.SIMPLE,
    )
    chair = give_seat(house.officer, house.case, person=people[0], kind=SeatKind.CHAIR)
    members = [give_seat(house.officer, house.case, person=one, kind=SeatKind.MEMBER) for one in people[1:3]]
    deputy = give_seat(house.officer, house.case, person=people[3], kind=SeatKind.DEPUTY, behind=members[1])
    return Committee(charter, chair, members, deputy)
