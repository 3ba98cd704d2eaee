"""Asks the span finders of the inventory, and puts what they found into one order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from novation.errors.discovery import NO_TYPE
from novation.handover.discovery.texts import Ints, Texts
from novation.handover.discovery.types import Type, known_types

Arrays = tuple[Ints, Ints, Ints, NDArray[Any], NDArray[np.float32]]
_BY_MODEL = frozenset({"person-name", "address"})


@dataclass(frozen=True)
class Found:
    """Parallel arrays, ordered by row and start: place among the texts, byte offsets within the text, type,
    0 to 1.

    `types[i]` is a place in `slugs`; those from `matters` on are sensitive matters.
    """

    rows: Ints
    starts: Ints
    ends: Ints
    types: Ints
    confidence: NDArray[np.float32]
    slugs: list[str]
    matters: int

    def __len__(self) -> int:
        return len(self.rows)


class Finder:
    """Finds spans of the wanted types, all if `only` names none.

    `matters` adds sensitive matters (health, religion, …), which may overlap with other spans. Raises
    `discovery.no-such-type` for a type that is not known. `second` asks the LAC model about doubtful names.
    """

    def __init__(self, only: Collection[str] = (), *, matters: bool = False, second: bool = False) -> None:
        self._second = second
        types = known_types()
        for slug in only:
            if slug not in types:
                raise NO_TYPE.error(type=slug)
        wanted = [t for slug, t in types.items() if slug in only or not only]
        self._spans = [t for t in wanted if not t.matter]
        self._matters = [t for t in wanted if t.matter and (matters or t.slug in only)]
        self._slugs = [t.slug for t in (*self._spans, *self._matters)]

    def find(self, texts: Texts) -> Found:
        """All spans of a chunk."""
        parts = []
        if self._spans:
            from novation.inventory.spans import (
                find_spans,
            )  # here: listing the types must not wait for kernels

            names = any(t.slug in _BY_MODEL for t in self._spans)
            spans = find_spans(texts.values, names=names, second=self._second, code_points=False)
            columns = spans.rows, spans.starts, spans.ends, spans.types, spans.confidence
            parts.append(self._part(columns, self._spans, 0))
        if self._matters:
            from novation.inventory.matters import find_matters

            finds = find_matters(texts.values).personal()
            columns = finds.rows, finds.starts, finds.ends, finds.codes, finds.confidence
            parts.append(self._part(columns, self._matters, len(self._spans)))
        rows, starts, ends, types, confidence = (np.concatenate(c) for c in zip(*parts, strict=True))
        if len(parts) > 1:  # matters stand inside and across other spans
            order = np.lexsort((types, ends, starts, rows))
            rows, starts, ends, types, confidence = (
                a[order] for a in (rows, starts, ends, types, confidence)
            )
        return Found(rows, starts, ends, types, confidence, self._slugs, len(self._spans))

    def _part(self, columns: Arrays, wanted: list[Type], base: int) -> Arrays:
        """The arrays of a finder with its codes turned into places of `slugs`; types not wanted are left out."""
        rows, starts, ends, codes, confidence = columns
        place = np.full(256, -1, np.int64)
        for at, each in enumerate(wanted, base):
            place[each.code] = at
        types = place[codes]
        if (types >= 0).all():
            return rows, starts, ends, types, confidence
        keep = types >= 0
        return rows[keep], starts[keep], ends[keep], types[keep], confidence[keep]
