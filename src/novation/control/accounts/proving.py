"""Conditions on who somebody is: oneself, and oneself proved again a short while ago."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.actions import Condition
from novation.messages import Text

FRESH = timedelta(minutes=10)


def proved(actor: Any) -> bool:
    """Whether this person showed password or passkey in the last ten minutes, in the session that acts now."""
    at = getattr(actor, "proved_at", None)
    return at is not None and timezone.now() - at <= FRESH


def _proved(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return proved(actor)


def _oneself(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    owner = target if isinstance(target, Person) else getattr(target, "person", None)
    return owner is not None and owner.ref == actor.ref


def _somebody_else(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return not _oneself(actor, target, inputs)


PROVED = Condition(
    Text("须在此前十分钟内重新验证过身份", "it has to be you, proved again within the last ten minutes"),
    _proved,
    curable=True,
)
ONESELF = Condition(Text("只能由本人办理", "only the person themself may do this"), _oneself, hides=True)
SOMEBODY_ELSE = Condition(Text("不能对自己办理", "nobody may do this to themself"), _somebody_else)
