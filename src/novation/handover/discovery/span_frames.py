"""Spans as tables: rows, code points, slugs, masks and texts, computed for all spans of a chunk at once."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from novation.handover.discovery.finders import Found
from novation.handover.discovery.texts import Ints, Texts

COLUMNS = {
    "row": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "type": pl.String,
    "confidence": pl.Float64,
    "masked": pl.String,
}
"""The columns of a frame, in the order of the JSON lines; with `reveal` also `text`."""

_HIDDEN = r"[^\p{P}\p{Z}+]"  # letters, digits, marks, invisible signs; what stays is the shape
_SHORT = 3  # signs; of so short a span only the first is shown


def frame_of(texts: Texts, found: Found, *, reveal: bool) -> pl.DataFrame:
    """One row a span, ordered by row and start; `start` and `end` count Unicode code points, `end` is exclusive."""
    starts, ends = code_points(texts, found)
    inner = texts_of(texts, found)
    slugs = pl.Series(found.slugs, dtype=pl.String)
    columns = {
        "row": pl.Series(texts.rows[found.rows]),
        "start": pl.Series(starts),
        "end": pl.Series(ends),
        "type": slugs.gather(pl.Series(found.types, dtype=pl.UInt32)),
        "confidence": pl.Series(found.confidence.astype(np.float64)).round(2),
        "masked": masked(inner, found.types >= found.matters),
    }
    if reveal:
        columns["text"] = inner
    return pl.DataFrame(columns)


def masked(texts: pl.Series, wholly: NDArray[np.bool_]) -> pl.Series:
    """Masks: first and last sign and the punctuation stay, others become `*`; of short ones the first stays.

    Those marked in `wholly` keep no sign at all: of a disease the first sign may say enough. 王伟 → 王*;
    13812345678 → 1*********8; a.b@example.com → a.*@*******.**m.
    """
    size = pl.col("t").str.len_chars()
    shape = pl.col("t").str.replace_all(_HIDDEN, "*")
    first, last = pl.col("t").str.head(1), pl.col("t").str.tail(1)
    short = first + shape.str.slice(1)
    long = first + shape.str.slice(1, size.cast(pl.Int64) - 2) + last
    hidden = pl.Series("h", wholly) | (size <= 1)
    chosen = pl.when(hidden).then(shape).when(size <= _SHORT).then(short).otherwise(long)
    return texts.to_frame("t").select(chosen.alias("m"))["m"]


def texts_of(texts: Texts, found: Found) -> pl.Series:
    """The text of every span, as views into the chunk: long cells cost no more than short ones."""
    held = pl.Series(pl.from_arrow(texts.values)).cast(pl.Binary)
    rows = held.gather(pl.Series(found.rows.astype(np.uint32)))
    cut = pl.DataFrame({"b": rows, "s": found.starts, "n": found.ends - found.starts})
    return cut.select(pl.col("b").bin.slice(pl.col("s"), pl.col("n")).cast(pl.String).alias("t"))["t"]


def code_points(texts: Texts, found: Found) -> tuple[Ints, Ints]:
    """Byte places within values as code points: counts the lead bytes between the places, each byte once."""
    data, begin = texts.data(), texts.offsets()[found.rows]
    count = len(begin)
    if not count:
        return found.starts, found.ends
    places = np.concatenate([begin, begin + found.starts, begin + found.ends])
    unique, back = np.unique(places, return_inverse=True)
    leads = _leads(data[unique[0] : unique[-1]])
    sums = np.add.reduceat(leads, unique[:-1] - unique[0], dtype=np.int64)
    counted = np.concatenate([np.zeros(1, np.int64), np.cumsum(sums)])[back]
    return counted[count : 2 * count] - counted[:count], counted[2 * count :] - counted[:count]


def _leads(data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """RFC 3629: every byte but 10xxxxxx begins a character."""
    return (data & 0xC0) != 0x80
