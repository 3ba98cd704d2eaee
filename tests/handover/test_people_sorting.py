"""The index's own sort: in order, each row once, and nothing left of one that was killed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from novation.handover.people.sorting import FILES, sorter

MANY = 20_000


def batch(hi: np.ndarray, lo: np.ndarray, subject: np.ndarray) -> pa.RecordBatch:
    return pa.record_batch([hi.astype(np.uint64), lo.astype(np.uint64), subject], names=list(FILES))


def test_rows_come_in_the_order_of_their_tags_and_each_once(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    # Few different values, so that tags repeat, and the ends of what sixty-four bits can hold.
    ends = np.array([0, 2**63, 2**64 - 1], np.uint64)
    values = np.concatenate([chance.integers(0, 2**64, 40, np.uint64), ends])
    hi, lo = chance.choice(values, MANY), chance.choice(values, MANY)
    subject = chance.integers(0, 3, MANY)
    with sorter(tmp_path) as sorting:
        for first in range(0, MANY, 999):
            part = slice(first, first + 999)
            sorting.take(batch(hi[part], lo[part], subject[part]))
        found = [tuple(map(int, row)) for rows in sorting.ordered() for row in rows]
    assert found == sorted(set(zip(hi.tolist(), lo.tolist(), subject.tolist(), strict=True)))
    assert list(tmp_path.iterdir()) == []


def test_nothing_comes_of_nothing(tmp_path: Path) -> None:
    with sorter(tmp_path) as sorting:
        assert sum(len(rows) for rows in sorting.ordered()) == 0


def test_what_a_killed_filling_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "tags-of-before").mkdir()
    (tmp_path / "tags-of-before" / "003").write_bytes(b"rows")
    with pytest.raises(RuntimeError), sorter(tmp_path):
        assert [path.name for path in tmp_path.glob("tags-of-*")] == []
        raise RuntimeError("the second is broken off as well")
    assert list(tmp_path.iterdir()) == []
