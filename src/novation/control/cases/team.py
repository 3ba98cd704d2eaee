"""Who works on a case, and who could."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novation.control.accounts.models import Grant, Person
from novation.control.roles import EVERY_CASE_ROLE, CaseRole

WORKERS = tuple(role for role in EVERY_CASE_ROLE if role is not CaseRole.AUDITOR)
"""An auditor reads everything and changes nothing."""
LEADERS = (CaseRole.OWNER, CaseRole.COMPLIANCE_OFFICER)


def team_of(scope: str) -> Any:
    """The people who hold a role in a case that does something, by name."""
    roles = [str(role) for role in WORKERS]
    held = Grant.objects.filter(scope=scope, role__in=roles, ended_at=None).values("person")
    return Person.objects.filter(pk__in=held, is_active=True).order_by("name")


def team(actor: Any, target: Any) -> Any:
    """For the choices of an action on a case or a thing of it."""
    return team_of(target.scope)


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """What people are called whose references a page holds, in one query."""
    wanted = {ref for ref in refs if ref}
    return dict(Person.objects.filter(ref__in=wanted).values_list("ref", "name")) if wanted else {}
