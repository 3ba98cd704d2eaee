"""What a release leaves of risk and what it costs, as figures; nothing here decides whether that is good enough.

Risks after El Emam (Guide to the De-Identification of Personal Health Information, 2013, ch. 16): a *prosecutor* knows
that somebody is among the released rows, a *journalist* does not, a *marketer* wants as many people as possible.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from novation.protection.kernels import count_inside
from novation.protection.recoding import Recoding
from novation.protection.tuples import Tuples

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Risk:
    """`smallest_in_population`: the fewest people of the whole source whom the row of one of them fits."""

    classes: int
    smallest: int
    smallest_in_population: int
    prosecutor_highest: float
    prosecutor_average: float
    journalist_highest: float
    journalist_average: float
    marketer: float

    def as_dict(self) -> dict[str, Any]:
        return {name: _rounded(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Loss:
    """`average`: mean share of values that a cell can no longer be told from, a row left out counting whole.

    `discernibility`: each row costs as many as its class has, one left out as many as there are (Bayardo 2005).
    `cells_kept`: cells released exactly; `cells_emptied`: cells that say nothing any more.
    """

    average: float
    discernibility: int
    cells_kept: float
    cells_emptied: float
    left_out: int

    def as_dict(self) -> dict[str, Any]:
        return {name: _rounded(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Spread:
    """How different a sensitive column is within the classes: l distinct, l by entropy, t as the farthest class."""

    distinct: int
    entropy: float
    distance: float

    def as_dict(self) -> dict[str, Any]:
        return {name: _rounded(value) for name, value in asdict(self).items()}


def risk_of(recoding: Recoding, population: Tuples | None) -> Risk:
    """Of a release with at least one class. `population`: the tuples of everybody in the source, on the same scales; None
    where everybody is released: then a class has its own people, and whom else a range fits is not counted.
    """
    rows = recoding.rows
    people = rows
    if population is not None:
        fitting = count_inside(population.codes, population.weights, recoding.low, recoding.high)
        people = np.maximum(fitting, rows)
    released = int(rows.sum())
    marketer = float((rows / people).sum() / released)
    return Risk(
        classes=len(rows),
        smallest=int(rows.min()),
        smallest_in_population=int(people.min()),
        prosecutor_highest=1 / int(rows.min()),
        prosecutor_average=len(rows) / released,
        journalist_highest=1 / int(people.min()),
        journalist_average=max(len(rows) / int(people.sum()), marketer),
        marketer=marketer,
    )


def loss_of(recoding: Recoding, total: int) -> Loss:
    width = np.array([scale.codes - 1 for scale in recoding.scales], np.int64)
    run = recoding.high - recoding.low
    weight = recoding.rows[:, None]
    cells = max(1, total * len(recoding.scales))
    left = total - recoding.released
    kept = float((weight * (run == 0)).sum() / cells)
    emptied = float((weight * ((run == width) & (width > 0))).sum() / cells) + left / max(1, total)
    return Loss(
        average=recoding.loss,
        discernibility=int((recoding.rows.astype(object) ** 2).sum()) + left * total,
        cells_kept=kept,
        cells_emptied=emptied,
        left_out=left,
    )


def spread_of(number: NDArray[np.int64], values: NDArray[np.int64]) -> Spread | None:
    """Of the class and the sensitive value of each released row; distance as half the sum of differences of shares."""
    if not len(number):
        return None
    _, values = np.unique(values, return_inverse=True)
    _, number = np.unique(number, return_inverse=True)
    size = int(values.max()) + 1
    cells, counts = np.unique(number * size + values, return_counts=True)
    of_class, value = np.divmod(cells, size)
    people = np.bincount(number)
    share = counts / people[of_class]
    overall = np.bincount(values) / len(values)
    entropy = np.bincount(of_class, weights=-share * np.log(share))
    present = np.bincount(of_class, weights=np.abs(share - overall[value]) - overall[value])
    return Spread(
        distinct=int(np.bincount(of_class).min()),
        entropy=float(np.exp(entropy.min())),
        distance=float(((1 + present) / 2).max()),
    )


def alone(people: NDArray[np.int64]) -> float:
    """The share of people who are one of a kind, of how many people each kind has."""
    return float((people == 1).sum() / max(1, int(people.sum())))


def _rounded(value: float | int) -> float | int:
    return round(value, _DIGITS) if isinstance(value, float) else value
