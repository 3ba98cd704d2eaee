"""Lists as files, for programs that want a table: the same rows as in JSON, all of them, under the names of the fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from itertools import chain, islice
from typing import Any

from django.http.response import HttpResponseBase

from novation.control.cases.models import Case
from novation.control.hooks.bearer import Bearer
from novation.control.reading import Reading
from novation.messages import Text
from novation.ui.downloads import FORMATS, XLSX, Sheet
from novation.ui.language import active_language


class Form(StrEnum):
    """How a list is given."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


_BINARY = {"schema": {"type": "string", "format": "binary"}}
FILES = {"text/csv": {"schema": {"type": "string"}}, XLSX: _BINARY}
"""The contents of an answer besides JSON, as OpenAPI says them."""


def as_file(reading: Reading, case: Case, bearer: Bearer, form: Form) -> HttpResponseBase:
    """Written row by row; no cell of it can become a formula."""
    names = tuple(field.name for field in fields(reading.row))
    rows = ([_cell(getattr(row, name)) for name in names] for row in reading.every(case, bearer))
    heads = tuple(Text(name, name) for name in names)
    kept = {"case": case.ref}
    sheet = Sheet(
        reading.name.replace("/", "-"), reading.title, heads, names, _begun(rows), kept, active_language()
    )
    return FORMATS[str(form)](sheet)


def _begun(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """The first row is read at once: what cannot be read is told as a problem, not in the middle of a file."""
    return chain(list(islice(rows, 1)), rows)


def _cell(value: Any) -> Any:
    """What is a list or a thing of several fields stands in one cell, as JSON."""
    if isinstance(value, Text):
        return value
    if isinstance(value, list | tuple):
        return json.dumps([_plain(one) for one in value], ensure_ascii=False, default=str)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)
