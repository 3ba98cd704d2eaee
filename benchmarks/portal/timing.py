"""Whether the time of an answer tells who is a customer: codes asked for known and unknown contacts in turn, and a rank test.

python -m benchmarks.portal.timing [--pairs 1500]

Mann and Whitney's test over all answers: `chance` is how often a known contact took longer than an unknown one (0.5: no
difference), `z` the distance from that in standard deviations, `p` how likely so large a distance is by chance alone.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.portal.building import mail_of
from benchmarks.portal.serving import Browser, Site, build, served

WARM = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=1_500)
    parser.add_argument(
        "--home", type=Path, help="where the installation lies, or is made (default: for the moment)"
    )
    parser.add_argument("--out", type=Path, help="write the result here as JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="novation-portal-") as folder:
        home = (asked.home or Path(folder)).resolve()
        built = build(home, asked.customers, 1)
        before = os.getloadavg()[0]  # processes that were running or waiting already
        with served(home, built, workers=1, threads=2) as site:
            known, unknown = attempts(site, asked.customers, asked.pairs)
    told = {
        "known": _told(known),
        "unknown": _told(unknown),
        **mann_whitney(known, unknown),
        "pairs": asked.pairs,
        "customers": asked.customers,
        "on": {
            "cpus": os.cpu_count(),
            "python": sys.version.split()[0],
            "database": "sqlite",
            "others_running": round(before, 1),
        },
    }
    text = json.dumps(told, indent=1)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", "utf-8")
    return 0 if told["p"] > 0.01 else 1


def attempts(site: Site, customers: int, pairs: int) -> tuple[list[float], list[float]]:
    """Seconds of each answer. Each contact once; of every pair chance says which comes first; no address over its limit."""
    rng = random.Random(7)
    contacts = rng.sample(range(customers), pairs + WARM)
    found: dict[bool, list[float]] = {True: [], False: []}
    for number, customer in enumerate(contacts):
        browser = Browser(site.port, f"127.4.{number // 250}.{number % 250 + 1}")
        browser.get(f"/{site.case}/code/")
        for known in rng.sample([True, False], 2):
            value = mail_of(customer) if known else f"x{customer}@mail.example"
            status, took = browser.post(f"/{site.case}/code/", {"kind": "email", "value": value})
            if status != 302:
                raise RuntimeError(f"the portal answered {status}")
            if number >= WARM:
                found[known].append(took)
    return found[True], found[False]


def mann_whitney(one: list[float], other: list[float]) -> dict[str, float]:
    """By the normal approximation, which is good from twenty values on; times hardly ever tie, ties share their ranks."""
    values = np.array(one + other)
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    m, n = len(one), len(other)
    u = float(ranks[:m].sum()) - m * (m + 1) / 2
    ties = float((count**3 - count).sum()) / ((m + n) * (m + n - 1))
    deviation = math.sqrt(m * n / 12 * (m + n + 1 - ties))
    z = (u - m * n / 2) / deviation
    return {
        "u": u,
        "z": round(z, 3),
        "p": round(math.erfc(abs(z) / math.sqrt(2)), 4),
        "chance": round(u / (m * n), 4),
    }


def _told(times: list[float]) -> dict[str, Any]:
    return {
        "median_ms": round(statistics.median(times) * 1000, 3),
        "mean_ms": round(statistics.mean(times) * 1000, 3),
    }


if __name__ == "__main__":
    sys.exit(main())
