"""Signatures of webhooks in the form of Standard Webhooks: HMAC-SHA256 over id, time and body."""

from __future__ import annotations

import base64
import hashlib
import hmac

from django.conf import settings

from novation.control.hooks.models import Subscription


def secret_of(subscription: Subscription) -> bytes:
    """Derived from the installation's own secret, so the database holds nothing with which signatures could be forged."""
    said = f"novation webhook {subscription.ref} {subscription.secret_number}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).digest()


def shown(secret: bytes) -> str:
    """As receivers' libraries read it."""
    return "whsec_" + base64.b64encode(secret).decode()


def headers(secret: bytes, delivery: str, at: int, body: bytes) -> dict[str, str]:
    """`webhook-id`, `webhook-timestamp`, `webhook-signature`."""
    signed = f"{delivery}.{at}.".encode() + body
    signature = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    return {"webhook-id": delivery, "webhook-timestamp": str(at), "webhook-signature": f"v1,{signature}"}
