"""Recovery codes: ten, shown once, each of use once."""

from __future__ import annotations

import secrets

from django.utils import timezone

from novation.control.accounts.at_rest import keyed_digest
from novation.control.accounts.models import Person, RecoveryCode

COUNT = 10
_LETTERS = "bcdfghjkmnpqrstvwxz"


def renew(person: Person) -> list[str]:
    """New codes in place of all old ones. Only here are they in the clear."""
    codes = [_new() for _ in range(COUNT)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(person=person, digest=_digest(person, c)) for c in codes])
    return codes


def accepts(person: Person, code: str) -> bool:
    """Takes the code, if it is one of this person's that was not used."""
    unused = RecoveryCode.objects.filter(person=person, digest=_digest(person, code), used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def left(person: Person) -> int:
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def _new() -> str:
    """Twelve letters (50 bits) in groups of four."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))


def _digest(person: Person, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter in _LETTERS)
    return keyed_digest("recovery", f"{person.ref}/{plain}")
