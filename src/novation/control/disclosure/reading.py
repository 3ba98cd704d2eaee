"""Who reads what in the room. Whoever does not speak for the seller gets nothing before the NDA, not even a count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from novation.control.actions import Condition
from novation.control.agreements.gates import in_force
from novation.control.agreements.kinds import AgreementKind
from novation.control.agreements.sides import sees_all, stands_for
from novation.control.cases.models import Case
from novation.control.disclosure.kinds import ROOM_STAGES, ItemState, Readers
from novation.control.disclosure.models import Item
from novation.control.disclosure.stages import is_open
from novation.control.roles import CaseRole, Side
from novation.messages import Text


def admitted(actor: Any, case: Case) -> bool:
    """Whether somebody may enter the room at all now."""
    return sees_all(actor, case.ref) or (
        stands_for(actor, case.ref) is Side.BUYER and in_force(case, AgreementKind.NDA) is not None
    )


def items_for(actor: Any, case: Case) -> QuerySet[Item]:
    """The items somebody may see in the index. Withdrawn ones keep their line, so that no number goes missing."""
    found = Item.objects.filter(room__case=case).select_related("room__case", "file")
    if sees_all(actor, case.ref):
        return found
    if not admitted(actor, case):
        return found.none()
    return shared(case, found).filter(readers__in=_readers(actor, case))


def shared(case: Case, items: QuerySet[Item]) -> QuerySet[Item]:
    """Those that the other side may know of now: numbered, of an open stage. Without the NDA no stage is open."""
    stages = [str(stage) for stage in ROOM_STAGES if is_open(case, stage)]
    shown = Q(state=str(ItemState.PUBLISHED)) | Q(state=str(ItemState.WITHDRAWN), number__isnull=False)
    return items.filter(shown, stage__in=stages)


def _readers(actor: Any, case: Case) -> list[str]:
    lawyer = CaseRole.BUYERS_LAWYER in actor.roles_in(case.ref)
    return [str(Readers.BUYER), *([str(Readers.LAWYERS)] if lawyer else [])]


def may_open(actor: Any, item: Item) -> bool:
    """Whether somebody may see what an item holds: of a withdrawn one the other side sees the number only."""
    if not items_for(actor, item.case).filter(pk=item.pk).exists():
        return False
    return item.state != ItemState.WITHDRAWN or sees_all(actor, item.scope)


def _for_reader(actor: Any, item: Item, inputs: Mapping[str, Any]) -> bool:
    return may_open(actor, item)


def _for_seller(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return stands_for(actor, target.scope) is Side.SELLER


def _for_buyer(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return stands_for(actor, target.scope) is Side.BUYER


def _under_nda(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return in_force(target.case, AgreementKind.NDA) is not None


def _inside(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return admitted(actor, target.case)


NDA_IN_FORCE = Condition(
    Text(
        "保密协议生效之后才能公布；此前双方都能读到的日志里不出现任何一项",
        "nothing is published before the non-disclosure agreement is in force: the journal both sides read knows no item until then",
    ),
    _under_nda,
)
OPEN_TO_READER = Condition(Text("这一项现在不对您开放", "this item is not open to you now"), _for_reader)
ADMITTED = Condition(
    Text("保密协议生效之前，资料室不开放", "the room is shut until the non-disclosure agreement is in force"),
    _inside,
)
SELLER_SIDE = Condition(Text("由出让方的人办理", "this is for the seller’s side"), _for_seller)
BUYER_SIDE = Condition(Text("由受让方的人办理", "this is for the buyer’s side"), _for_buyer)
