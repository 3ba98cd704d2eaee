"""Measures the main job from scan to destruction: seconds and memory of each stage, and how far from its plain limit.

    python benchmarks/main_job.py                                   # 100,000 / 300,000 and 1,000,000 / 3,000,000
    python benchmarks/main_job.py --customers 20000 --orders 60000 --only scan,link,decide

Each stage is a process of its own. A limit is measured right after its stage, in the same run. The machine's load is
written beside the figures: on a shared machine wall times say little, CPU seconds and ratios more.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from job import STAGES, Job  # noqa: E402
from measuring import ROOT, CommandFailed, measured, novation  # noqa: E402

SIZES = ((100_000, 300_000), (1_000_000, 3_000_000))
RESULTS = ROOT / "benchmarks" / "results" / "main_job.json"
AIMS = {"decide": 4.0, "seal": 4.0, "reconcile": 7.0}
MEMORY_AIM = 4 << 10  # MiB


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers", type=int, help="one size only (with --orders)")
    parser.add_argument("--orders", type=int)
    parser.add_argument("--memory-limit", default="2GB", help="of the engine in each stage")
    parser.add_argument("--only", help="stages, with commas; the others must have run in the folder before")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the JSON file to write")
    given = parser.parse_args(arguments)
    if (given.customers is None) != (given.orders is None):
        parser.error("--customers and --orders belong together")
    sizes = ((given.customers, given.orders),) if given.customers else SIZES
    only = given.only.split(",") if given.only else list(STAGES)
    if unknown := set(only) - set(STAGES):
        parser.error(f"{', '.join(sorted(unknown))}: not among {', '.join(STAGES)}")
    try:
        runs = [run(given.folder, size, only, given.memory_limit, given.results) for size in sizes]
    except CommandFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    report = {"machine": machine(), "runs": runs, "linearity": linearity(runs)}
    given.results.parent.mkdir(parents=True, exist_ok=True)
    given.results.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    print(f"\nwritten: {given.results}")
    return 0


def run(
    folder: Path, size: tuple[int, int], only: list[str], memory_limit: str, results: Path
) -> dict[str, Any]:
    customers, orders = size
    job = Job(folder / f"c{customers}", memory_limit)
    print(f"\n{customers:,} customers, {orders:,} orders, engine {memory_limit}")
    job.generate(customers, orders)
    if "scan" in only:
        job.open()
    start_up = measured(novation("--version"), job.logs / "version.log")
    began = datetime.now(UTC).isoformat(timespec="seconds")
    print(f"{'stage':10} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9} {'limit cpu':>12} {'ratio':>7}  limit")
    stages = {}
    for name in STAGES:
        if name in only:
            stages[name] = one_stage(job, name)
            print(line(name, stages[name]), flush=True)
    return {
        "customers": customers,
        "orders": orders,
        "memory_limit": memory_limit,
        "began_at": began,
        "load_1_5_15": [round(n, 1) for n in os.getloadavg()],
        "start_up_cpu_s": round(start_up.cpu, 2),
        "input_bytes": sum(p.stat().st_size for p in job.sources()),
        "stages": stages,
        "peak_mib": max(s["peak_mib"] for s in stages.values()),
        "aims": aims(stages),
    }


def one_stage(job: Job, name: str) -> dict[str, Any]:
    found: dict[str, Any] = job.stage(name).as_dict()
    found["limits"] = [
        {
            **limit,
            "ratio_cpu": round(found["cpu_s"] / max(limit["cpu_s"], 0.001), 1),
            "ratio_wall": round(found["wall_s"] / max(limit["wall_s"], 0.001), 1),
        }
        for limit in job.limits(name)
    ]
    return found


def line(name: str, found: dict[str, Any]) -> str:
    cost = f"{name:10} {found['wall_s']:>8.1f} {found['cpu_s']:>8.1f} {found['peak_mib']:>9,}"
    limits = [f"{n['cpu_s']:>10.2f} {n['ratio_cpu']:>7.1f}  {n['what']}" for n in found["limits"]]
    return "   ".join([cost, *limits])


def aims(stages: dict[str, Any]) -> dict[str, Any]:
    """What was asked for and what was reached, by CPU seconds."""
    found: dict[str, Any] = {
        name: {"at_most": aim, "reached": reached, "met": reached <= aim}
        for name, aim in AIMS.items()
        if name in stages
        for reached in [stages[name]["limits"][0]["ratio_cpu"]]
    }
    peak = max(s["peak_mib"] for s in stages.values())
    found["memory"] = {"at_most_mib": MEMORY_AIM, "reached_mib": peak, "met": peak <= MEMORY_AIM}
    return found


def linearity(runs: list[dict[str, Any]]) -> dict[str, float]:
    """CPU seconds for each customer in the largest run over those in the smallest, by stage: 1 is linear."""
    if len(runs) < 2:
        return {}
    small, large = runs[0], runs[-1]
    factor = large["customers"] / small["customers"]
    return {
        name: round(large["stages"][name]["cpu_s"] / (small["stages"][name]["cpu_s"] * factor), 2)
        for name in large["stages"]
        if small["stages"].get(name, {}).get("cpu_s")
    }


def machine() -> dict[str, Any]:
    model = next(
        (
            row.split(":")[1].strip()
            for row in Path("/proc/cpuinfo").read_text().splitlines()
            if row.startswith("model name")
        ),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "memory_gib": memory >> 30,
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    sys.exit(main())
