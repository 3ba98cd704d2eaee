"""Runs Novation and the other tools on the same labelled data, and writes what came of it as JSON and Markdown.

python -m benchmarks.discovery --setup          # makes the tools' environment first
python -m benchmarks.discovery --quick          # under a minute: fewer texts, no memory
python -m benchmarks.discovery --notes FILE …   # labelled JSON lines of your own
python -m benchmarks.discovery --table FILE columns.json
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.discovery import environment, pages, report
from benchmarks.discovery.running import TOOLS
from benchmarks.measuring import ROOT

RESULTS = ROOT / "benchmarks" / "results" / "discovery.json"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.discovery", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--setup", action="store_true", help="make or update the tools' environment (build/discovery)"
    )
    parser.add_argument("--quick", action="store_true", help="fewer texts, shorter times, no memory")
    parser.add_argument(
        "--notes", type=Path, action="append", default=[], metavar="FILE", help="labelled JSON lines"
    )
    parser.add_argument(
        "--table", type=Path, nargs=2, action="append", default=[], metavar=("FILE", "COLUMNS")
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="keep the last run's answers (same options) but those of --tools, and judge anew",
    )
    parser.add_argument("--tools", help="with commas; the others are named as not asked for")
    parser.add_argument(
        "--results", type=Path, default=RESULTS, help="the JSON file; the Markdown goes beside it"
    )
    parser.add_argument(
        "--pages", action="store_true", help="put the figures into docs/explanation/discovery*.md too"
    )
    given = parser.parse_args(arguments)
    names = [tool.name for tool in TOOLS]
    only = given.tools.split(",") if given.tools else [] if given.again else names
    if unknown := set(only) - set(names):
        parser.error(f"{', '.join(sorted(unknown))}: not among {', '.join(names)}")
    try:
        if given.setup:
            environment.set_up()
        wanted = report.Wanted(
            tuple(only), given.quick, given.again, tuple(given.notes), tuple(map(tuple, given.table))
        )
        found = report.make(wanted)
    except (subprocess.CalledProcessError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    pages.write(found, given.results)
    if given.pages:
        pages.refresh(found)
    print(pages.markdown(found, "en"))
    print(f"written: {given.results} and {given.results.with_suffix('.md').name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
