"""colscan: scan_column over every value of each column, with its name."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from protocol import Adapter, main, timed


class ColScan(Adapter):
    name = "colscan"
    package = "colscan"

    def load(self) -> None:
        from colscan import scan_column

        self._scan = scan_column

    def columns(self, path: Path) -> tuple[dict[str, str | None], float]:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        found: dict[str, str | None] = {}

        def work() -> None:
            for header, *values in zip(*rows, strict=True):
                found[header] = _personal(self._scan(values, name=header))

        return found, timed(work)


def _personal(said: dict[str, Any]) -> str | None:
    """Its type where it calls that personal, or may be a birth or a place all the same."""
    kind = str(said["type"])
    return kind if said["gdpr"]["personal"] or kind in ("coordinate", "date", "free_text") else None


if __name__ == "__main__":
    main(ColScan())
