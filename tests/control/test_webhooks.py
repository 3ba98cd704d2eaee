"""Webhooks: signed, in order, once, retried, given up and sent again; and never to where they could do harm."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.utils import timezone
from tests.control.furnished import proven
from tests.control.people import House
from tests.control.receivers import Receiver, receiver

from novation.control.cases.actions import change_deal_form
from novation.control.hooks import sending
from novation.control.hooks.addresses import check, is_public, resolve
from novation.control.hooks.deliveries import deliver_again, give_up
from novation.control.hooks.delivering import LEASE, WAITS, deliver_due
from novation.control.hooks.models import Delivery, Subscription
from novation.control.hooks.subscriptions import (
    Subscribed,
    add_webhook,
    pause_webhook,
    remove_webhook,
    replace_secret,
    resume_webhook,
)
from novation.control.hooks.terms import DeliveryState
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.terms import DealForm

pytestmark = pytest.mark.django_db
WANTED = ["deal-form.changed"]


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    with receiver(tmp_path_factory.mktemp("receiver")) as made:
        yield made


@pytest.fixture
def other(listening: Receiver, settings: LazySettings) -> Iterator[Receiver]:
    """The other system, named by the administrator, as it lies on loopback; its certificate is trusted."""
    settings.WEBHOOK_HOSTS = [listening.host]
    listening.got.clear()
    listening.answers.clear()
    with patch.object(sending, "tls", listening.trusting):
        yield listening


def change(house: House, times: int = 1) -> None:
    for turn in range(times):
        change_deal_form(house.officer, house.case, deal_form=list(DealForm)[turn % 4])


def subscribe(house: House, other: Receiver) -> Subscribed:
    return add_webhook(house.officer, house.case, url=other.url, tags=WANTED)


def later(step: timedelta) -> int:
    return deliver_due(timezone.now() + step)


@pytest.mark.action("webhook.added")
def test_entries_from_now_on_are_told_in_order_each_once(house: House, other: Receiver) -> None:
    change(house)
    subscribe(house, other)
    change(house, 3)
    assert deliver_due() == 3 and deliver_due() == 0
    told = [json.loads(body) for _, body in other.got]
    indexes = [one["data"]["entry"]["index"] for one in told]
    assert indexes == sorted(indexes) and len(set(indexes)) == 3
    assert {one["type"] for one in told} == set(WANTED)
    assert len({headers["webhook-id"] for headers, _ in other.got}) == 3


def test_what_is_told_is_the_entry_and_its_leaf_and_nothing_personal(house: House, other: Receiver) -> None:
    subscribe(house, other)
    change(house)
    deliver_due()
    entry = LogEntry.objects.get(stream=house.case.ref, tag=WANTED[0])
    body = other.got[0][1].decode()
    data = json.loads(body)["data"]
    assert data["entry"] == json.loads(entry.line) and data["leaf"] == "sha256:" + bytes(entry.leaf).hex()
    assert house.officer.name not in body and house.officer.email not in body


def test_the_signature_is_that_of_standard_webhooks(house: House, other: Receiver) -> None:
    secret = base64.b64decode(subscribe(house, other).secret.removeprefix("whsec_"))
    change(house)
    deliver_due()
    headers, body = other.got[0]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60


def test_a_failure_is_tried_again_later_under_the_same_id_and_what_follows_waits(
    house: House, other: Receiver
) -> None:
    subscribe(house, other)
    change(house, 2)
    other.answers[:] = [500, 503]
    assert deliver_due() == 1 and deliver_due() == 0
    assert later(WAITS[0] * 1.3) == 1
    assert later(WAITS[0] + WAITS[1] * 2) == 2
    ids = [headers["webhook-id"] for headers, _ in other.got]
    assert ids[0] == ids[1] == ids[2] != ids[3]


@pytest.mark.action("delivery.abandoned")
@pytest.mark.action("delivery.requeued")
def test_after_the_last_try_it_becomes_a_dead_letter_the_rest_goes_on_and_it_can_be_sent_again(
    house: House, other: Receiver
) -> None:
    subscribe(house, other)
    change(house, 2)
    other.answers[:] = [500] * (len(WAITS) + 1)
    step = timedelta()
    for wait in (timedelta(), *WAITS):
        step += wait * 1.3
        later(step)
    dead, alive = Delivery.objects.order_by("index")
    assert (dead.state, dead.answered, dead.attempts) == (DeliveryState.GIVEN_UP, 500, len(WAITS) + 1)
    assert alive.state is DeliveryState.DELIVERED
    with pytest.raises(NovationError, match="access.refused"):
        deliver_again(house[CaseRole.AUDITOR], dead)
    deliver_again(house.officer, dead)
    assert deliver_due() == 1
    assert other.got[-1][0]["webhook-id"] == other.got[0][0]["webhook-id"] == dead.ref
    with pytest.raises(NovationError, match="state.wrong"):
        give_up(house.officer, Delivery.objects.get(pk=dead.pk))


def test_a_receiver_that_is_gone_is_not_asked_again(house: House, other: Receiver) -> None:
    subscribe(house, other)
    change(house)
    other.answers[:] = [410]
    deliver_due()
    assert Delivery.objects.get().state is DeliveryState.GIVEN_UP


def test_a_redirect_is_not_followed(house: House, other: Receiver) -> None:
    subscribe(house, other)
    change(house)
    other.answers[:] = [302]
    deliver_due()
    assert len(other.got) == 1 and Delivery.objects.get().problem == "refused"


def test_a_certificate_nobody_vouches_for_is_not_trusted(
    house: House, listening: Receiver, settings: LazySettings
) -> None:
    settings.WEBHOOK_HOSTS = [listening.host]
    listening.got.clear()
    subscribe(house, listening)
    change(house)
    deliver_due()
    assert not listening.got and Delivery.objects.get().problem == "tls-failed"


def test_a_worker_that_was_killed_loses_nothing(house: House, other: Receiver) -> None:
    made = subscribe(house, other).subscription
    change(house)
    with (
        patch("novation.control.hooks.delivering.send", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        deliver_due()
    Subscription.objects.filter(pk=made.pk).update(leased_until=timezone.now() + LEASE)
    assert deliver_due() == 0  # leased by the one that was killed
    Subscription.objects.filter(pk=made.pk).update(leased_until=timezone.now() - LEASE)
    assert deliver_due() == 1 and len(other.got) == 1


@pytest.mark.action("webhook.paused")
@pytest.mark.action("webhook.resumed")
@pytest.mark.action("webhook.removed")
def test_what_happens_while_it_is_paused_is_told_when_it_is_resumed(house: House, other: Receiver) -> None:
    made = subscribe(house, other).subscription
    pause_webhook(house.officer, made)
    change(house, 2)
    assert deliver_due() == 0
    resume_webhook(house.officer, made)
    assert deliver_due() == 2
    remove_webhook(house.officer, made)
    change(house)
    assert deliver_due() == 0


@pytest.mark.action("webhook-secret.replaced")
def test_a_replaced_secret_signs_from_then_on(house: House, other: Receiver) -> None:
    first = subscribe(house, other)
    second = replace_secret(proven(house.officer), first.subscription)
    assert first.secret != second.secret and second.secret.startswith("whsec_")
    assert first.secret not in str(list(Subscription.objects.values()))


@pytest.mark.action("webhook.added")
def test_only_who_leads_the_case_adds_one(house: House, other: Receiver) -> None:
    for role in (CaseRole.AUDITOR, CaseRole.BUYERS_LAWYER):
        with pytest.raises(NovationError, match="access.refused"):
            add_webhook(house[role], house.case, url=other.url, tags=[])


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "https://user:pw@example.com/", "https://example.com:8443/",
        "https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://127.1/",
        "https://exa mple.com/", "https://example.com\\@evil.example/", "https://例子.example/", "https://",
        "https:///x", "https://example.com/#x", "https://-x.example/", "https://example.com:99999/",
        "https://example.com/\r\nHost: x", "javascript:alert(1)", "https://" + "a" * 600 + ".example/",
    ],
)  # fmt: skip
def test_addresses_of_other_kinds_are_refused(url: str) -> None:
    with pytest.raises(NovationError, match="webhook.address-refused"):
        check(url)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1", "2001:db8::1", "x",
    ],
)  # fmt: skip
def test_addresses_inside_are_no_public_ones(number: str) -> None:
    assert not is_public(number)


def test_a_public_address_is_one() -> None:
    assert is_public("93.184.215.14") and is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def _found(*numbers: str) -> list[tuple[int, int, int, str, tuple[str, int]]]:
    return [(2, 1, 6, "", (number, 443)) for number in numbers]


def test_a_name_that_points_inside_is_refused_also_if_only_one_of_its_addresses_does() -> None:
    for numbers in (("10.0.0.1",), ("93.184.215.14", "127.0.0.1"), ()):
        with (
            patch("socket.getaddrinfo", return_value=_found(*numbers)),
            pytest.raises(NovationError, match="webhook.address-refused"),
        ):
            resolve("https://inside.example/")


def test_a_name_that_points_inside_later_is_not_sent_to(house: House) -> None:
    with patch("socket.getaddrinfo", return_value=_found("93.184.215.14")):
        add_webhook(house.officer, house.case, url="https://rebind.example/", tags=WANTED)
        assert resolve("https://rebind.example/x").pinned == "93.184.215.14"
    change(house)
    with (
        patch("socket.getaddrinfo", return_value=_found("169.254.169.254")),
        patch("socket.create_connection") as connect,
    ):
        deliver_due()
    assert not connect.called and Delivery.objects.get().problem == "webhook.address-refused"
