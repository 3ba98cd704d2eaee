"""Organisations, people and what they may."""

from __future__ import annotations

import pytest
from tests.control.people import House

from novation.control.accounts.actions import add_person, found_organisation, grant_house_role
from novation.control.actions import SYSTEM, THE_INSTALLATION
from novation.control.cases.models import Case
from novation.control.parties.actions import add_party
from novation.control.roles import CaseRole, HouseRole
from novation.errors import NovationError
from novation.terms import Place

pytestmark = pytest.mark.django_db


@pytest.mark.action("organisation.founded")
def test_only_the_system_administrator_founds_organisations(house: House) -> None:
    assert found_organisation(SYSTEM, THE_INSTALLATION, name="Third").ref.startswith("or_")
    with pytest.raises(NovationError, match="access.refused"):
        found_organisation(house.admin, THE_INSTALLATION, name="Fourth")


@pytest.mark.action("person.added")
@pytest.mark.action("house-role.granted")
@pytest.mark.action("party.added")
@pytest.mark.action("case.opened")
def test_an_administrator_has_no_say_in_another_organisation(house: House) -> None:
    with pytest.raises(NovationError, match="access.refused"):
        add_person(house.stranger, house.seller, name="N. N.", email="n.n@example.org")
    with pytest.raises(NovationError, match="access.refused"):
        grant_house_role(house.stranger, house.seller, person=house.stranger, role=HouseRole.ADMINISTRATOR)
    with pytest.raises(NovationError, match="access.refused"):
        add_party(house.stranger, house.seller, name="Front", place=Place("cn"))


def test_only_the_team_sees_a_case(house: House) -> None:
    assert list(Case.objects.visible_to(house[CaseRole.AUDITOR])) == [house.case]
    assert not Case.objects.visible_to(house.stranger).exists()
    assert not Case.objects.visible_to(house.admin).exists()
