"""Invitations: one link, one use, a few days; and the link for a forgotten password."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from tests.control.people import PASSWORD, House

from novation.control.accounts.at_rest import token_digest
from novation.control.accounts.invitation_actions import Invitee, accept, invite, send_link, withdraw
from novation.control.accounts.inviting import invitation_of
from novation.control.accounts.models import Invitation, Person
from novation.control.journal.models import LogEntry
from novation.errors import NovationError

pytestmark = pytest.mark.django_db


def token_of(message: Any) -> str:
    found = re.search(r"/invitation/([\w-]+)/", message.body)
    assert found
    return found[1]


@pytest.fixture
def sent(house: House, django_capture_on_commit_callbacks: Any) -> tuple[Invitation, str]:
    with django_capture_on_commit_callbacks(execute=True):
        made = invite(house.admin, house.seller, email="New.Person@Example.org", language="en")
    return made, token_of(mail.outbox[-1])


@pytest.mark.action("invitation.sent")
@pytest.mark.action("invitation.accepted")
def test_an_invitation_opens_an_account_once(house: House, sent: tuple[Invitation, str]) -> None:
    made, token = sent
    found = invitation_of(token_digest(token))
    person = accept(Invitee(found.ref), found, name="李雷", password=PASSWORD, language="zh")
    assert person.email == "new.person@example.org" and person.check_password(PASSWORD)
    assert person.organisation == house.seller and not person.roles_in(house.seller.ref)
    with pytest.raises(NovationError, match="invitation.already-accepted"):
        accept(Invitee(made.ref), made, name="Mallory", password=PASSWORD)
    with pytest.raises(NovationError, match="invitation.already-accepted"):
        invitation_of(token_digest(token))


def test_the_token_is_in_no_table_and_no_journal(sent: tuple[Invitation, str]) -> None:
    made, token = sent
    row = Invitation.objects.filter(pk=made.pk).values().get()
    assert token not in str(row) and row["digest"] == token_digest(token)
    assert token not in "".join(LogEntry.objects.values_list("line", flat=True))
    assert mail.outbox[-1].to == ["new.person@example.org"] and "works once" in mail.outbox[-1].body


@pytest.mark.action("invitation.withdrawn")
def test_an_expired_withdrawn_or_made_up_link_is_told_so_in_words(
    house: House, sent: tuple[Invitation, str]
) -> None:
    made, token = sent
    with pytest.raises(NovationError, match="invitation.not-found"):
        invitation_of(token_digest("x" + token))
    Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NovationError, match="invitation.expired"):
        invitation_of(token_digest(token))
    Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() + timedelta(days=1))
    withdraw(house.admin, made)
    with pytest.raises(NovationError, match="invitation.withdrawn"):
        accept(Invitee(made.ref), made, name="N. N.", password=PASSWORD)


def test_only_the_holder_of_the_link_accepts(house: House, sent: tuple[Invitation, str]) -> None:
    for actor in (house.admin, house.stranger, Invitee("in_other")):
        with pytest.raises(NovationError, match="access.refused"):
            accept(actor, sent[0], name="N. N.", password=PASSWORD)


@pytest.mark.parametrize("weak", ["short-1", "123456789012", "passw0rd", "new.person@example"])
def test_a_weak_password_is_refused_and_never_repeated(sent: tuple[Invitation, str], weak: str) -> None:
    made, _ = sent
    with pytest.raises(NovationError) as refused:
        accept(Invitee(made.ref), made, name="New Person", password=weak)
    assert refused.value.code == "account.password-weak" and weak not in refused.value.message("en")
    made.refresh_from_db()
    assert made.open


def test_inviting_an_address_of_another_organisation_tells_the_inviter_nothing(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        elsewhere = invite(house.admin, house.seller, email=house.stranger.email)
        fresh = invite(house.admin, house.seller, email="nobody.yet@example.org")
    assert elsewhere.open and fresh.open
    assert "/invitation/" not in mail.outbox[0].body and "/invitation/" in mail.outbox[1].body
    with pytest.raises(NovationError, match="invitation.address-taken"):
        accept(Invitee(elsewhere.ref), elsewhere, name="N. N.", password=PASSWORD)
    with pytest.raises(NovationError, match="account.already-here"):
        invite(house.admin, house.seller, email=house.officer.email)


def test_inviting_again_makes_the_first_link_void(house: House, sent: tuple[Invitation, str]) -> None:
    invite(house.admin, house.seller, email="new.person@example.org")
    with pytest.raises(NovationError, match="invitation.withdrawn"):
        invitation_of(token_digest(sent[1]))


@pytest.mark.action("sign-in-link.sent")
def test_a_new_link_sets_a_new_password_and_the_old_one_holds_until_then(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = send_link(house.admin, house.officer)
    assert Person.objects.get(pk=house.officer.pk).check_password(PASSWORD)
    accept(Invitee(made.ref), made, name="Person compliance", password="another-long-lantern-9")
    changed = Person.objects.get(pk=house.officer.pk)
    assert changed.check_password("another-long-lantern-9") and changed.roles_in(house.case.ref)
    for actor, person in ((house.stranger, house.officer), (house.officer, house.admin)):
        with pytest.raises(NovationError, match="access.refused"):
            send_link(actor, person)


def test_a_mail_server_that_is_away_does_not_undo_the_invitation(
    house: House, settings: Any, caplog: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        made = invite(house.admin, house.seller, email="later@example.org")
    made.refresh_from_db()
    assert made.open and made.mailed_at is None
    assert made.ref in caplog.text and "later" not in caplog.text
