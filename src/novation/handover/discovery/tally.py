"""Counts spans by type while they stream by, with a few masked samples of each."""

from __future__ import annotations

from typing import Any

import polars as pl

_SAMPLES = 3


class Tally:
    """Spans and rows of each type; `samples` are masked unless `reveal`."""

    def __init__(self, *, reveal: bool = False) -> None:
        self._shown = "text" if reveal else "masked"
        self._counts: dict[str, list[int]] = {}
        self._samples: dict[str, list[str]] = {}
        self.spans = 0

    def add(self, frame: pl.DataFrame) -> None:
        """Counts a frame of `frames`; a row lies in one frame only, so rows can be counted frame by frame."""
        self.spans += len(frame)
        grouped = frame.group_by("type", maintain_order=True).agg(
            pl.len().alias("spans"),
            pl.col("row").n_unique().alias("rows"),
            pl.col(self._shown).unique(maintain_order=True).head(_SAMPLES).alias("samples"),
        )
        for slug, spans, rows, samples in grouped.iter_rows():
            held = self._counts.setdefault(slug, [0, 0])
            held[0] += spans
            held[1] += rows
            kept = self._samples.setdefault(slug, [])
            kept += [s for s in samples if s not in kept][: _SAMPLES - len(kept)]

    def as_dict(self) -> dict[str, Any]:
        """`{"spans": n, "types": [{"type", "spans", "rows", "samples"}]}`, the most frequent type first."""
        order = sorted(self._counts, key=lambda slug: (-self._counts[slug][0], slug))
        types = [
            {
                "type": slug,
                "spans": self._counts[slug][0],
                "rows": self._counts[slug][1],
                "samples": self._samples[slug],
            }
            for slug in order
        ]
        return {"spans": self.spans, "types": types}
