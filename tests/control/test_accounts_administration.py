"""Administration: roles of the house, apart or not; people who leave; the quarterly access review."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.control.people import House, add

from novation.control.accounts.actions import (
    change_settings,
    end_house_role,
    found_organisation,
    grant_house_role,
    grant_installation_role,
)
from novation.control.accounts.models import Answer, Grant, Person, Review, ReviewItem
from novation.control.accounts.people_actions import deactivate, reactivate
from novation.control.accounts.review_actions import close_review, confirm, open_review, withdraw
from novation.control.accounts.reviewing import standing
from novation.control.actions import SYSTEM, THE_INSTALLATION
from novation.control.cases.models import Case
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole, HouseRole
from novation.errors import NovationError

pytestmark = pytest.mark.django_db
SYS, SEC, AUD = (
    HouseRole.SYSTEM_ADMINISTRATOR,
    HouseRole.SECURITY_ADMINISTRATOR,
    HouseRole.AUDIT_ADMINISTRATOR,
)


def tags(stream: str) -> list[str]:
    return list(LogEntry.objects.filter(stream=stream).order_by("index").values_list("tag", flat=True))


@pytest.fixture
def three(house: House) -> dict[HouseRole, Person]:
    """The seller's administration set apart: three people beside the administrator."""
    people = {role: add(house.seller, f"Tess {role.value.partition('-')[0]}") for role in (SYS, SEC, AUD)}
    for role, person in people.items():
        grant_house_role(house.admin, house.seller, person=person, role=role)
    change_settings(house.admin, house.seller, separate_administration=True)
    return people


@pytest.mark.action("organisation-settings.changed")
def test_setting_administration_apart_needs_a_security_administrator_and_nobody_with_two(
    house: House,
) -> None:
    with pytest.raises(NovationError, match="input.wrong"):
        change_settings(house.admin, house.seller, separate_administration=True)
    grant_house_role(house.admin, house.seller, person=house.officer, role=SEC)
    grant_house_role(house.admin, house.seller, person=house.officer, role=AUD)
    with pytest.raises(NovationError, match="administration.must-be-apart"):
        change_settings(house.admin, house.seller, separate_administration=True)


@pytest.mark.action("house-role.granted")
def test_where_apart_nobody_gets_two_of_the_three(house: House, three: dict[HouseRole, Person]) -> None:
    for role, person in three.items():
        for other in {SYS, SEC, AUD} - {role}:
            with pytest.raises(NovationError, match="must-be-apart|access.refused"):
                grant_house_role(three[SEC], house.seller, person=person, role=other)


@pytest.mark.action("house-role.granted")
def test_where_apart_each_administration_does_its_own_and_the_plain_administrator_none(
    house: House, three: dict[HouseRole, Person]
) -> None:
    for refused in (house.admin, three[SYS], three[AUD]):
        with pytest.raises(NovationError, match="access.refused"):
            grant_house_role(refused, house.seller, person=house.officer, role=HouseRole.ADMINISTRATOR)
    with pytest.raises(NovationError, match="access.refused"):
        grant_house_role(three[SEC], house.seller, person=three[SEC], role=HouseRole.ADMINISTRATOR)
    grant_house_role(three[SEC], house.seller, person=house.officer, role=HouseRole.ADMINISTRATOR)
    for refused in (house.admin, three[SEC], three[AUD]):
        with pytest.raises(NovationError, match="access.refused"):
            change_settings(refused, house.seller, separate_administration=False)
    change_settings(three[SYS], house.seller, separate_administration=False)
    grant_house_role(house.admin, house.seller, person=house.officer, role=AUD)


@pytest.mark.action("house-role.ended")
def test_the_last_who_can_grant_roles_cannot_go(house: House) -> None:
    own = Grant.objects.get(person=house.admin, scope=house.seller.ref)
    with pytest.raises(NovationError, match="administration.last-one"):
        end_house_role(house.admin, house.seller, grant=own)
    grant_house_role(house.admin, house.seller, person=house.officer, role=HouseRole.ADMINISTRATOR)
    end_house_role(house.admin, house.seller, grant=own)
    former = Person.objects.get(pk=house.admin.pk)
    with pytest.raises(NovationError, match="access.refused"):
        grant_house_role(former, house.seller, person=former, role=HouseRole.ADMINISTRATOR)


