"""What stands in the way of the next phase: rooms above register what they know, and nothing is pushed down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.messages import Text

T = TypeVar("T")
_KEPT = "_known_to_gates"


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
_KNOWN: list[Known[Any]] = []


class Known(Generic[T]):
    """What gates rest on, by case: read anew whenever a gate asks, or for many cases at once by `look_ahead`.

    `load` gives it for each of the cases, by primary key, in a number of queries that does not grow with them.
    """

    def __init__(self, load: Callable[[Sequence[Case]], Mapping[int, T]]) -> None:
        self._load = load
        _KNOWN.append(self)

    def of(self, case: Case) -> T:
        kept: dict[Known[T], T] | None = case.__dict__.get(_KEPT)
        if kept is None:
            return self._load([case])[case.pk]
        if self not in kept:
            kept[self] = self._load([case])[case.pk]
        return kept[self]

    def look_ahead(self, cases: Sequence[Case]) -> None:
        found = self._load(cases)
        for case in cases:
            case.__dict__.setdefault(_KEPT, {})[self] = found[case.pk]


def register(phase: CasePhase, gate: Gate) -> None:
    """`gate` tells what keeps a case from entering `phase`."""
    _GATES.append((phase, gate))


def blockers(case: Case, phase: CasePhase | None = None) -> list[Blocker]:
    """What keeps the case from entering a phase (default: the next one); nothing: it may."""
    wanted = phase or case.phase.next
    return [found for one, gate in _GATES if one is wanted for found in gate(case)]


def only_shown(case: Case) -> None:
    """From here on this object is only shown: what gates rest on is read once. An action reads its thing anew."""
    case.__dict__.setdefault(_KEPT, {})


def look_ahead(cases: Sequence[Case]) -> None:
    """Reads what all gates rest on for many cases at once; only for pages, which show it and change nothing."""
    for known in _KNOWN:
        known.look_ahead(cases)
