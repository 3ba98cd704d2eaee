"""The columns of a staged table, each looked at by a worker of its own that decrypts no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from novation.handover.progress import Progress
from novation.inventory import TableScanner
from novation.inventory.apart import ColumnLook
from novation.inventory.profile import ColumnProfile
from novation.messages import Text

if TYPE_CHECKING:
    from novation.engine.spark.engine import SparkEngine
    from novation.engine.spark.reading import Stamp


@dataclass(frozen=True, slots=True)
class _Task:
    """One column of a copy, for a worker."""

    work_dir: str
    copy: str
    stamp: Stamp
    column: ColumnLook

    def values(self) -> Iterator[pa.Array]:
        from novation.engine.spark.reading import BATCH_ROWS, open_copy

        with open_copy(self.work_dir, self.copy, self.stamp) as file:
            for batch in file.iter_batches(BATCH_ROWS, columns=[self.column.name]):
                yield batch.column(0)


def look_apart(workers: SparkEngine, scanner: TableScanner, copy: str, progress: Progress) -> None:
    """Has every column of a copy looked at; the scanner that it passed by takes the outcomes."""
    columns = scanner.apart()
    progress.start(
        Text(f"逐列查看 {scanner.table}", f"Looking at the columns of {scanner.table}"), len(columns)
    )
    stamp = workers.stamp(copy)
    tasks = [_Task(str(workers.work_dir), copy, stamp, column) for column in columns]
    looked = []
    for profile in workers.map(_look, tasks):
        looked.append(profile)
        progress.advance()
    scanner.adopt(looked)


def _look(task: _Task) -> ColumnProfile:
    return task.column.look(task.values())
