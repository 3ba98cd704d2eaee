"""The name model as it lies in the package: sign tables, lexicons and weights, unpacked once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.lanes import BUCKET_BITS, LANES, STEP
from novation.inventory.kernels.tokens import HAN, HANGUL, KANA, KATAKANA, PLAIN

FILE, LEXICON = "models/names.npz", "models/lexicon.npz"
NO_FEATURE = 255  # more than the high bits of any feature
_LINE = 64


@dataclass(frozen=True)
class NameModel:
    """Tables of the kernels in `tokens` and `tagger`; `levels` are the least gains of a name and an address, in weight steps."""

    signs: NDArray[np.uint32]
    words: NDArray[np.uint8]
    two: NDArray[np.uint8]
    three: NDArray[np.uint8]
    four: NDArray[np.uint8]
    cues: NDArray[np.uint8]
    gate: NDArray[np.int32]
    tells: NDArray[np.uint8]
    packed: NDArray[np.int8]
    levels: NDArray[np.int64]
    beam: NDArray[np.int64]
    tilt: NDArray[np.int64]
    scale: float


@cache
def name_model() -> NameModel:
    """The model that the package ships."""
    with as_file(files("novation.inventory") / FILE) as path, as_file(files("novation.inventory") / LEXICON):
        return read_model(path)


def read_model(path: Path) -> NameModel:
    """A file of weights with the word lists beside it (`training/discovery/train.py` writes both)."""
    stored: dict[str, NDArray[np.generic]] = {}
    for file in (path, path.with_name(Path(LEXICON).name)):
        with np.load(file, allow_pickle=False) as arrays:
            stored |= {name: arrays[name] for name in arrays.files}
    return unpack(stored)


def unpack(stored: dict[str, NDArray[np.generic]]) -> NameModel:
    """From the arrays of the file: differences back to feature numbers, weights into packed lanes."""
    fold = np.arange(65536, dtype=np.uint16)
    fold[stored["fold_from"]] = stored["fold_to"]
    features = np.cumsum(stored["rows"].astype(np.int64))
    tells, packed = pack(features, stored["weights"].T.astype(np.int32) * STEP)
    tables = {name: stored[name] for name in ("words", "two", "three", "four", "cues")}
    steps = stored["levels"].astype(np.int64)
    return NameModel(
        gate=gate_rows(stored["gate"], int(steps[11])),
        signs=sign_table(fold, stored["han"], stored["places"]),
        tells=tells,
        packed=packed,
        levels=steps[:2],
        beam=steps[2:6],
        tilt=steps[6:10],
        scale=float(steps[10]),
        **tables,  # type: ignore[arg-type]
    )


def gate_rows(weights: NDArray[np.generic], start: int) -> NDArray[np.int32]:
    """The gate as `lanes.weigh_some` reads it, four bytes a row, from four weights of each row; last what all sums begin with."""
    return np.append(np.ascontiguousarray(weights.T.astype(np.int8)).view(np.int32).ravel(), np.int32(start))


def sign_table(
    fold: NDArray[np.uint16], han: NDArray[np.generic], places: NDArray[np.generic]
) -> NDArray[np.uint32]:
    """Of each code point below 65536: token class << 24, address role << 16, the sign it is read as (see `tokens.tokenise`)."""
    read = fold.astype(np.uint32)
    kind = np.zeros(65536, np.uint32)
    for first, last in ((0x2000, 0x2070), (0x3001, 0x3040), (0xFF00, 0xFFF0), (0xB7, 0xB8)):
        kind[first:last] = PLAIN
    kind[0x3040:0x30A0], kind[0x30A0:0x3100], kind[0xAC00:0xD7A4] = KANA, KATAKANA, HANGUL
    kind[0x30FB] = PLAIN
    kind[0x4E00:0xA000] = HAN + han.astype(np.uint32)
    role = np.zeros(65536, np.uint32)
    role[0x4E00:0xA000] = places.astype(np.uint32)
    ascii_or_blank = (read < 0x80) | (
        read == 0xA0
    )  # letters, digits and blanks in full width go the long way
    own = kind[read]
    return np.where(ascii_or_blank, 0, own << 24) | (role[read] << 16) | read


def pack(
    features: NDArray[np.int64], weights: NDArray[np.generic]
) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:
    """Of features, at most one a bucket, with LANES weights each that are multiples of STEP: what `lanes.add_rows` reads."""
    buckets = features & ((1 << BUCKET_BITS) - 1)
    tells = np.full(1 << BUCKET_BITS, NO_FEATURE, np.uint8)
    tells[buckets] = features >> BUCKET_BITS
    table = aligned(((1 << BUCKET_BITS) + 1) * LANES).view(np.int8).reshape(-1, LANES)
    by_action = np.arange(LANES).reshape(-1, 4).T.ravel()  # all begins, all insides, all ends, all singles
    table[buckets] = weights[:, by_action] // STEP
    return tells, table.reshape(-1)


def aligned(size: int) -> NDArray[np.uint8]:
    """Noughts that begin where a line of the cache does."""
    room = np.zeros(size + _LINE, np.uint8)
    begin = -room.ctypes.data % _LINE
    return room[begin : begin + size]
