# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Bytes to code points, for the places of spans."""

from __future__ import annotations

from novation.inventory.kernels.compiling import kernel


@kernel
def lead_counts(buf, offsets, rows, starts, ends):
    """Turns `starts` and `ends`, byte offsets in ascending order in their rows, into code points, in place."""
    row = -1
    place = 0
    count = 0
    for k in range(len(rows)):
        if rows[k] != row:
            row = rows[k]
            place = offsets[row]
            count = 0
        for side in range(2):
            goal = offsets[row] + (starts[k] if side == 0 else ends[k])
            while place < goal:
                if (buf[place] & 0xC0) != 0x80:
                    count += 1
                place += 1
            if side == 0:
                starts[k] = count
            else:
                ends[k] = count
