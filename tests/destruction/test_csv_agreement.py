"""The records that the rewriting sees are those that the reader numbers, on any CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.destruction import Removal, csv_file, csv_records
from novation.destruction.csv_records import Layout
from novation.destruction.sources import layout_of
from novation.engine.sources import open_source

HEADER = ("alpha", "beta", "gamma")
PATH = Path("invented.csv")
FIELD = st.text(st.sampled_from('ab1 张\t\n\r",;|，'), max_size=6)
PLAIN = st.text(st.sampled_from("ab1 张"), max_size=4)
MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def csv_text(draw, delimiter: str, ending: str, *, stray: bool) -> str:
    """Records of 1 to 5 fields, blank lines, doubled quotes, line ends inside quotes; stray quotes if asked for."""
    lines = [delimiter.join(HEADER)]
    for _ in range(draw(st.integers(0, 12))):
        fields = []
        for _ in range(draw(st.sampled_from((1, 2, 3, 3, 3, 3, 5)))):
            quoted = '"' + draw(FIELD).replace('"', '""') + '"'
            kinds = [quoted, draw(PLAIN)] + ([f'{draw(PLAIN)}x"', quoted + "y"] if stray else [])
            fields.append(draw(st.sampled_from(kinds)))
        lines.append(delimiter.join(fields))
        if draw(st.booleans()):
            lines.append("")
    return ending.join(lines) + draw(st.sampled_from(["", ending]))


def drop(raw: bytes, layout: Layout, rows: list[int], cells: dict[str, list[int]]) -> tuple[int, bytes]:
    out = io.BytesIO()
    part = Removal(
        PATH, "csv", "x", np.array(rows, np.int64), {c: np.array(r, np.int64) for c, r in cells.items()}
    )
    return csv_file.rewrite(io.BytesIO(raw), out, part, layout, HEADER), out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@MANY
@given(data=st.data())
def test_rows_are_numbered_as_by_the_reader(encoding, tmp_path_factory, data):
    delimiter = data.draw(st.sampled_from(",;|\t"))
    ending = data.draw(st.sampled_from(["\n", "\r\n"]))
    text = data.draw(csv_text(delimiter, ending, stray=False))
    path = tmp_path_factory.mktemp("csv") / "invented.csv"
    path.write_bytes(text.encode(encoding))
    (table,) = open_source(path, name="invented").tables()
    read = [row for batch in table.batches() for row in batch.to_pylist()]
    rows = [row["_row"] for row in read]
    assert rows == list(range(len(rows)))
    layout = layout_of(table)
    gone = data.draw(st.sets(st.sampled_from(rows))) if rows else set()
    seen, left = drop(path.read_bytes(), layout, sorted(gone), {})
    assert seen == len(rows)
    # each record's own bytes, taken alone, are what the reader read under its number
    for row in read:
        _, alone = drop(path.read_bytes(), layout, [n for n in rows if n != row["_row"]], {})
        body = alone[layout.body_at :].decode(layout.encoding)
        (fields,) = [r for r in csv.reader(io.StringIO(body, newline=""), delimiter=layout.delimiter) if r]
        values = [row[column] for column in table.columns if column != "_surplus"]
        assert fields[: len(values)] == [value for value in values if value is not None]
    body = left[layout.body_at :].decode(layout.encoding)
    assert sum(
        1 for record in csv.reader(io.StringIO(body, newline=""), delimiter=layout.delimiter) if record
    ) == (len(rows) - len(gone))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("block", [5, 64, 1 << 20])
@MANY
@given(data=st.data())
def test_any_block_size_gives_what_python_csv_gives(encoding, block, monkeypatch, data):
    monkeypatch.setattr(csv_file, "blocks", lambda source, layout: csv_records.blocks(source, layout, block))
    delimiter = data.draw(st.sampled_from(",;|\t，"))
    ending = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = data.draw(csv_text(delimiter, ending, stray=True))
    parsed = [r for r in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if r]
    rows = range(len(parsed))
    gone = data.draw(st.sets(st.sampled_from(rows)))
    blank = {column: data.draw(st.sets(st.sampled_from(rows))) - gone for column in ("alpha", "gamma")}
    layout = Layout(encoding, delimiter, True, 0)
    seen, left = drop(text.encode(encoding), layout, sorted(gone), {c: sorted(r) for c, r in blank.items()})
    assert seen == len(parsed)
    expected = [
        ["" if at < 3 and n in blank.get(HEADER[at], ()) else cell for at, cell in enumerate(record)]
        for n, record in enumerate(parsed)
        if n not in gone
    ]
    got = [r for r in csv.reader(io.StringIO(left.decode(encoding), newline=""), delimiter=delimiter) if r]
    assert got == expected


def test_the_surplus_of_a_long_row_can_be_blanked():
    raw = b"1,2,3,4,5\n1,2,3\n1,2,3,4\n"
    part = Removal(PATH, "csv", "x", np.array([]), {"_surplus": np.array([0, 1])})
    out = io.BytesIO()
    csv_file.rewrite(io.BytesIO(raw), out, part, Layout(), (*HEADER, "_surplus"))
    assert out.getvalue() == b"1,2,3\n1,2,3\n1,2,3,4\n"


def test_quotes_that_do_not_quote_are_letters():
    raw = b'1,5" x,3\n1,"y,3\n2,z,3\n'
    _, left = drop(raw, Layout(quoting=False), [0], {"beta": [1]})
    assert left == b"1,,3\n2,z,3\n"
