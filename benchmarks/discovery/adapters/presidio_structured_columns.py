"""presidio-structured: the analysis of a data frame, with the English engine and the library's own sample of rows."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path

from presidio_default import english_engine
from protocol import Adapter, main, timed

ROWS = 100  # rows that it is let look at, as by its own default, and a tenth of a smaller table: it reads five a second


class PresidioStructured(Adapter):
    name = "presidio-structured"
    package = "presidio-structured"

    def load(self) -> None:
        logging.disable(logging.WARNING)
        warnings.simplefilter("ignore")
        from presidio_structured import PandasAnalysisBuilder

        self._builder = PandasAnalysisBuilder(analyzer=english_engine())

    def columns(self, path: Path) -> tuple[dict[str, str | None], float]:
        import pandas

        table = pandas.read_csv(path, dtype=str, keep_default_na=False)
        found: dict[str, str | None] = dict.fromkeys(table.columns)

        def work() -> None:
            analysis = self._builder.generate_analysis(table, n=min(ROWS, len(table) // 10))
            found.update(analysis.entity_mapping)

        return found, timed(work)


if __name__ == "__main__":
    main(PresidioStructured())
