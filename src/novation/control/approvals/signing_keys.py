"""The key somebody signs with now: registered by themselves, not expired."""

from __future__ import annotations

from novation.control.accounts.models import Person
from novation.control.approvals.models import SigningKey
from novation.errors.approvals import KEY_EXPIRED, KEY_NONE
from novation.evidence.keys import PublicKey, load_public_key


def current_key(person: Person) -> SigningKey | None:
    """What they registered last; expired or not."""
    return SigningKey.objects.filter(person=person, ended_at=None).first()


def key_of(person: Person) -> PublicKey:
    """Raises `signing-key.none`, `signing-key.expired`."""
    if not person.public_key:
        raise KEY_NONE.error()
    found = current_key(person)
    if found is not None and found.is_expired:
        raise KEY_EXPIRED.error(day=found.expires_on.isoformat())
    return load_public_key(person.public_key)
