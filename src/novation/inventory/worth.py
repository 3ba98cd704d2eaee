"""How far a match of each declared detector convinces (`detectors.yaml`), readable without loading the detectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from novation.inventory.tables import load


@dataclass(frozen=True)
class Worth:
    """How far a match of a detector convinces (see the head of `detectors.yaml`)."""

    strength: float
    cue: bool
    runs_apart: bool
    reported_as: str
    source: str
    decoys: str


@cache
def worths() -> dict[str, Worth]:
    """By the kind of the detector, in the order of the file."""
    kinds = load("detectors/detectors.yaml")["kinds"]
    return {kind: _worth(kind, entry) for kind, entry in kinds.items()}


def _worth(kind: str, entry: dict[str, str]) -> Worth:
    return Worth(
        strength=float(entry["strength"]),
        cue=entry.get("cue") == "true",
        runs_apart=entry.get("runs_apart") == "true",
        reported_as=entry.get("reported_as", kind),
        source=entry["source"],
        decoys=entry["decoys"],
    )
