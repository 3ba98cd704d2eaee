"""What each room adds to the evidence of a case: records without names, one function a room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Record = Mapping[str, Any]
Contribution = Callable[[Any], Iterable[Record]]
_CONTRIBUTIONS: dict[str, Contribution] = {}


def register(name: str, contribution: Contribution) -> None:
    """`contribution(case)` yields records (JSON values) with references, digests, instants and words of vocabularies.

    No names, no free text: a reason is given by its digest. They become `records/<name>.jsonl` of the evidence bundle,
    in the order they are yielded, which must be the same each time.
    """
    if name in _CONTRIBUTIONS:
        raise ValueError(f"contributed twice: {name}")
    _CONTRIBUTIONS[name] = contribution


def contributions() -> list[tuple[str, Contribution]]:
    """All of them, by name."""
    return sorted(_CONTRIBUTIONS.items())
