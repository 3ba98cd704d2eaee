"""Which plug-ins a value as a whole can be of, by its first bytes and its length: what the column pass asks of every value."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.columns_bits import CHECKED
from novation.inventory.kernels.columns_layout import OPEN_SIZES, OPENINGS
from novation.inventory.tables import load

IN_KERNEL = frozenset(CHECKED.values()) | {"cn.qq", "cn.wechat", "cn.resident-id-later"}
"""Kinds that the column pass knows itself."""
_MOST = 30  # below `columns_layout.NOTHING_INSIDE`


@cache
def plug_ins() -> dict[str, int]:
    """The bit of each kind that only a plug-in knows; ValueError where there are more than bits."""
    kinds = [kind for kind in load("detectors/detectors.yaml")["kinds"] if kind not in IN_KERNEL]
    if len(kinds) > _MOST:
        raise ValueError(f"{len(kinds)} plug-ins, {_MOST} at most")
    return {kind: 1 << at for at, kind in enumerate(kinds)}


@cache
def openings() -> NDArray[np.int32]:
    """Of each byte in the first, second and third place, then of each length (the last stands for all greater ones), then of
    each length of a value that is digits only, the bits of the plug-ins whose kind can be written so.
    """
    heads, sizes, digits = np.zeros((3, 256), np.int32), *(np.zeros(OPEN_SIZES, np.int32) for _ in range(2))
    for kind, bit in plug_ins().items():
        entry = load("detectors/detectors.yaml")["kinds"][kind]
        for place, signs in enumerate(entry.get("opens", ". . .").split(" ")):
            heads[place, _bytes(signs)] |= bit
        sizes[_from_to(entry.get("size"))] |= bit
        digits[_from_to(entry.get("digits"))] |= bit
    table = np.concatenate([heads.reshape(-1), sizes, digits])
    if len(table) != OPENINGS:
        raise ValueError("the layout of the column pass has no room for the openings")
    return table


def _bytes(signs: str) -> list[int]:
    """First bytes of the signs that a place of `opens` allows."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    classes = {"A": letters + letters.lower(), "9": "0123456789", "-": " -"}
    if signs == ".":
        return list(range(256))
    return sorted({s.encode()[0] for sign in signs for s in classes.get(sign, sign)})


def _from_to(written: str | None) -> slice:
    """`5-8`; nothing of "", everything of None."""
    if written is None:
        return slice(0, OPEN_SIZES)
    first, _, last = written.partition("-")
    return slice(int(first), int(last) + 1) if first else slice(0, 0)
