"""datafog-core: its scan with the default detectors; a column has the type that most of its values have."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from protocol import Adapter, Span, main, timed


class DataFog(Adapter):
    name = "datafog-core"
    package = "datafog-core"
    batch = 4096

    def load(self) -> None:
        import datafog_core

        self._scan = datafog_core.scan

    def work(self, texts: Any) -> Any:
        scan = self._scan
        return [scan(text) for text in texts]

    def find(self, texts: Any) -> list[list[Span]]:
        return [
            [(f.codepoint_range.start, f.codepoint_range.end, f.entity_type) for f in found]
            for found in self.work(texts)
        ]

    def columns(self, path: Path) -> tuple[dict[str, str | None], float]:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        found: dict[str, str | None] = {}

        def work() -> None:
            for header, *values in zip(*rows, strict=True):
                found[header] = self._most(values)

        return found, timed(work)

    def _most(self, values: list[str]) -> str | None:
        filled = [v for v in values if v]
        types = Counter(t for v in filled for t in {f.entity_type for f in self._scan(v)})
        best = types.most_common(1)
        return best[0][0] if best and best[0][1] * 2 > len(filled) else None


if __name__ == "__main__":
    main(DataFog())
