"""Tokens: narrower than their person, ended at once, never kept in the clear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.control.furnished import proven
from tests.control.people import House

from novation.control.accounts.models import Grant
from novation.control.cases.actions import add_member, remove_member
from novation.control.cases.models import Case
from novation.control.hooks.bearer import bearer_of, digest_of
from novation.control.hooks.models import Token
from novation.control.hooks.terms import RightKind
from novation.control.hooks.tokens import issue_house_token, issue_token, revoke_house_token, revoke_token
from novation.control.roles import CaseRole, Side
from novation.errors import NovationError

pytestmark = pytest.mark.django_db
SIGHT = ["case.overview"]


@pytest.mark.action("token.issued")
def test_only_the_digest_of_a_secret_is_kept(house: House) -> None:
    given = issue_token(
        proven(house.officer), house.case, label="export", days=30, deeds=["deal-form.changed"], sights=SIGHT
    )
    kept = Token.objects.get()
    assert kept.digest == digest_of(given.secret)
    assert not any(given.secret in str(value) for value in vars(kept).values())
    bearer = bearer_of(given.secret)
    assert bearer is not None and bearer.ref == house.officer.ref
    assert bearer.may(RightKind.DEED, "deal-form.changed") and not bearer.may(RightKind.DEED, "phase.entered")


@pytest.mark.action("token.issued")
def test_a_token_issues_no_tokens(house: House) -> None:
    bearer = bearer_of(issue_token(proven(house.officer), house.case, label="x", days=1, sights=SIGHT).secret)
    with pytest.raises(NovationError, match="access.refused"):
        issue_token(bearer, house.case, label="y", days=300, sights=SIGHT)


@pytest.mark.action("token.issued")
@pytest.mark.parametrize(("days", "sights"), [(0, SIGHT), (1000, SIGHT), (5, [])])
def test_a_token_ends_and_names_something(house: House, days: int, sights: list[str]) -> None:
    with pytest.raises(NovationError, match="input.wrong"):
        issue_token(proven(house.officer), house.case, label="x", days=days, sights=sights)


@pytest.mark.action("house-token.issued")
def test_a_token_of_an_organisation_reaches_its_cases_and_no_other_organisation(house: House) -> None:
    with pytest.raises(NovationError, match="access.refused"):
        issue_house_token(proven(house.stranger), house.seller, label="x", days=1, sights=SIGHT)
    bearer = bearer_of(
        issue_house_token(proven(house.admin), house.seller, label="x", days=1, sights=SIGHT).secret
    )
    assert bearer is not None and bearer.roles_in(house.seller.ref)
    assert not bearer.roles_in(house.case.ref) and not bearer.roles_in(house.elsewhere.ref)


def test_a_token_has_the_roles_its_person_has_now_in_its_scope_alone(house: House) -> None:
    add_member(house.officer, house.case, person=house.admin, role=CaseRole.OWNER, side=Side.SELLER)
    bearer = bearer_of(issue_token(proven(house.admin), house.case, label="x", days=1, sights=SIGHT).secret)
    assert bearer is not None
    assert bearer.roles_in(house.case.ref) == {"owner"} and not bearer.roles_in(house.seller.ref)
    assert bearer.side_in(house.case.ref) is Side.SELLER
    assert list(bearer.cases()) == [Case.objects.get()]
    grant = Grant.objects.get(person=house.admin, scope=house.case.ref)
    remove_member(house.officer, house.case, grant=grant)
    bearer.forget_roles()
    assert not bearer.roles_in(house.case.ref)


def test_a_token_that_ended_opens_nothing(house: House) -> None:
    given = issue_token(proven(house.officer), house.case, label="x", days=1, sights=SIGHT)
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert bearer_of(given.secret) is None


def test_a_token_of_somebody_who_left_opens_nothing(house: House) -> None:
    given = issue_token(proven(house.officer), house.case, label="x", days=1, sights=SIGHT)
    house.officer.is_active = False
    house.officer.save(update_fields=["is_active"])
    assert bearer_of(given.secret) is None


@pytest.mark.action("token.revoked")
def test_a_revoked_token_opens_nothing_from_then_on(house: House) -> None:
    auditor = house[CaseRole.AUDITOR]
    given = issue_token(proven(auditor), house.case, label="x", days=1, sights=SIGHT)
    with pytest.raises(NovationError, match="access.refused"):
        revoke_token(house[CaseRole.COUNSEL], house.case, token=given.token)
    revoke_token(auditor, house.case, token=given.token)
    assert bearer_of(given.secret) is None


@pytest.mark.action("token.revoked")
def test_the_officer_revokes_anybodys_token(house: House) -> None:
    given = issue_token(proven(house[CaseRole.AUDITOR]), house.case, label="x", days=1, sights=SIGHT)
    revoke_token(house.officer, house.case, token=given.token)
    assert bearer_of(given.secret) is None


@pytest.mark.action("house-token.revoked")
def test_a_token_of_an_organisation_is_revoked_by_its_administrators(house: House) -> None:
    given = issue_house_token(proven(house.admin), house.seller, label="x", days=1, sights=SIGHT)
    with pytest.raises(NovationError, match="access.refused"):
        revoke_house_token(house.stranger, house.seller, token=given.token)
    revoke_house_token(house.admin, house.seller, token=given.token)
    assert bearer_of(given.secret) is None
