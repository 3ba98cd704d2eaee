"""How long whole-table classification takes beside reading the same CSV into Arrow, and what starting costs.

    python benchmarks/scan_speed.py FILE.csv [--repeat 5] [--stages] [--threads 1]

The figures of one thread are CPU seconds, those of all threads seconds on the clock.

Both read with `pyarrow.csv` in one go with the same options (all columns as text); the classification is what
`TableScanner` does with the batches, reading not included, and `both` is one after the other. Best of the repeats.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv

BLOCK = 1 << 20


def read(path: Path, threads: bool) -> pa.Table:
    """The file as text columns."""
    with pacsv.open_csv(path, read_options=pacsv.ReadOptions(block_size=BLOCK)) as head:
        types = {name: pa.string() for name in head.schema.names}
    return pacsv.read_csv(
        path,
        read_options=pacsv.ReadOptions(block_size=BLOCK, use_threads=threads),
        parse_options=pacsv.ParseOptions(newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(column_types=types),
    )


def best(work: Callable[[], Any], repeat: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the quickest of several runs."""
    taken = []
    for _ in range(repeat):
        began = clock()
        work()
        taken.append(clock() - began)
    return min(taken)


def batches(table: pa.Table, rows: int) -> list[pa.RecordBatch]:
    """Batches as `scan` gathers them."""
    return table.combine_chunks().to_batches(max_chunksize=rows)


def stages(table: pa.Table, rows: int) -> dict[str, float]:
    """CPU seconds of each stage of a scan on one thread, by wrapping the functions of each."""
    from novation.inventory import plugin_values, profile, scan_table, scanner, unclaimed
    from novation.inventory.kernels import columns_state

    spent: Counter[str] = Counter()

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            began = time.process_time()
            try:
                return work(*args, **kwargs)
            finally:
                kind = "find_spans, names" if kwargs.get("names") else name
                spent[kind] += time.process_time() - began

        return wrapped

    places = [(columns_state, "scan"), (profile, "strings"), (scanner, "judge")]
    places += [(unclaimed, n) for n in ("find_spans", "find_matters")]
    classes = [(profile.ColumnProfile, n) for n in ("_sample", "_settle")] + [
        (unclaimed.Unclaimed, n) for n in ("feed",)
    ]
    classes += [(plugin_values.Plugins, "ask")]
    for owner, name in [*places, *classes]:
        if hasattr(owner, name):
            setattr(owner, name, timed(name, getattr(owner, name)))
    scanner._threads = lambda: 1
    parts = batches(table, rows)
    began = time.process_time()
    scan_table("x", "x", table.schema, parts)
    spent["all"] = time.process_time() - began
    return dict(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--rows", type=int, default=65_536)
    parser.add_argument("--stages", action="store_true")
    given = parser.parse_args()
    began = time.perf_counter()
    from novation.inventory import scan_table, scanner

    imported = time.perf_counter()
    first = read(given.file, True)
    opened = time.perf_counter()
    scan_table("x", "x", first.schema, first.slice(0, 1000).to_batches())
    print(f"start: import {imported - began:.2f} s, first scan {time.perf_counter() - opened:.2f} s")
    size = given.file.stat().st_size / 1e6
    one, two = (
        best(lambda: read(given.file, False), given.repeat, time.process_time),
        best(lambda: read(given.file, True), given.repeat),
    )
    parts = batches(first, given.rows)
    look = best(lambda: scan_table("x", "x", first.schema, parts), given.repeat)
    scanner._threads = lambda: 1
    alone = best(lambda: scan_table("x", "x", first.schema, parts), given.repeat, time.process_time)
    print(f"{size:.1f} MB, {first.num_rows} rows of {first.num_columns} columns; best of {given.repeat}")
    print(
        f"reading       one thread {one:.3f} s ({size / one:.0f} MB/s), all {two:.3f} s ({size / two:.0f} MB/s)"
    )
    print(
        f"classifying   one thread {alone:.3f} s ({size / alone:.0f} MB/s), all {look:.3f} s ({size / look:.0f} MB/s)"
    )
    print(f"classifying is {alone / one:.1f} times reading on one thread, {look / two:.1f} times on all")
    if given.stages:
        for name, seconds in sorted(stages(first, given.rows).items(), key=lambda s: -s[1]):
            print(f"  {name:18} {seconds:.3f} s, {seconds / one:.2f} times reading")


if __name__ == "__main__":
    main()
