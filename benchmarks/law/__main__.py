"""Measures deciding on invented people against its limits, and the same rules in other engines.

    python -m benchmarks.law --setup              # 1 and 10 million, and the other engines (made ready first)
    python -m benchmarks.law --people 1000000     # one size
    python -m benchmarks.law --people 50000000 --threads 2 --memory 2GB --only scan-raw,end-to-end

Each size and number of threads is a process of its own; limits and steps run in it one after the other.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.discovery.environment import machine
from benchmarks.law import pages
from benchmarks.law.people import generate
from benchmarks.law.steps import STEPS, clear
from benchmarks.law.subset import rules_and_rows
from benchmarks.measuring import ROOT

from novation.engine import Engine
from novation.law import load_packs
from novation.terms import Category, Place

HERE = Path(__file__).resolve().parent
FOLDER = ROOT / "build" / "law-bench"
PEOPLE = ROOT / "build" / "law-bench-people"
PYTHON = FOLDER / "bin" / "python"
RESULTS = ROOT / "benchmarks" / "results" / "law.json"
ENGINES = ("cedar", "opa-rego", "zen-engine", "cel", "cel-python", "json-logic")
SIZES = (1_000_000, 10_000_000)
LAW, PLACE, CATEGORY, DAY = "cn-pipl", Place.CN, Category.MARKETING, date(2026, 11, 21)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.law", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--setup", action="store_true", help="make the other engines' environment first")
    parser.add_argument("--people", type=int, action="append", help="a size; may be given again")
    parser.add_argument("--kind", choices=("usual", "independent"), default="usual")
    parser.add_argument("--threads", type=int, action="append", help="1 and 2 unless given")
    parser.add_argument("--memory", default="2GB", help="of the engine")
    parser.add_argument("--only", default=",".join(STEPS), help=f"of {', '.join(STEPS)}; with commas")
    parser.add_argument("--without-engines", action="store_true", help="leave the other engines out")
    parser.add_argument("--keep", action="store_true", help="keep the invented people for another run")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument(
        "--pages", action="store_true", help="put the figures into docs/explanation/law-engine*.md"
    )
    parser.add_argument(
        "--add", action="store_true", help="add to the figures on file instead of replacing them"
    )
    given = parser.parse_args(arguments)
    if given.setup:
        set_up()
    found = json.loads(given.results.read_bytes()) if given.add else {"runs": [], "engines": []}

    def save() -> None:
        """After each run, so that a bench which is stopped keeps what it measured."""
        found["machine"], found["at"] = machine(), datetime.now(UTC).isoformat(timespec="minutes")
        pages.write(found, given.results)

    for people in given.people or SIZES:
        folder = PEOPLE / f"{given.kind}-{people}"
        made = invent(folder, people, given.kind)
        for threads in given.threads or (1, 2):
            run = one_run(folder, people, threads, given.memory, given.only.split(","))
            found["runs"].append({**run, "kind": given.kind, "generated": made})
            save()
        if not given.keep:
            clear(folder)
    if not given.without_engines:
        found["engines"] = []
        for one in engines():
            found["engines"].append(one)
            save()
    if given.pages:
        pages.refresh(found)
    print(f"written: {given.results}")
    return 0


def set_up() -> None:
    """Makes the environment or brings it up to date; CalledProcessError where a package can't be had."""
    uv = Path(sys.executable).with_name("uv")
    if not PYTHON.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, FOLDER], check=True)
    subprocess.run(
        [uv, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", HERE / "requirements.txt"],
        check=True,
    )


def invent(folder: Path, people: int, kind: str) -> dict[str, float] | None:
    """The people, unless they are there from an earlier run."""
    if (folder / "refs.parquet").is_file():
        return None
    print(f"inventing {people:,} people ({kind})", file=sys.stderr)
    wall, cpu = time.monotonic(), time.process_time()
    with Engine(
        folder, memory_limit="8GB", threads=1
    ) as engine:  # of one thread rows come out in their order
        generate(engine, people, kind)
    return {"wall_s": round(time.monotonic() - wall, 1), "cpu_s": round(time.process_time() - cpu, 1)}


def one_run(folder: Path, people: int, threads: int, memory: str, steps: list[str]) -> dict[str, Any]:
    print(f"{people:,} people, {threads} thread(s), {memory}", file=sys.stderr)
    given = {"folder": str(folder), "people": people, "threads": threads, "memory": memory, "steps": steps}
    command = [sys.executable, "-m", "benchmarks.law.steps", json.dumps(given)]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


def engines() -> Iterator[dict[str, Any]]:
    """The same rules on the same vectors in every other engine that is installed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / "rules-and-rows.json"
    file.write_text(json.dumps(rules_and_rows(load_packs(), LAW, PLACE, CATEGORY, DAY, 2000)), "utf-8")
    for name in ENGINES:
        command = [str(PYTHON), str(HERE / "rivals.py"), name, str(file)]
        ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
        measured = {"engine": name, **json.loads(ran.stdout)}
        print(f"  {measured}", file=sys.stderr)
        yield measured


if __name__ == "__main__":
    sys.exit(main())
