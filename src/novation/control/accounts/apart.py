"""Three administrations that check each other (三权分立): system, security, audit; apart where an organisation says so.

The idea is that of GB/T 22239 (基本要求: 系统管理, 审计管理, 安全管理); read from memory of the standard, not confirmed
against its text. Small organisations let their administrator do all three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from novation.control.accounts.models import Grant, Organisation
from novation.control.actions import Condition, Policy
from novation.control.roles import HouseRole
from novation.errors.accounts import APART, LAST_ADMINISTRATOR
from novation.messages import Text

NOTE = Text(
    "三权分立：系统、安全、审计管理互相制约（思路来自 GB/T 22239，条文未核）",
    "Three administrations that check each other: system, security, audit (after GB/T 22239; wording not confirmed)",
)
THREE = (
    HouseRole.SYSTEM_ADMINISTRATOR,
    HouseRole.SECURITY_ADMINISTRATOR,
    HouseRole.AUDIT_ADMINISTRATOR,
)


def separated(scope: str) -> bool:
    return Organisation.objects.filter(ref=scope, separate_administration=True).exists()


def administered_by(*roles: HouseRole, conditions: Iterable[Condition] = (), system: bool = False) -> Policy:
    """A policy for holders of the roles; the plain administrator too, but not where administration is apart."""
    wanted = {str(role) for role in roles}

    def holds(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
        return bool(actor.roles_in(target.scope) & wanted) or not separated(target.scope)

    zh, en = "或".join(role.text.zh for role in roles), " or ".join(role.text.en for role in roles)
    condition = Condition(
        Text(f"管理分立时须由{zh}办理", f"where administration is apart this is for the {en}"), holds
    )
    return Policy((*roles, HouseRole.ADMINISTRATOR), (condition, *conditions), system=system)


def check_apart(organisation: Organisation, held: Iterable[str], wanted: HouseRole) -> None:
    """Raises `administration.must-be-apart` if, with `wanted`, one person would hold two of the three."""
    others = {str(role) for role in THREE} - {str(wanted)}
    if organisation.separate_administration and wanted in THREE and others & set(held):
        raise APART.error()


def check_nobody_holds_two(organisation: Organisation) -> None:
    """Before administration is set apart; raises `administration.must-be-apart`."""
    held: dict[int, int] = {}
    for person in Grant.objects.filter(
        scope=organisation.ref, role__in=[str(role) for role in THREE], ended_at=None
    ).values_list("person", flat=True):
        held[person] = held.get(person, 0) + 1
    if any(count > 1 for count in held.values()):
        raise APART.error()


def check_not_last(organisation: Organisation, leaving: Iterable[Grant]) -> None:
    """Somebody must stay who can grant roles; raises `administration.last-one`."""
    needed = (
        HouseRole.SECURITY_ADMINISTRATOR if organisation.separate_administration else HouseRole.ADMINISTRATOR
    )
    going = [one.pk for one in leaving if one.role == needed and one.scope == organisation.ref]
    if not going:
        return
    left = Grant.objects.filter(
        scope=organisation.ref, role=str(needed), ended_at=None, person__is_active=True
    ).exclude(pk__in=going)
    if not left.exists():
        raise LAST_ADMINISTRATOR.error()