@pytest.mark.action("installation-role.granted")
def test_a_system_administrator_of_the_installation_founds_organisations_and_sees_no_case(
    house: House,
) -> None:
    grant_installation_role(SYSTEM, THE_INSTALLATION, person=house.admin, role=SYS)
    assert found_organisation(house.admin, THE_INSTALLATION, name="Third").ref
    assert not Case.objects.visible_to(house.admin).exists()
    with pytest.raises(NovationError, match="access.refused"):
        grant_installation_role(house.stranger, THE_INSTALLATION, person=house.stranger, role=SYS)


@pytest.mark.action("person.deactivated")
@pytest.mark.action("person.reactivated")
def test_who_is_deactivated_loses_every_role_and_gets_none_back(house: House) -> None:
    counsel = house[CaseRole.COUNSEL]
    deactivate(house.admin, counsel)
    assert not counsel.is_active and not Grant.objects.filter(person=counsel, ended_at=None).exists()
    assert "role.ended" in tags(house.case.ref)
    with pytest.raises(NovationError, match="input.wrong"):
        deactivate(house.admin, counsel)
    reactivate(house.admin, counsel)
    assert not Case.objects.visible_to(counsel).exists()


@pytest.mark.action("person.deactivated")
def test_nobody_deactivates_themself_a_stranger_or_the_last_administrator(house: House) -> None:
    for actor, person in (
        (house.admin, house.admin),
        (house.stranger, house.officer),
        (house.officer, house.admin),
    ):
        with pytest.raises(NovationError, match="access.refused"):
            deactivate(actor, person)
    grant_house_role(house.admin, house.seller, person=house.officer, role=SEC)
    with pytest.raises(NovationError, match="administration.last-one"):
        deactivate(Person.objects.get(pk=house.officer.pk), house.admin)


@pytest.mark.action("access-review.opened")
def test_a_round_holds_every_role_of_own_people_and_every_guest_in_own_cases(house: House) -> None:
    review = open_review(house.admin, house.seller)
    items = ReviewItem.objects.filter(review=review)
    assert items.count() == Grant.objects.filter(ended_at=None).exclude(person=house.stranger).count()
    assert items.filter(grant__person=house[CaseRole.BUYERS_LAWYER]).exists()
    with pytest.raises(NovationError, match="review.already-open"):
        open_review(house.admin, house.seller)


@pytest.mark.action("access.confirmed")
@pytest.mark.action("access.withdrawn")
@pytest.mark.action("access-review.closed")
def test_each_role_is_confirmed_or_withdrawn_by_somebody_else_before_the_round_closes(house: House) -> None:
    grant_house_role(house.admin, house.seller, person=house.officer, role=SEC)
    officer = Person.objects.get(pk=house.officer.pk)
    review = open_review(house.admin, house.seller)
    lawyer = ReviewItem.objects.get(review=review, grant__person=house[CaseRole.BUYERS_LAWYER])
    withdraw(house.admin, lawyer, reason="the deal is over")
    assert not Case.objects.visible_to(house[CaseRole.BUYERS_LAWYER]).exists()
    assert tags(house.case.ref)[-1] == "role.ended"
    with pytest.raises(NovationError, match="review.already-answered"):
        confirm(house.admin, lawyer, reason="after all")
    own = ReviewItem.objects.get(review=review, grant__person=house.admin)
    with pytest.raises(NovationError, match="access.refused"):
        confirm(house.admin, own, reason="I need it")
    with pytest.raises(NovationError, match="review.not-finished"):
        close_review(house.admin, review)
    for item in ReviewItem.objects.filter(review=review, answer=Answer.UNDECIDED):
        reviewer = officer if item.grant.person == house.admin else house.admin
        confirm(reviewer, item, reason="still needed")
    close_review(house.admin, review)
    kept = Grant.objects.get(person=house.admin, scope=house.seller.ref)
    assert kept.confirmed_by == officer.ref and kept.confirmed_at


def test_a_review_that_nobody_made_becomes_overdue_after_a_quarter(house: House) -> None:
    assert standing(house.seller).last_on is None and not standing(house.seller).overdue
    house.seller.founded_at = timezone.now() - timedelta(days=92)
    assert standing(house.seller).overdue
    Review.objects.create(
        organisation=house.seller, opened_by="x", due_on=timezone.localdate(), closed_at=timezone.now()
    )
    assert not standing(house.seller).overdue


def test_what_the_journal_says_of_people_holds_no_name_and_no_address(house: House) -> None:
    review = open_review(house.admin, house.seller)
    item = ReviewItem.objects.filter(review=review).exclude(grant__person=house.admin).first()
    confirm(house.admin, item, reason="Ada says Person counsel is needed")
    lines = "".join(LogEntry.objects.values_list("line", flat=True))
    assert "Ada" not in lines and "Person" not in lines and "@" not in lines
