"""What stands in the way of the next phase: rooms above register what they know, and nothing is pushed down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing in the way. `state`: `late`, `soon` or `unknown` (not looked at); `page` names where to see to it."""

    text: Text
    citation: Text | None = None
    detail: Text | None = None
    state: str = "late"
    page: str = ""


Gate = Callable[[Case], Iterable[Blocker]]
_GATES: list[tuple[CasePhase, Gate]] = []


def register(phase: CasePhase, gate: Gate) -> None:
    """`gate` tells what keeps a case from entering `phase`."""
    _GATES.append((phase, gate))


def blockers(case: Case, phase: CasePhase | None = None) -> list[Blocker]:
    """What keeps the case from entering a phase (default: the next one); nothing: it may."""
    wanted = phase or case.phase.next
    return [found for one, gate in _GATES if one is wanted for found in gate(case)]
