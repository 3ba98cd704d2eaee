"""De-identification at scale: rows encoded, grouped, generalised to k, measured; and a sample drawn of them and measured.

    python benchmarks/protection.py --rows 1000000 --columns 8

One run in one process; prints JSON with the seconds of each stage and the peak memory of the process. The rows are
invented: skewed ages, months, cities, amounts and words, more different than the Adult data. What comes out is
held against k here again. Writing rows back is not part of it.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from novation.engine import Engine
from novation.protection import Limits, Recoding, Tuples, recode
from novation.protection.encoding import Encoded, Quasi, encode
from novation.protection.forms import Form
from novation.protection.measures import loss_of, risk_of
from novation.protection.tuples import grouped

CITIES = (
    "杭州市",
    "宁波市",
    "温州市",
    "上海市",
    "南京市",
    "苏州市",
    "北京市",
    "广州市",
    "深圳市",
    "成都市",
    "武汉市",
    "西安市",
)
_CHANCE = "(hash(i * 8 + {seed} - 1)::DOUBLE / 18446744073709551616)"


def chance(seed: int) -> str:
    """A number from 0 to 1 that depends on the row and the column only, so every run has the same rows."""
    return _CHANCE.format(seed=seed)


def columns(most: int) -> list[Quasi]:
    cities = ", ".join(f"'{city}'" for city in CITIES)
    found = [
        Quasi("birth", Form.MONTH, f"(1940 * 12 + floor(780 * pow({chance(1)}, 0.8)))::INTEGER"),
        Quasi(
            "gender",
            Form.WORDS,
            f"CASE WHEN {chance(2)} < 0.55 THEN '女' WHEN {chance(2)} < 0.97 THEN '男' END",
        ),
        Quasi("city", Form.PLACE, f"([{cities}])[1 + floor(12 * pow({chance(3)}, 2))::INTEGER]"),
        Quasi("registered", Form.MONTH, f"(2014 * 12 + floor(150 * {chance(4)}))::INTEGER"),
        Quasi("total", Form.AMOUNT, f"floor(14 * pow({chance(5)}, 1.5))::INTEGER"),
        Quasi("tier", Form.WORDS, f"'tier ' || floor(6 * pow({chance(6)}, 3))::INTEGER"),
        Quasi("last", Form.MONTH, f"(2024 * 12 + floor(34 * pow({chance(7)}, 0.5)))::INTEGER"),
        Quasi("orders", Form.AMOUNT, f"floor(7 * pow({chance(8)}, 2))::INTEGER"),
    ]
    return found[:most]


class Stages:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)


def warm() -> None:
    """Compiles the loops, which is done once and kept."""
    with tempfile.TemporaryDirectory() as folder, Engine(folder) as engine:
        encoded = encode(engine, "SELECT i AS person, i FROM range(500) r(i)", columns(3), 5)
        whole = encoded.population()
        found = recode(whole, encoded.scales, Limits(5))
        if found:
            risk_of(found, whole)


def everybody(encoded: Encoded, limits: Limits, stages: Stages) -> dict[str, Any]:
    with stages.of("group"):
        whole = encoded.population()
    with stages.of("generalise"):
        found = recode(whole, encoded.scales, limits)
    if found is None:
        return {"tuples": len(whole), "released": 0}
    with stages.of("measure"):
        risk, loss = risk_of(found, None), loss_of(found, whole.rows)
    assert risk.smallest >= limits.smallest == smallest(found, whole, limits)
    return {"tuples": len(whole), "risk": risk.as_dict(), "loss": loss.as_dict(), "nodes": found.looked}


def smallest(found: Recoding, whole: Tuples, limits: Limits) -> int:
    """k again, from the classes of the tuples alone."""
    rows = np.bincount(found.number[found.number >= 0], whole.weights[found.number >= 0])
    return limits.smallest if rows.min() >= limits.smallest else int(rows.min())


def sample(encoded: Encoded, rows: int, limits: Limits, stages: Stages) -> dict[str, Any]:
    """As the step does it: a thousand people, measured against everybody."""
    engine = encoded.engine
    with stages.of("sample"):
        view = engine.fetch_arrow(f"SELECT range AS person FROM range(0, {rows}, {max(1, rows // 1000)})")
        engine.register_arrow("sampled", view)
        tuples, _ = grouped(encoded.matrix(encoded.of("sampled")), encoded.scales)
        found = recode(tuples, encoded.scales, limits)
    if found is None:
        return {"released": 0}
    with stages.of("sample measured"):
        risk = risk_of(found, encoded.population())
    return {"risk": risk.as_dict(), "loss": loss_of(found, tuples.rows).as_dict()}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=100_000)
    words.add_argument("--columns", type=int, default=8, choices=range(5, 9))
    words.add_argument("--smallest", type=int, default=10)
    words.add_argument("--memory-limit", default="2GB")
    asked = words.parse_args()
    warm()
    stages, limits = Stages(), Limits(asked.smallest)
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder), asked.memory_limit) as engine:
        query = f"SELECT i AS person, i FROM range({asked.rows}) r(i)"
        with stages.of("encode"):
            encoded = encode(engine, query, columns(asked.columns), asked.smallest)
        whole = everybody(encoded, limits, stages)
        drawn = sample(encoded, asked.rows, limits, stages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {
        "rows": asked.rows,
        "columns": asked.columns,
        "k": asked.smallest,
        "seconds": stages.seconds,
        "peak_mib": peak,
    }
    print(json.dumps({**told, "everybody": whole, "sample": drawn}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
