"""Giving and ending roles: what the actions of every floor above use, inside their own transaction."""

from __future__ import annotations

from django.utils import timezone

from novation.control.accounts.models import Grant, Person
from novation.control.roles import Side
from novation.terms.vocabulary import Term


def grant(person: Person, scope: str, role: Term, *, by: str, side: Side = Side.NEITHER) -> Grant:
    """A role from now on; one that is held already stays as it is."""
    found, _ = Grant.objects.get_or_create(
        person=person, scope=scope, role=str(role), ended_at=None, defaults={"granted_by": by, "side": side}
    )
    person.forget_roles()
    return found


def end(found: Grant) -> None:
    """The role is not held from now on; that it was held stays on record."""
    found.ended_at = timezone.now()
    found.save(update_fields=["ended_at"])
    found.person.forget_roles()


def holders(scope: str, *roles: Term) -> list[Person]:
    """Who holds one of the roles in a scope now, by name."""
    held = Grant.objects.filter(scope=scope, role__in=[str(role) for role in roles], ended_at=None)
    return list(Person.objects.filter(grants__in=held, is_active=True).distinct().order_by("name"))
