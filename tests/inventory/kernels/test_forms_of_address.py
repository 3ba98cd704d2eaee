"""Which spans are forms of address, against a look into the list of titles."""

from __future__ import annotations

import random

import numpy as np

from novation.inventory.kernels.forms_of_address import TITLES, forms_of_address

_TITLES = sorted({bytes(row.tolist()).decode() for row in TITLES})


def _is_form(text: str) -> bool:
    return (len(text) == 2 and text[0] in "小老") or (len(text) == 3 and text[1:] in _TITLES)


def _text(r: random.Random) -> str:
    first, other, title = (chr(r.randrange(0x4E00, 0x9FA6)) for _ in "abc")
    one, two = (r.choice(_TITLES) for _ in "ab")
    return r.choice(
        (first, r.choice("小老") + first, first + other, first + one, first + other + title,
         first + one[0] + two[1], first + one[0] + other, first + other + two[1], first + other + one, one[0] + one)
    )  # fmt: skip


def test_forms_of_address_are_told_from_names():
    r = random.Random(1)
    texts = [_text(r) for _ in range(5000)]
    ends = np.cumsum([len(text.encode()) for text in texts])
    starts = np.concatenate([[0], ends[:-1]])
    found = forms_of_address(np.frombuffer("".join(texts).encode(), np.uint8), starts, ends)
    assert found.tolist() == [_is_form(text) for text in texts]
    assert 1000 < found.sum() < 4000
