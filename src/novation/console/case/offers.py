"""What a reader can do with a thing now: the actions that policy and state allow, as buttons or links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from novation.control.actions import ACTIONS, Action
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Offer:
    """One deed on one thing. `asks`: it needs inputs, so the page of its form comes first."""

    tag: str
    title: Text
    ref: str
    seen: int | str
    asks: bool


def offers(actor: Any, thing: Any, tags: Iterable[str]) -> list[Offer]:
    """Those of the tags that this person may do to this thing in the state it is in."""
    found = [ACTIONS[tag] for tag in tags]
    return [_offer(action, thing) for action in found if _allowed(action, actor, thing)]


def _allowed(action: Action, actor: Any, thing: Any) -> bool:
    if action.move is not None:
        lifecycle = action.move.lifecycle
        if lifecycle.states(str(getattr(thing, lifecycle.field))) not in action.move.sources:
            return False
    return action.policy.refusal(actor, thing, {}) is None


def _offer(action: Action, thing: Any) -> Offer:
    return Offer(action.tag, action.title, thing.ref, getattr(thing, "version", ""), bool(action.inputs))
