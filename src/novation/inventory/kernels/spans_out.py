# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""How a finder hands back what it found, and how sure it is."""

from __future__ import annotations

from novation.inventory.kernels.compiling import part

CHECKED, SHAPED, CUED = 99, 95, 90
"""Hundredths: proved by a check digit or a closed plan; by its shape; by a word beside it."""


@part
def put(w, start, end, code, sure):
    """Writes one span into the work array; always True, so that a finder ends with it."""
    w[0] = start
    w[1] = end
    w[2] = code
    w[3] = sure
    return True
