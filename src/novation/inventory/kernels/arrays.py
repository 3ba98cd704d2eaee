"""What the kernels hand back: spans as parallel arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Spans:
    """Parallel arrays, in the order of rows and places, without overlaps.

    `rows` (int64) counts values from 0; `starts` and `ends` (int64) count bytes of the UTF-8 value, or code points,
    end exclusive; `types` (uint8) are codes of `span_types.SPAN_TYPES`; `confidence` (float32) is from 0 to 1.
    """

    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    types: NDArray[np.uint8]
    confidence: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def empty(cls) -> Spans:
        numbers = np.zeros(0, np.int64)
        return cls(numbers, numbers, numbers, np.zeros(0, np.uint8), np.zeros(0, np.float32))

    @classmethod
    def joined(cls, parts: list[Spans]) -> Spans:
        """One after the other; the parts must be in order."""
        if not parts:
            return cls.empty()
        fields = ("rows", "starts", "ends", "types", "confidence")
        return cls(*(np.concatenate([getattr(part, field) for part in parts]) for field in fields))

    def select(self, keep: NDArray[Any]) -> Spans:
        """Those of a mask or of indices."""
        return Spans(
            self.rows[keep], self.starts[keep], self.ends[keep], self.types[keep], self.confidence[keep]
        )

    def sorted(self) -> Spans:
        """By row and place; quick where it is a few parts in order, as those of `joined` are."""
        reach = int(self.starts.max(initial=0)) + 1
        return self.select(np.argsort(self.rows * reach + self.starts, kind="stable"))
