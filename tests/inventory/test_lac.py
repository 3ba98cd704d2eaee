"""The second opinion on names: asked only where our model wavers, never takes a name away, and says when it is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from novation.errors import NovationError
from novation.inventory import lac
from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.name_model import NameModel, name_model
from novation.inventory.kernels.naming import name_spans
from novation.inventory.span_types import CODES
from novation.inventory.spans import find_spans

TEXTS = [
    "客户王建国来电，13800138000",
    "尺码偏小，要求换货",
    "高兴于地沟边等候柳絮",
    "",
    "王老吉两箱，石榴三斤" * 100,
]


class _Reader:
    """Stands in for LAC: sees whatever an all too ready model of ours sees, and remembers what it was asked."""

    def __init__(self, eager: NameModel) -> None:
        self.eager = eager
        self.asked: list[str] = []

    def run(self, texts: list[str]) -> list[list[tuple[str, str]]]:
        self.asked += texts
        return [self._words(text) for text in texts]

    def _words(self, text: str) -> list[tuple[str, str]]:
        raw = text.encode()
        buf, offsets = np.frombuffer(raw, np.uint8), np.array([0, len(raw)], np.int64)
        spans = name_spans(buf, offsets, find_spans(pa.array([text]), names=False), self.eager)
        words, at = [], 0
        for start, end in zip(spans.starts.tolist(), spans.ends.tolist(), strict=True):
            words += [(raw[at:start].decode(), "n"), (raw[start:end].decode(), "PER")]
            at = end
        return [*words, (raw[at:].decode(), "n")]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> _Reader:
    model = name_model()  # so ready that something is doubtful whatever the weights
    eager = replace(model, gate=np.ones_like(model.gate), tilt=model.tilt + np.array([1500, 0, 0, 0]))
    made = _Reader(eager)
    monkeypatch.setattr(lac, "_lac", lambda: made)
    monkeypatch.setattr(lac, "find_spec", lambda name: object())
    monkeypatch.setattr(lac, "_readier", lambda: eager)
    return made


def _set(spans: Spans) -> set[tuple[int, ...]]:
    return set(
        zip(
            spans.rows.tolist(), spans.starts.tolist(), spans.ends.tolist(), spans.types.tolist(), strict=True
        )
    )


def test_names_are_only_added_and_lie_apart_in_order(reader):
    column = pa.array([*TEXTS, *TEXTS])
    alone, both = find_spans(column), find_spans(column, second=True)
    assert _set(alone) < _set(both)
    assert {code for *_, code in _set(both) - _set(alone)} == {CODES["person-name"]}
    same = both.rows[1:] == both.rows[:-1]
    assert (both.starts[1:] >= both.ends[:-1])[same].all()


def test_equal_texts_are_read_once_and_long_ones_in_parts(reader):
    find_spans(pa.array(TEXTS * 3), second=True)
    assert reader.asked
    assert len(reader.asked) == len(set(reader.asked))
    assert max(len(text.encode()) for text in reader.asked) <= 2 * lac.REACH + 100


def test_a_name_that_only_one_of_the_two_sees_is_not_added(reader, monkeypatch):
    monkeypatch.setattr(reader, "run", lambda texts: [[(text, "n")] for text in texts])
    column = pa.array(TEXTS)
    assert _set(find_spans(column, second=True)) == _set(find_spans(column))


def test_without_the_extra_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(lac, "find_spec", lambda name: None)
    with pytest.raises(NovationError) as raised:
        find_spans(pa.array(TEXTS), second=True)
    assert raised.value.kind.code == "inventory.no-lac"
