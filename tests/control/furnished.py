"""A house with one thing of each kind in it, made by actions: what the walk over all addresses goes through."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.control.papers import signed
from tests.control.people import House
from tests.control.test_room import published

from novation.control.accounts.invitation_actions import invite
from novation.control.accounts.models import Person
from novation.control.approvals.actions.auditing import draw_sample, sign_checkpoint
from novation.control.cases.comment_actions import write_comment
from novation.control.cases.file_actions import add_file
from novation.control.cases.task_actions import open_task
from novation.control.consent.customer import Customer
from novation.control.disclosure.actions import open_room
from novation.control.hooks.models import Delivery, Subscription
from novation.control.hooks.subscriptions import add_webhook
from novation.control.hooks.tokens import issue_token
from novation.control.notices.actions import draft_notice
from novation.control.rights.actions import receive_request
from novation.control.rights.freezing import open_dispute
from novation.control.roles import CaseRole
from novation.law.entry_words import Right
from novation.terms import Category, Place

PUBLIC = [(2, 1, 6, "", ("93.184.215.14", 443))]


def proven(person: Person) -> Person:
    """As after the question for the password, a moment ago."""
    person.proved_at = timezone.now()
    return person


def prove_session(client: Client) -> None:
    """The same, in the session of somebody who is signed in."""
    session = client.session
    session["proved_at"] = timezone.now().isoformat()
    session.save()


def furnish(house: House) -> House:
    """Each room adds what its pages show; a thing that cannot be made yet is left out, and its pages answer 404."""
    for add in (_connections, _work, _people, _papers, _audit, _requests, _notices):
        add(house)
    return house


def _connections(house: House) -> None:
    with patch("socket.getaddrinfo", return_value=PUBLIC):
        add_webhook(house.officer, house.case, url="https://hooks.example/in", tags=[])
    issue_token(proven(house.officer), house.case, label="export", days=3, sights=["case.overview"])
    webhook = Subscription.objects.get()
    Delivery.objects.create(
        subscription=webhook, index=0, tag="case.opened", due_at=webhook.added_at, state="given-up"
    )


def _work(house: House) -> None:
    """Shared with the other side, so that everybody's pages have something on them."""
    engineer = house[CaseRole.DATA_ENGINEER]
    open_task(
        house.officer,
        house.case,
        title="Ask the landlord",
        owner=engineer,
        due_on=date(2027, 1, 4),
        shared=True,
    )
    write_comment(house.officer, house.case, text="The lease ends in March.", shared=True)
    add_file(house.officer, house.case, upload=SimpleUploadedFile("lease.txt", b"lease"), shared=True)


def _people(house: House) -> None:
    invite(house.admin, house.seller, email="new.person@invited.example")
    Client().force_login(house.officer)  # the first session is not that of whoever looks


def _papers(house: House) -> None:
    """The NDA that the room asks for, and one item in the room."""
    signed(house)
    published(house, open_room(house.officer, house.case))


def _audit(house: House) -> None:
    draw_sample(house[CaseRole.AUDITOR], house.case, each=1, seed="seed-1")
    sign_checkpoint(house.officer, house.case)


def _requests(house: House) -> None:
    customer = Customer(house.case.ref, "abcdefghijklmnop")
    asked = receive_request(
        customer, house.case, right=Right.COMPLAIN, place=Place.CN, words="That is not my order."
    )
    open_dispute(house.officer, asked, category=Category.TRANSACTION)


def _notices(house: House) -> None:
    draft_notice(house.officer, house.case, content="cn-pipl/pipl-23", place=Place.CN)
