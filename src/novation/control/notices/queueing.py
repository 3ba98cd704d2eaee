"""How a notice gets to the worker: the floor above says with what it is queued, this one when."""

from __future__ import annotations

from collections.abc import Callable

Enqueue = Callable[[str], object]
_QUEUES: list[Enqueue] = []


def register(enqueue: Enqueue) -> None:
    """`enqueue(ref)` queues the sending of a notice; the last one registered counts."""
    _QUEUES[:] = [enqueue]


def enqueue(ref: str) -> None:
    for queue in _QUEUES:
        queue(ref)
