"""Reads a large generated CSV in a process of its own and tells its peak memory and speed beside Arrow's own reader.

    python benchmarks/source_memory.py [--gigabytes 2] [--encoding gb18030] [--quoted]

Peak memory is the resident set (ru_maxrss) of the reading process; the file is made of invented rows and removed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BLOCK_ROWS = 200_000
HEADER = "编号,姓名,手机,邮箱,地址,备注\r\n"


def write(path: Path, size: int, encoding: str, quoted: bool) -> int:
    """Writes at least `size` bytes and returns the number of rows; a block is made once and repeated."""
    rng = random.Random(3)
    quote = '"' if quoted else ""
    rows = [
        f"{rng.randrange(10**9)},{rng.choice('王李张刘陈')}{rng.choice('伟芳娜敏静')},139{rng.randrange(10**8):08d},"
        f"u{rng.randrange(10**6)}@example.com,某市某区某路{rng.randrange(900)}号,{quote}送货上门 {rng.randrange(99)}{quote}\r\n"
        for _ in range(BLOCK_ROWS)
    ]
    block = "".join(rows).encode(encoding)
    written = 0
    with path.open("wb") as file:
        file.write(HEADER.encode(encoding))
        while written < size:
            file.write(block)
            written += len(block)
    return written // len(block) * BLOCK_ROWS


def read_with_novation(path: Path) -> int:
    from novation.engine.sources import open_source

    (table,) = open_source(path, name="bench").tables()
    return sum(batch.num_rows for batch in table.batches())


def read_with_arrow(path: Path) -> int:
    import pyarrow as pa
    import pyarrow.csv as csv

    names = csv.open_csv(path).schema.names
    options = csv.ConvertOptions(column_types={name: pa.string() for name in names})
    return sum(batch.num_rows for batch in csv.open_csv(path, convert_options=options))


READERS = {"novation": read_with_novation, "arrow": read_with_arrow}


def measured(reader: str, path: Path) -> dict[str, float]:
    """Runs one reader in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--reader", reader, "--file", str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(done.stdout))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--gigabytes", type=float, default=2.0)
    options.add_argument("--encoding", default="utf-8")
    options.add_argument("--quoted", action="store_true")
    options.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    options.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.reader:
        began = time.perf_counter()
        rows = READERS[given.reader](given.file)
        seconds = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_SELF)
        result = {
            "rows": rows,
            "seconds": seconds,
            "cpu": used.ru_utime + used.ru_stime,
            "peak_mb": used.ru_maxrss / 1024,
        }
        print(json.dumps(result))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        rows = write(path, int(given.gigabytes * 1e9), given.encoding, given.quoted)
        size = path.stat().st_size
        print(f"{size / 1e9:.2f} GB, {rows:,} rows, {given.encoding}{', quoted' if given.quoted else ''}")
        for reader in READERS if given.encoding == "utf-8" else ("novation",):
            found = measured(reader, path)
            assert found["rows"] == rows, found
            print(
                f"{reader:>9}: {found['seconds']:6.1f} s ({size / 1e6 / found['seconds']:5.0f} MB/s), "
                f"{found['cpu']:6.1f} s of CPU, peak {found['peak_mb']:,.0f} MB"
            )


if __name__ == "__main__":
    main()
