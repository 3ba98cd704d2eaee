"""Second factors and limits: what counts once counts once, what is kept is kept sealed, what is tried is counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone
from django_otp.oath import TOTP
from tests.control.people import PASSWORD, House

from novation.control.accounts import at_rest, factors, limits, recovery, totp
from novation.control.accounts.actions import change_settings, grant_house_role
from novation.control.accounts.models import Person, RecoveryCode, Session, Tally, TotpSecret
from novation.control.accounts.own_actions import (
    change_password,
    end_other_sessions,
    end_session,
    register_totp,
    remove_totp,
    renew_recovery_codes,
)
from novation.control.accounts.people_actions import clear_second_factors, end_sessions, release_lockout
from novation.control.accounts.proving import FRESH
from novation.control.actions import SYSTEM
from novation.control.journal.appending import INSTALLATION
from novation.control.journal.models import LogEntry
from novation.control.roles import HouseRole
from novation.errors import NovationError

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(house: House) -> Person:
    """The officer, proved just now."""
    house.officer.proved_at = timezone.now()
    return house.officer


def code(secret: TotpSecret, offset: int = 0) -> str:
    generator = TOTP(totp._key(secret))  # noqa: SLF001 - what the telephone knows
    generator.time = timezone.now().timestamp() + 30 * offset
    return f"{generator.token():06d}"


@pytest.mark.action("totp.registered")
def test_a_code_generator_counts_from_its_first_right_code_on(me: Person) -> None:
    secret = totp.start(me)
    assert not factors.has_second(me)
    with pytest.raises(NovationError, match="account.code-wrong"):
        register_totp(me, me, code="000000" if code(secret) != "000000" else "111111")
    assert not factors.has_second(me)
    codes = register_totp(me, me, code=code(secret))
    assert factors.has_second(me) and len(set(codes)) == recovery.COUNT


def test_a_code_is_accepted_once_and_none_before_it_ever_again(me: Person) -> None:
    secret = totp.start(me)
    first, earlier, later = code(secret), code(secret, -1), code(secret, 1)
    assert totp.accepts(secret, first)
    secret.refresh_from_db()
    assert not totp.accepts(secret, first) and not totp.accepts(secret, earlier)
    assert totp.accepts(secret, later)


def test_of_two_requests_with_one_code_only_one_is_accepted(me: Person) -> None:
    totp.start(me)
    one, two = (TotpSecret.objects.select_related("person").get(person=me) for _ in range(2))
    given = code(one)
    assert [totp.accepts(one, given), totp.accepts(two, given)] == [True, False]


@pytest.mark.parametrize("given", ["", "12345", "1234567", "１２３４５６", "abcdef", "-12345", "0x1234"])
def test_what_is_no_code_is_refused(me: Person, given: str) -> None:
    assert not totp.accepts(totp.start(me), given)


def test_the_secret_is_sealed_for_its_owner_and_opens_after_the_key_was_changed(
    house: House, me: Person, settings: Any
) -> None:
    secret = totp.start(me)
    key = totp._key(secret)  # noqa: SLF001
    assert key and key not in bytes(secret.sealed)
    assert at_rest.unseal("totp", house.admin.ref, bytes(secret.sealed)) is None
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key of this installation"
    assert at_rest.unseal("totp", me.ref, bytes(secret.sealed)) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert at_rest.unseal("totp", me.ref, bytes(secret.sealed)) == key


@pytest.mark.action("recovery-codes.renewed")
def test_a_recovery_code_works_once_and_only_for_its_owner(house: House, me: Person) -> None:
    codes = renew_recovery_codes(me, me)
    assert not recovery.accepts(house.admin, codes[0])
    assert recovery.accepts(me, codes[0].upper().replace("-", " ")) and not recovery.accepts(me, codes[0])
    assert codes[1] not in str(list(RecoveryCode.objects.values()))
    renew_recovery_codes(me, me)
    assert not recovery.accepts(me, codes[1])


@pytest.mark.action("totp.removed")
def test_the_last_second_factor_stays_where_one_is_asked_for(house: House, me: Person) -> None:
    register_totp(me, me, code=code(totp.start(me)))
    change_settings(house.admin, house.seller, second_factor_required=True)
    me.organisation.refresh_from_db()
    with pytest.raises(NovationError, match="account.factor-needed"):
        remove_totp(me, me)
    change_settings(house.admin, house.seller)
    remove_totp(me, me)
    assert not factors.has_second(Person.objects.get(pk=me.pk)) and not recovery.left(me)


def test_every_role_of_administration_asks_for_a_second_factor(house: House) -> None:
    assert factors.must_have_second(house.admin) and not factors.must_have_second(house.officer)
    for role in HouseRole:
        grant_house_role(SYSTEM, house.seller, person=house.officer, role=role)
        assert factors.must_have_second(house.officer), role


@pytest.mark.action("password.changed")
def test_a_deed_on_ones_account_needs_a_proof_not_older_than_ten_minutes(house: House) -> None:
    officer = house.officer
    for at in (None, timezone.now() - FRESH - timedelta(seconds=1)):
        officer.proved_at = at
        with pytest.raises(NovationError) as refused:
            change_password(officer, officer, password="another-long-lantern-9")
        assert refused.value.code == "access.refused" and "ten minutes" in refused.value.message("en")
    officer.proved_at = timezone.now()
    change_password(officer, officer, password="another-long-lantern-9")
    assert officer.check_password("another-long-lantern-9")


@pytest.mark.action("second-factor.cleared")
@pytest.mark.action("lockout.released")
@pytest.mark.action("sessions.ended")
@pytest.mark.action("session.ended")
@pytest.mark.action("other-sessions.ended")
def test_an_account_is_helped_by_somebody_else_of_the_same_house_only(house: House, me: Person) -> None:
    totp.start(me)
    for deed in (clear_second_factors, release_lockout, end_sessions):
        for actor in (house.stranger, me):
            with pytest.raises(NovationError, match="access.refused"):
                deed(actor, me)
        deed(house.admin, me)
    assert not TotpSecret.objects.filter(person=me).exists()
    theirs = Session.objects.create(
        session_key="k", session_data="", expire_date=timezone.now(), person=house.admin
    )
    with pytest.raises(NovationError, match="access.refused"):
        end_session(me, theirs)
    with pytest.raises(NovationError, match="access.refused"):
        end_other_sessions(me, house.admin)
    end_session(house.admin, theirs)


def tried(rule: limits.Rule, key: str, times: int) -> None:
    for _ in range(times):
        limits.take(rule, key)


def test_the_pause_grows_with_each_try_and_ends(house: House) -> None:
    tried(limits.ACCOUNT, "n.n@example.org", limits.ACCOUNT.allowed)
    with pytest.raises(NovationError, match="account.too-many-attempts") as refused:
        limits.take(limits.ACCOUNT, "n.n@example.org")
    assert refused.value.kind.http_status == 429
    waits = []
    for _ in range(8):
        now = Tally.objects.get(rule="account").blocked_until
        with patch.object(limits.timezone, "now", return_value=now):
            limits.take(limits.ACCOUNT, "n.n@example.org")
        waits.append(Tally.objects.get(rule="account").blocked_until - now)
    assert waits[:2] == [timedelta(minutes=2), timedelta(minutes=4)]
    assert waits == sorted(waits) and waits[-1] == limits.ACCOUNT.longest


def test_a_pause_is_recorded_without_the_address_it_is_for(house: House) -> None:
    tried(limits.ACCOUNT, "n.n@example.org", limits.ACCOUNT.allowed)
    last = LogEntry.objects.filter(stream=INSTALLATION).last()
    assert last and last.tag == "sign-in.blocked" and "example" not in last.line
    assert "example" not in str(list(Tally.objects.values()))


def test_one_right_password_does_not_open_an_address_for_guessing_others() -> None:
    tried(limits.ADDRESS, "192.0.2.7", limits.ADDRESS.allowed - 1)
    limits.give_back(limits.ADDRESS, "192.0.2.7")
    tried(limits.ADDRESS, "192.0.2.7", 2)
    with pytest.raises(NovationError, match="account.too-many-attempts"):
        limits.take(limits.ADDRESS, "192.0.2.7")


def test_old_tallies_are_forgotten() -> None:
    limits.take(limits.LINK, "192.0.2.7")
    Tally.objects.update(last_at=timezone.now() - timedelta(days=2))
    assert limits.forget_old() == 1


def test_the_installations_passwords_are_hashed_with_argon2() -> None:
    from novation.settings import base

    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"] and PASSWORD


def test_what_lacks_only_a_proof_is_offered_and_what_is_somebody_elses_is_not(house: House) -> None:
    policy = change_password.action.policy  # type: ignore[attr-defined]
    assert policy.refusal(house.officer, house.officer, {}) is not None
    assert policy.offers(house.officer, house.officer) and not policy.offers(house.admin, house.officer)
    assert policy.hides(house.admin, house.officer)
