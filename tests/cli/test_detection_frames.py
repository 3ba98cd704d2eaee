"""Masks and code points against plain Python, on random texts of many scripts."""

from __future__ import annotations

import unicodedata

import numpy as np
import polars as pl
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from novation.handover.discovery.finders import Found
from novation.handover.discovery.span_frames import code_points, frame_of, masked
from novation.handover.discovery.texts import Texts

SIGNS = st.text(st.sampled_from("a1王あ한é😀 -_.@,\u200b\u0301①+中\n۳"), max_size=12)


def plain_mask(text: str) -> str:
    shape = "".join(c if unicodedata.category(c)[0] in "PZ" or c == "+" else "*" for c in text)
    if len(text) <= 1:
        return shape
    return text[0] + shape[1:] if len(text) <= 3 else text[0] + shape[1:-1] + text[-1]


@given(st.lists(SIGNS, min_size=1, max_size=20))
def test_masks_are_those_of_plain_python(texts: list[str]) -> None:
    series = pl.Series(texts, dtype=pl.String)
    assert masked(series, np.zeros(len(texts), np.bool_)).to_list() == [plain_mask(t) for t in texts]
    hidden = masked(series, np.ones(len(texts), np.bool_)).to_list()
    assert not any(set(mask) & set("a1王あ한é😀中①۳") for mask in hidden)


@given(st.data(), st.lists(st.one_of(st.none(), SIGNS), min_size=1, max_size=12), st.integers(0, 3))
def test_code_points_and_texts_are_those_of_plain_python(
    data: st.DataObject, values: list[str | None], skip: int
) -> None:
    array = pa.array(["前" * skip, *values], pa.large_string()).slice(1)
    places = []
    for row, value in enumerate(values):
        for _ in range(data.draw(st.integers(0, 2)) if value else 0):
            start = data.draw(st.integers(0, len(value or "")))
            places.append((row, start, data.draw(st.integers(start, len(value or "")))))
    size = [[len((values[r] or "")[:at].encode()) for at in (s, e)] for r, s, e in places]
    columns = np.array([(r, a, b) for (r, _, _), (a, b) in zip(places, size, strict=True)], np.int64).reshape(
        -1, 3
    )
    count = len(places)
    found = Found(
        columns[:, 0],
        columns[:, 1],
        columns[:, 2],
        np.zeros(count, np.int64),
        np.ones(count, np.float32),
        ["x"],
        1,
    )
    texts = Texts(np.arange(len(values)) * 10, array)
    starts, ends = code_points(texts, found)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(s, e) for _, s, e in places]
    frame = frame_of(texts, found, reveal=True)
    assert frame["text"].to_list() == [(values[r] or "")[s:e] for r, s, e in places]
    assert frame["row"].to_list() == [r * 10 for r, _, _ in places]
