"""Writes tables as the shop's systems do: CSV in the encoding, line ending and Excel guard of each system."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl


class CsvFile:
    """A CSV file that grows by data frames; the header goes out with the first one."""

    def __init__(
        self,
        path: Path,
        *,
        encoding: str = "utf-8",
        bom: bool = False,
        eol: str = "\n",
        tabs: bool = False,
        title: str = "",
    ) -> None:
        self.path, self._encoding, self._eol, self._tabs, self._title = path, encoding, eol, tabs, title
        self._out = path.open("wb")
        self._out.write(b"\xef\xbb\xbf" if bom else b"")
        self.rows = 0
        self._empty = True

    def append(self, frame: pl.DataFrame) -> None:
        """Adds rows; with `tabs` every value is led by a TAB, as shops do so that Excel leaves numbers alone."""
        if self._tabs:
            frame = frame.with_columns(("\t" + pl.col(pl.String).fill_null("")).name.keep())
        else:
            frame = frame.with_columns(pl.col(pl.String).replace("", None))
        if self._empty and self._title:
            self._write(self._title + "," * (frame.width - 1) + self._eol)
        self._write(frame.write_csv(include_header=self._empty, line_terminator=self._eol))
        self._empty = False
        self.rows += frame.height

    def _write(self, text: str) -> None:
        self._out.write(text.encode(self._encoding))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._out.close()
