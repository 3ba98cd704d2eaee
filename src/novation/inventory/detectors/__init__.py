"""Detectors as plug-ins: `detectors.yaml` says which families load and what a match is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from novation.inventory.detectors.base import Detector, Text
from novation.inventory.detectors.spans import Spans
from novation.inventory.tables import load


@dataclass(frozen=True)
class Worth:
    """How far a match of this detector convinces (see the head of `detectors.yaml`)."""

    strength: float
    cue: bool
    runs_apart: bool
    reported_as: str
    source: str
    decoys: str


@dataclass(frozen=True)
class Loaded:
    detector: Detector
    worth: Worth

    @property
    def kind(self) -> str:
        """The kind under which matches are reported."""
        return self.worth.reported_as


@cache
def loaded() -> tuple[Loaded, ...]:
    """All declared detectors in order of trust; a detector that is not declared is a defect."""
    table = load("detectors/detectors.yaml")
    result: list[Loaded] = []
    for family in table["families"]:
        for detector in import_module(f"novation.inventory.detectors.{family}").detectors():
            entry = table["kinds"][detector.kind]
            result.append(Loaded(detector, _worth(detector.kind, entry)))
    return tuple(result)


def _worth(kind: str, entry: dict[str, str]) -> Worth:
    return Worth(
        strength=float(entry["strength"]),
        cue=entry.get("cue") == "true",
        runs_apart=entry.get("runs_apart") == "true",
        reported_as=entry.get("reported_as", kind),
        source=entry["source"],
        decoys=entry["decoys"],
    )


__all__ = ["Detector", "Loaded", "Spans", "Text", "Worth", "loaded"]
