"""What is measured of a sample and said in its record; a sample above the limits is refused here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from novation.engine import Engine
from novation.errors.protection import RISK_TOO_HIGH, TOO_ALIKE
from novation.handover.sampling.choosing import Chosen
from novation.handover.sampling.order import SampleOrder
from novation.protection import Recoding, Treatment, Tuples
from novation.protection.encoding import Encoded
from novation.protection.measures import Loss, Risk, Spread, alone, loss_of, risk_of, spread_of


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """Everything that is said of a sample besides its rows."""

    risk: Risk
    loss: Loss
    spread: dict[str, Spread]
    alone_before: float
    alone_before_in_sample: float


def measured_of(
    engine: Engine,
    query: str,
    columns: Sequence[Chosen],
    encoded: Encoded,
    recoding: Recoding,
    tuples: Tuples,
    number: np.ndarray,
    values: Sequence[np.ndarray],
) -> Measured:
    population = encoded.population()
    risk = risk_of(recoding, population)
    used = [c for c in columns if c.treatment is Treatment.GENERALISED]
    kept = [c for c in columns if c.treatment is Treatment.KEPT]
    shown = number >= 0
    spread = {c.name: spread_of(number[shown], v[shown]) for c, v in zip(kept, values, strict=True)}
    return Measured(
        risk,
        loss_of(recoding, tuples.rows),
        {name: found for name, found in spread.items() if found},
        alone(_kinds(engine, query, used, "")),
        alone(_kinds(engine, query, used, "SEMI JOIN sampled s ON s.person = q.person")),
    )


def _kinds(engine: Engine, query: str, columns: Sequence[Chosen], among: str) -> np.ndarray:
    """How many people there are of each combination of the columns as they stand in the source."""
    listed = ", ".join(f"q.{c.raw}" for c in columns)
    found = engine.fetch_arrow(
        f"SELECT count(*)::BIGINT AS n FROM ({query}) q {among} GROUP BY hash({listed})"
    )
    return found["n"].to_numpy()


def require_within(order: SampleOrder, columns: Sequence[Chosen], measured: Measured) -> None:
    """Refuses what is above the limits; nothing is kept of it."""
    highest = measured.risk.prosecutor_highest
    if highest > order.risk + 1e-9:
        raise RISK_TOO_HIGH.error(risk=f"{highest:.1%}", limit=f"{order.risk:.1%}")
    for name, spread in measured.spread.items():
        if spread.distance > order.limits.distance:
            raise TOO_ALIKE.error(
                column=name, distance=f"{spread.distance:.2f}", limit=f"{order.limits.distance:.2f}"
            )


_THRESHOLD = 0.05


def _grade(risk: Risk) -> dict[str, Any]:
    """Whether the risk is under the threshold of level 3 of GB/T 42460-2023, which nobody has confirmed against its text."""
    return {
        "standard": "GB/T 42460-2023",
        "threshold": _THRESHOLD,
        "confirmed": False,
        "knowing": risk.prosecutor_highest <= _THRESHOLD,
        "not_knowing": risk.journalist_highest <= _THRESHOLD,
    }


def told_of(
    order: SampleOrder, columns: Sequence[Chosen], recoding: Recoding, measured: Measured
) -> dict[str, Any]:
    limits = order.limits
    return {
        "limits": {
            "smallest": limits.smallest,
            "suppressed": limits.suppressed,
            "different": limits.different,
            "distance": limits.distance,
            "risk": order.risk,
        },
        "columns": [c.as_dict() for c in columns],
        "levels": list(recoding.levels or ()),
        "search": {"looked": recoding.looked, "complete": recoding.complete},
        "risk": measured.risk.as_dict(),
        "grade": _grade(measured.risk),
        "alone": {
            "source": round(measured.alone_before, 6),
            "sample": round(measured.alone_before_in_sample, 6),
        },
        "loss": measured.loss.as_dict(),
        "spread": {name: one.as_dict() for name, one in measured.spread.items()},
    }
