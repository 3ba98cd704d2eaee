"""Working copies on disk: encrypted Parquet files, written atomically and read with projection pushed down."""

from __future__ import annotations

import contextlib
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from cryptography.exceptions import InvalidTag

from novation.engine.identifiers import check_copy_name
from novation.engine.keys import DECRYPTION, ENCRYPTION, KMS, crypto_factory, sync_folder
from novation.errors.engine import COPY_BROKEN, KEY_WRONG, NOT_STAGED

ROW_GROUP_ROWS = 65_536
ROW_GROUP_BYTES = 64 << 20
BY_PLACE_ROWS = 8_192
"""A row group ends at whichever bound comes first, so wide cells don't make a group that fills the memory.

A copy of which one person's rows are read at a time has smaller ones: each is decrypted and decoded whole."""

ROW = "_row"
MOST_PAIRS = 1 << 20

_IN_STEP = b"novation.in-step"
"""A copy says in its footer that its rows are numbered 0, 1, 2 … as they stand: two such copies need no join."""

Progress = Callable[[int], None]
"""Called with the rows written so far."""

_PART = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)\.part\Z")


@dataclass(frozen=True, slots=True)
class StagedTable:
    """A finished working copy: its name, its rows, and its size on disk in bytes."""

    name: str
    rows: int
    bytes: int


class _Copy(ds.FileSystemDataset):  # type: ignore[misc]  # pyarrow has no types
    """A dataset that reads ahead little: what pyarrow holds decoded comes on top of the engine's memory limit.

    Measured on three million orders: 380 MB at the peak instead of 950, and no slower.
    """

    def scanner(self, *arguments: object, **options: object) -> ds.Scanner:
        bounds = {"batch_size": ROW_GROUP_ROWS, "batch_readahead": 2, "fragment_readahead": 1}
        return super().scanner(*arguments, **{**bounds, **options})


class Staging:
    """The encrypted copies under one work folder."""

    def __init__(self, work_dir: Path, key: bytes) -> None:
        self._root = work_dir
        self._factory = crypto_factory(key)

    def path(self, name: str) -> Path:
        return self._root / f"{check_copy_name(name)}.parquet"

    def names(self) -> list[str]:
        found = (p.relative_to(self._root).with_suffix("").as_posix() for p in self._root.rglob("*.parquet"))
        return sorted(name for name in found if not name.startswith("tmp/"))

    def write(
        self,
        name: str,
        schema: pa.Schema,
        batches: Iterable[pa.RecordBatch],
        progress: Progress | None = None,
        group_rows: int = ROW_GROUP_ROWS,
    ) -> StagedTable:
        """Writes a copy whole or not at all: temporary name, fsync, rename, fsync of the folder.

        `group_rows`: rows of a row group, which is the least that can be read; few for copies that are read by place.
        """
        path = self.path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            rows = self._write_part(part, schema, batches, progress, group_rows)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(path.parent)
        return StagedTable(name, rows, path.stat().st_size)

    def _write_part(
        self,
        part: Path,
        schema: pa.Schema,
        batches: Iterable[pa.RecordBatch],
        progress: Progress | None,
        group_rows: int,
    ) -> int:
        rows, in_step = 0, ROW in schema.names
        properties = self._factory.file_encryption_properties(KMS, ENCRYPTION)
        with open(part, "wb", opener=_private) as file:  # noqa: PTH123  (Path.open takes no opener)
            with pq.ParquetWriter(
                file, schema, encryption_properties=properties, compression="zstd"
            ) as writer:
                for group in _row_groups(batches):
                    table = pa.Table.from_batches(group, schema)
                    writer.write_table(table, row_group_size=group_rows)
                    in_step = in_step and _counts_from(table[ROW], rows)
                    rows += table.num_rows
                    if progress:
                        progress(rows)
                if in_step:
                    writer.add_key_value_metadata({_IN_STEP: b"1"})
            file.flush()
            os.fsync(file.fileno())
        return rows

    def metadata(self, name: str) -> pq.FileMetaData:
        with self.open(name) as file:
            return file.metadata

    def schema(self, name: str) -> pa.Schema:
        with self.open(name) as file:
            return file.schema_arrow

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[pq.ParquetFile]:
        """The copy as a Parquet file that decrypts what is asked of it."""
        path = self.existing(name)
        with _telling(name):
            properties = self._factory.file_decryption_properties(KMS, DECRYPTION)
            file = pq.ParquetFile(path, decryption_properties=properties)
        with file:
            yield file

    def in_step(self, *names: str) -> bool:
        """Whether these copies hold the same rows in the same order, as they were written."""
        footers = [self.metadata(name) for name in names]
        return len({footer.num_rows for footer in footers}) == 1 and all(
            _IN_STEP in (footer.metadata or {}) for footer in footers
        )

    def side_by_side(self, columns: Mapping[str, Mapping[str, str]]) -> pa.RecordBatchReader:
        """Columns of copies that are in step, under names of their own, put together row by row, read once."""
        scans = [self.dataset(name).scanner(columns=list(wanted)) for name, wanted in columns.items()]
        names = [name for wanted in columns.values() for name in wanted.values()]
        fields = [field for scan in scans for field in scan.projected_schema]
        schema = pa.schema([field.with_name(name) for field, name in zip(fields, names, strict=True)])
        return pa.RecordBatchReader.from_batches(schema, _abreast(scans, schema))

    def distinct(self, name: str, columns: Sequence[str], most: int) -> pa.Table | None:
        """The different rows of a few columns of text; None where there are more than `most`, or it isn't text.

        Parquet keeps such columns as numbers into small dictionaries: these are counted, no text is compared.
        """
        if not all(_is_text(self.schema(name).field(column).type) for column in columns):
            return None
        found: set[tuple[str | None, ...]] = set()
        for batch in self.dataset(name, columns).scanner(columns=list(columns)).to_batches():
            rows = different_rows(batch.columns)
            if rows is None:
                return None
            found |= rows
            if len(found) > most:
                return None
        texts = list(zip(*sorted(found, key=repr), strict=True)) or [()] * len(columns)
        return pa.table({c: pa.array(t, pa.string()) for c, t in zip(columns, texts, strict=True)})

    def dataset(self, name: str, as_numbers: Sequence[str] = ()) -> ds.Dataset:
        """The copy as a lazy dataset: only the columns and row groups asked for are decrypted.

        `as_numbers`: columns of text that are to be given as numbers with a dictionary.
        """
        path = self.existing(name)
        decryption = ds.ParquetDecryptionConfig(self._factory, KMS, DECRYPTION)
        # `pre_buffer` would keep every column chunk of a file as it was read until the last row is out.
        options = ds.ParquetFragmentScanOptions(decryption_config=decryption, pre_buffer=False)
        form = ds.ParquetFileFormat(
            dictionary_columns=list(as_numbers), default_fragment_scan_options=options
        )
        with _telling(name):
            found = ds.dataset(path, format=form)
            return _Copy(list(found.get_fragments()), found.schema, found.format, found.filesystem)

    def drop(self, name: str) -> None:
        path = self.path(name)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            sync_folder(path.parent)

    def existing(self, name: str) -> Path:
        """The file of a copy that is there. Raises `engine.not-staged`."""
        path = self.path(name)
        if not path.is_file():
            raise NOT_STAGED.error(name=name)
        return path

    def clear_leftovers(self) -> None:
        """Removes what a killed run left half written; parts of a process still alive are not touched."""
        for part in self._root.rglob(".*.part"):
            match = _PART.match(part.name)
            if match and not process_alive(int(match["pid"])):
                part.unlink(missing_ok=True)


