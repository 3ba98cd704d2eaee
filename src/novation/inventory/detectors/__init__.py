"""Detectors as plug-ins: `detectors.yaml` says which families load and what a match is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from novation.inventory.tables import load
from novation.inventory.worth import Worth, worths

if TYPE_CHECKING:
    from novation.inventory.detectors.base import Detector


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
    result: list[Loaded] = []
    for family in load("detectors/detectors.yaml")["families"]:
        for detector in import_module(f"novation.inventory.detectors.{family}").detectors():
            result.append(Loaded(detector, worths()[detector.kind]))
    return tuple(result)


__all__ = ["Loaded", "Worth", "loaded"]
