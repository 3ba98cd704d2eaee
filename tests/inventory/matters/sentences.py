"""Reads the labelled sentences and scores the finder on them, a pair of sentence and matter at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from novation.inventory.matters import SLUGS, find_matters


@dataclass
class Score:
    """Pairs of sentence and matter: found rightly, found wrongly, missed; and which ones."""

    right: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))


def sentences(name: str) -> list[tuple[frozenset[str], str]]:
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(frozenset(m.split(",")) - {"-"}, text) for m, text in pairs]


def score(name: str) -> Score:
    labelled = sentences(name)
    found = find_matters(pa.array([text for _, text in labelled])).personal()
    said: list[set[str]] = [set() for _ in labelled]
    for row, code in zip(found.rows.tolist(), found.codes.tolist(), strict=True):
        said[row].add(SLUGS[code])
    result = Score()
    for (matters, text), named in zip(labelled, said, strict=True):
        result.right += len(matters & named)
        result.wrong += [(m, text) for m in sorted(named - matters)]
        result.missed += [(m, text) for m in sorted(matters - named)]
    return result
