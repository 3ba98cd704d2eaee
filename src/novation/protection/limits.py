"""What a release must reach: people in the smallest class, rows that may be left out, values a class must hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`smallest`: k. `suppressed`: the share of rows that may be left out. `different`: l, distinct sensitive values in
    each class. `distance`: t, how far a class may be from all released rows in a sensitive column (0 to 1).
    """

    smallest: int = 10
    suppressed: float = 0.05
    different: int = 2
    distance: float = 0.5

    def __post_init__(self) -> None:
        if self.smallest < 2 or self.different < 1:
            raise ValueError("a class of one protects nobody")
        if not (0 <= self.suppressed < 1 and 0 < self.distance <= 1):
            raise ValueError("a share lies between 0 and 1")