def process_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _row_groups(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Gathers small batches into groups, so that many small batches don't make many small row groups."""
    group: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches:
        group.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if rows >= ROW_GROUP_ROWS or size >= ROW_GROUP_BYTES:
            yield group
            group, rows, size = [], 0, 0
    if group:
        yield group


def _counts_from(column: pa.ChunkedArray, first: int) -> bool:
    """Whether the values are first, first + 1, first + 2 …"""
    if column.null_count or not pa.types.is_integer(column.type):
        return False
    return bool(np.array_equal(column.to_numpy(), np.arange(first, first + len(column))))


def different_rows(columns: Sequence[pa.Array]) -> set[tuple[str | None, ...]] | None:
    """The different rows of columns with dictionaries; None where the dictionaries are too large to count pairs."""
    room = math.prod(len(column.dictionary) + 1 for column in columns)
    if room > MOST_PAIRS:
        return None
    packed = np.zeros(len(columns[0]), np.int64)
    for column in columns:  # 0 stands for nothing
        packed *= len(column.dictionary) + 1
        packed += pc.fill_null(pc.add(column.indices.cast(pa.int64()), 1), 0).to_numpy()
    numbers = np.flatnonzero(np.bincount(packed, minlength=1))
    texts = []
    for column in reversed(columns):
        numbers, at = np.divmod(numbers, len(column.dictionary) + 1)
        words = [None, *column.dictionary.to_pylist()]
        texts.append([words[n] for n in at.tolist()])
    return set(zip(*reversed(texts), strict=True))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _abreast(scans: Sequence[ds.Scanner], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Batches of several copies of as many rows, cut to the same rows and joined side by side.

    Reading begins with the first batch asked for and ends with the last wanted: what reads ahead asks for keys, and would
    do so of an interpreter that is gone.
    """
    with contextlib.ExitStack() as open_readers:
        readers = [open_readers.enter_context(contextlib.closing(scan.to_reader())) for scan in scans]
        yield from _side_by_side(readers, schema)


def _side_by_side(scans: Sequence[pa.RecordBatchReader], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    waiting: list[Any] = [next(scan, None) for scan in scans]
    while all(batch is not None for batch in waiting):
        rows = min(batch.num_rows for batch in waiting)
        parts = [batch.slice(0, rows) for batch in waiting]
        yield pa.RecordBatch.from_arrays([c for part in parts for c in part.columns], schema=schema)
        waiting = [
            batch.slice(rows) if batch.num_rows > rows else next(scan, None)
            for batch, scan in zip(waiting, scans, strict=True)
        ]


@contextlib.contextmanager
def _telling(name: str) -> Iterator[None]:
    """Turns what pyarrow and the cipher raise into errors that say what to do."""
    try:
        yield
    except InvalidTag as broken:
        raise KEY_WRONG.error(name=name) from broken
    except (pa.ArrowException, OSError) as broken:
        raise COPY_BROKEN.error(name=name) from broken
