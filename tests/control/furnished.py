"""A house with one thing of each kind in it, made by actions: what the walk over all addresses goes through."""

from __future__ import annotations

from unittest.mock import patch

from tests.control.people import House

from novation.control.hooks.models import Delivery, Subscription
from novation.control.hooks.subscriptions import add_webhook
from novation.control.hooks.tokens import issue_token

PUBLIC = [(2, 1, 6, "", ("93.184.215.14", 443))]


def furnish(house: House) -> House:
    """Each room adds what its pages show; a thing that cannot be made yet is left out, and its pages answer 404."""
    for add in (_connections,):
        add(house)
    return house


def _connections(house: House) -> None:
    with patch("socket.getaddrinfo", return_value=PUBLIC):
        add_webhook(house.officer, house.case, url="https://hooks.example/in", tags=[])
    issue_token(house.officer, house.case, label="export", days=3, sights=["case.overview"])
    webhook = Subscription.objects.get()
    Delivery.objects.create(
        subscription=webhook, index=0, tag="case.opened", due_at=webhook.added_at, state="given-up"
    )
