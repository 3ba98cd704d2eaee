"""The compiled reading of MySQL rows against a plain one, on rows and cuts of every kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.engine.sources.database import mysql_rows as wire

Row = list[bytes | None]
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.none() | st.binary(max_size=300), min_size=width, max_size=width), min_size=1, max_size=8
    )
)
OK_END = b"\x05\0\0\x09\xfe\0\0\x02\0"


def packet(row: Row) -> bytes:
    """A row as the protocol writes it (length-encoded strings, 0xFB for NULL)."""
    payload = b""
    for value in row:
        if value is None:
            payload += b"\xfb"
        elif len(value) < 251:
            payload += bytes([len(value)]) + value
        else:
            payload += b"\xfc" + len(value).to_bytes(2, "little") + value
    return len(payload).to_bytes(3, "little") + b"\x01" + payload


def decoded(data: bytes, columns: int) -> tuple[list[Row], int, int]:
    buffer = np.frombuffer(data, np.uint8).copy()
    sizes = np.zeros(columns, np.int64)
    rows, stop, why = wire.measure(buffer, 0, len(buffer), sizes)
    arrays = wire.to_arrays(buffer, 0, rows, sizes)
    return [list(row) for row in zip(*(a.to_pylist() for a in arrays), strict=True)], stop, why


@settings(deadline=None)
@given(rows=ROWS)
def test_any_rows_come_back_exactly(rows: list[Row]) -> None:
    found, _, why = decoded(b"".join(map(packet, rows)) + OK_END, len(rows[0]))
    assert (found, why) == (rows, wire.END)


@settings(deadline=None)
@given(rows=ROWS, data=st.data())
def test_a_cut_anywhere_gives_the_whole_rows_before_it(rows: list[Row], data: st.DataObject) -> None:
    packets = [packet(row) for row in rows]
    whole = b"".join(packets)
    cut = data.draw(st.integers(0, len(whole)))
    found, stop, why = decoded(whole[:cut], len(rows[0]))
    assert why == wire.MORE
    assert found == rows[: len(found)]
    assert stop == sum(map(len, packets[: len(found)])) <= cut


@settings(deadline=None)
@given(noise=st.binary(max_size=400), columns=st.integers(1, 5))
def test_bytes_that_are_no_rows_never_read_beyond_the_buffer(noise: bytes, columns: int) -> None:
    padded = noise + b"\xaa" * 64  # what lies behind must not matter
    one, other = np.frombuffer(padded, np.uint8).copy(), np.frombuffer(noise + b"\x55" * 64, np.uint8).copy()
    results = []
    for buffer in (one, other):
        sizes = np.zeros(columns, np.int64)
        results.append((*wire.measure(buffer, 0, len(noise), sizes), sizes.tolist()))
    assert results[0] == results[1]


def test_a_row_in_several_packets_is_checked() -> None:
    arrays = wire.long_row(b"\xfd\x03\0\0abc\xfb", 2)
    assert [a.to_pylist() for a in arrays] == [[b"abc"], [None]]
    for broken in (b"\x03abc", b"\x03abc\xfbx"):
        with pytest.raises(ValueError, match="row"):
            wire.long_row(broken, 2)
