"""What the worker does by itself again and again: rooms register it, the worker's own thread runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Chore:
    """`every`: seconds between two runs. `run` may be interrupted at any point and run again."""

    name: str
    every: float
    run: Callable[[], object]


_CHORES: dict[str, Chore] = {}
DAY = 24 * 3600.0


def register(name: str, *, every: float) -> Callable[[F], F]:
    """Registers a function that can be called without arguments under a name; a name can be registered once."""

    def keep(run: F) -> F:
        if name in _CHORES:
            raise ValueError(f"chore defined twice: {name}")
        _CHORES[name] = Chore(name, every, run)
        return run

    return keep


def due(last: dict[str, float], now: float) -> list[Chore]:
    """The chores whose time has come; `last` holds when each ran last (seconds), and is brought up to date."""
    found = [one for one in _CHORES.values() if now - last.get(one.name, float("-inf")) >= one.every]
    last.update({one.name: now for one in found})
    return found
