"""Spans that the name model gives and that are forms of address, not names: 小李, 老周, 王先生, 陈老师."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SIGN = 3  # bytes of a Han sign
_FAMILIAR = np.array([[*"小".encode()], [*"老".encode()]], np.uint8)
TITLES = np.array(
    [
        [*title.encode()]
        for title in [
            "先生",
            "女士",
            "小姐",
            "太太",
            "老师",
            "师傅",
            "同学",
            "医生",
            "大夫",
            "护士",
            "经理",
            "主任",
            "教练",
            "阿姨",
            "叔叔",
            "大姐",
            "大哥",
            "老板",
            "店长",
            "会计",
            "律师",
            "警官",
            "校长",
            "院长",
            "园长",
            "队长",
            "组长",
            "老師",
            "師傅",
            "醫生",
            "護士",
            "經理",
            "主任",
            "教練",
            "會計",
            "律師",
            "先生",
            "小姐",
            "太太",
            "女士",
        ]
    ],
    np.uint8,
)


_FIRST, _LAST = (
    np.bincount([int(row[k]) << 8 | int(row[k + 1]) for row in TITLES], minlength=1 << 16) > 0 for k in (1, 4)
)
"""Which last two bytes the signs of a title have: nearly all names are told from a title by them."""


def forms_of_address(
    buf: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which of the spans (bytes of `buf`) are one sign behind 小 or 老, or one sign before a title."""
    size = ends - starts
    out = np.zeros(len(starts), np.bool_)
    pair = np.flatnonzero(size == 2 * _SIGN)
    out[pair] = _is_one_of(buf, starts[pair], _FAMILIAR)
    titled = np.flatnonzero(size == 3 * _SIGN)
    for known, behind in ((_FIRST, 1), (_LAST, 4)):
        titled = titled[known[_two_bytes(buf, starts[titled] + _SIGN + behind)]]
    out[titled] = _is_one_of(buf, starts[titled] + _SIGN, TITLES)
    return out


def _two_bytes(buf: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.int64]:
    return buf[places].astype(np.int64) << 8 | buf[places + 1]


def _is_one_of(
    buf: NDArray[np.uint8], starts: NDArray[np.int64], words: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    found = buf[starts[:, None] + np.arange(words.shape[1])]
    return (found[:, None, :] == words[None]).all(axis=2).any(axis=1)
