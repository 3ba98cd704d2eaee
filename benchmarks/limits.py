"""Plain limits: what the same bytes cost when nothing is done with them but read, hash, copy or scan.

Each runs in a process of its own (`python benchmarks/limits.py NAME …`) and prints its wall and CPU seconds as JSON,
counted from after the imports, so that only the work itself is the limit.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from novation.engine import Engine
from novation.engine.identifiers import quote_identifier

CHUNK = 1 << 20


def read(files: Iterable[Path]) -> int:
    """Reads every byte and looks at none."""
    total = 0
    for path in files:
        with path.open("rb", buffering=0) as file:
            while chunk := file.read(CHUNK):
                total += len(chunk)
    return total


def digest(files: Iterable[Path]) -> int:
    """SHA-256 of every file."""
    total = 0
    for path in files:
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256").digest()
        total += path.stat().st_size
    return total


def copy_and_digest(files: list[Path], scratch: Path) -> int:
    """A plain copy of every file, and its SHA-256."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    for number, path in enumerate(files):
        shutil.copyfile(path, scratch / f"{number}")
    shutil.rmtree(scratch)
    return digest(files)


def _touch(name: str, kind: pa.DataType) -> str:
    """An aggregate that has to look at every value: statistics in the footer can't answer it."""
    column = quote_identifier(name)
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    return f"sum(strlen({column}))" if text else f"bit_xor(hash({column}))"


def scan_copies(project: Path, columns: dict[str, list[str]], memory_limit: str) -> int:
    """Scans named columns of working copies, one trivial aggregate each (the engine that the steps use)."""
    rows = 0
    with Engine(project / "work", memory_limit=memory_limit) as engine:
        for name, wanted in columns.items():
            schema = engine.schema(name)
            engine.register("v", name)
            every = ", ".join(_touch(c, schema.field(c).type) for c in wanted)
            rows += engine.fetch_arrow(f"SELECT count(*), {every} FROM v").column(0)[0].as_py()
    return rows


def scan_files(files: list[Path]) -> int:
    """Scans every column of plain Parquet files, one trivial aggregate each."""
    rows = 0
    with duckdb.connect() as connection:
        for path in files:
            data = ds.dataset(path, format="parquet")
            connection.register("v", data)
            every = ", ".join(_touch(f.name, f.type) for f in data.schema)
            rows += connection.sql(f"SELECT count(*), {every} FROM v").to_arrow_table().column(0)[0].as_py()
    return rows


def parse(files: Iterable[Path]) -> int:
    """Splits CSV files into text cells with pyarrow and keeps nothing."""
    rows = 0
    for path in files:
        utf8 = _is_utf8(path)
        reading = csv.ReadOptions(encoding="utf8" if utf8 else "gb18030", skip_rows=0 if utf8 else 1)
        names = csv.open_csv(path, read_options=reading).schema.names
        texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
        with csv.open_csv(path, read_options=reading, convert_options=texts) as reader:
            rows += sum(batch.num_rows for batch in reader)
    return rows


def _is_utf8(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.read(4096).rsplit(b"\n", 1)[0].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def recode(project: Path, names: Iterable[str], scratch: Path, memory_limit: str) -> int:
    """Reads working copies and writes the same rows again as plain Parquet (zstd), neither encrypted nor digested."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    rows = 0
    with Engine(project / "work", memory_limit=memory_limit) as engine:
        for number, name in enumerate(names):
            engine.register("v", name)
            reader = engine.reader("SELECT * FROM v", rows=122_880)
            with pq.ParquetWriter(scratch / f"{number}", reader.schema, compression="zstd") as writer:
                for batch in reader:
                    writer.write_batch(batch)
                    rows += batch.num_rows
    shutil.rmtree(scratch)
    return rows


def _timed(work: Callable[[], int]) -> dict[str, float | int]:
    wall, cpu = time.monotonic(), time.process_time()
    amount = work()
    return {
        "wall_s": round(time.monotonic() - wall, 3),
        "cpu_s": round(time.process_time() - cpu, 3),
        "amount": amount,
    }


def main(name: str, given: str) -> None:
    """`given` is a JSON object: `files`, `scratch`, `project`, `columns`, `memory_limit` as the limit needs them."""
    values = json.loads(given)
    files = [Path(p) for p in values.get("files", [])]
    limits: dict[str, Callable[[], int]] = {
        "read": lambda: read(files),
        "digest": lambda: digest(files),
        "copy-and-digest": lambda: copy_and_digest(files, Path(values["scratch"])),
        "scan-copies": lambda: scan_copies(
            Path(values["project"]), values["columns"], values["memory_limit"]
        ),
        "parse": lambda: parse(files),
        "recode": lambda: recode(
            Path(values["project"]), values["columns"], Path(values["scratch"]), values["memory_limit"]
        ),
        "scan-files": lambda: scan_files(files),
    }
    print(json.dumps(_timed(limits[name])))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
