"""Surveys a text file in one fast pass, block by block; whatever is irregular is left to slower and exacter readers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLOCK_BYTES = 1 << 22
SPARE_BYTES = 8
"""What a block may leave over: a character or a pair of quotation marks that is cut in two."""
QUICK_FROM = 1 << 22
"""Below so many bytes the plain way is as fast, and nobody waits for the compiled code to be loaded."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a UTF-8 file holds: bytes, NUL bytes, quotation marks, numbers like 5.54E+15; of the records from `begin`
    on how many there are, how many are not as wide as asked, the longest in bytes (line end included), line ends
    inside quoted fields, and whether the last quoted field was left open."""

    size: int
    nuls: int
    quotes: int
    scientific: int
    rows: int
    odd: int
    longest: int
    inner_lines: int
    is_open: bool


def survey_file(path: Path, delimiter: str = "\x1f", begin: int = 0, width: int = 1) -> Survey | None:
    """None where the file is not UTF-8. `delimiter` is one ASCII character; records count from the byte `begin` on."""
    from novation.engine.sources import (
        csv_kernel as kernel,
    )  # loads the compiler, which small files do without

    kinds = kernel.classes(ord(delimiter))
    state = kernel.fresh_state()
    with path.open("rb", buffering=0) as file:
        buffer = bytearray(max(begin, BLOCK_BYTES) + SPARE_BYTES)
        block = np.frombuffer(buffer, np.uint8)
        size = file.readinto(memoryview(buffer)[:begin])
        if kernel.survey(block[:begin], kinds, width, state, True) != begin:
            return None
        counted = [kernel.NULS, kernel.QUOTES, kernel.SCIENTIFIC]
        state[[place for place in range(kernel.STATE_SIZE) if place not in counted]] = 0
        held = 0  # bytes at the buffer's begin that wait for the rest of their line
        while count := file.readinto(memoryview(buffer)[held:]):
            end = held + count
            cut = buffer.rfind(b"\n", 0, end) + 1 or end  # a number must not be cut in two
            taken = kernel.survey(block[:cut], kinds, width, state, False)
            if taken < 0:
                return None
            size, held = size + count, end - taken
            buffer[:held] = buffer[taken:end]
        if kernel.survey(block[:held], kinds, width, state, True) < 0:
            return None
    return Survey(
        size,
        nuls=int(state[kernel.NULS]),
        quotes=int(state[kernel.QUOTES]),
        scientific=int(state[kernel.SCIENTIFIC]),
        rows=int(state[kernel.ROWS]),
        odd=int(state[kernel.ODD]),
        longest=int(state[kernel.LONGEST]),
        inner_lines=int(state[kernel.INNER]),
        is_open=bool(state[kernel.OPEN]),
    )
