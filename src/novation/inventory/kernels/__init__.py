"""Compiled kernels (Numba) that find identifiers in the buffers of Arrow string columns."""

from __future__ import annotations


def warm() -> float:
    """Makes the identifier kernel ready; returns the seconds it took (up to 20 the first time, then about one)."""
    from novation.inventory.kernels import warming

    return warming.warm()


def is_compiled() -> bool:
    """Whether compiling is behind us, in this process or in the cache; if not, the first use takes a while."""
    from novation.inventory.kernels import warming

    return warming.is_compiled()


__all__ = ["is_compiled", "warm"]
