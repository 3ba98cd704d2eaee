"""The name kernels give what their plain-Python twin gives: on text in many scripts, mutated, broken, cut into pieces."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from novation.inventory.kernels import naming
from novation.inventory.kernels.name_model import NameModel, name_model, pack
from novation.inventory.kernels.tokens import NUMBER
from novation.inventory.span_types import CODES

from .name_texts import PIECES, Held, arrays, held_somewhere, random_model, row
from .twins.name_tagger import NameTwin

_KINDS = {CODES["person-name"]: 0, CODES["address"]: 1}
Found = list[tuple[int, int, int, int]]


def _kernel(model: NameModel, rows: list[bytes], held: list[Held]) -> tuple[Found, np.ndarray]:
    spans = naming.name_spans(*arrays(rows, held), model)
    kinds = [_KINDS[code] for code in spans.types.tolist()]
    return list(
        zip(spans.rows.tolist(), spans.starts.tolist(), spans.ends.tolist(), kinds, strict=True)
    ), spans.confidence


def _agree(model: NameModel, rows: list[bytes], held: list[Held], size: int = naming.PIECE) -> int:
    """Number of spans, after comparing every one of them and how sure it is."""
    found, sure = _kernel(model, rows, held)
    twin = NameTwin(model)
    plain = [(k, *span) for k, raw in enumerate(rows) for span in twin.spans(raw, held[k], size)]
    differing = {span[0] for span in set(found) ^ {span[:4] for span in plain}}
    assert not differing, [(rows[k], held[k]) for k in sorted(differing)[:3]]
    assert found == [span[:4] for span in plain]
    assert np.allclose(sure, [span[4] for span in plain], atol=1e-6)
    return len(plain)


def _rows(seed: int, count: int, broken: float) -> tuple[random.Random, list[bytes], list[Held]]:
    r = random.Random(seed)
    rows = [row(r, 14, broken) for _ in range(count)]
    return r, rows, [held_somewhere(r, raw) for raw in rows]


@pytest.mark.parametrize("broken", [0.0, 0.7], ids=["whole text", "broken text"])
def test_kernel_and_twin_agree_under_the_shipped_model(broken):
    _, rows, held = _rows(1, 1500, broken)
    assert _agree(name_model(), rows, held) > 300


@pytest.mark.parametrize(("broken", "gate"), [(0.0, 30.0), (0.0, 2.0), (0.7, 8.0)])
def test_kernel_and_twin_agree_under_weights_by_chance(broken, gate):
    r, rows, held = _rows(2, 700, broken)
    assert _agree(random_model(r, rows, gate), rows, held) > 500


@pytest.mark.parametrize("size", [16, 40, 200])
def test_long_rows_are_cut_where_the_twin_cuts_them(monkeypatch, size):
    monkeypatch.setattr(naming, "PIECE", size)
    r, rows, held = _rows(3, 250, 0.3)
    rows += [row(r, 120) for _ in range(40)]
    held += [held_somewhere(r, raw) for raw in rows[len(held) :]]
    assert _agree(random_model(r, rows, 8.0), rows, held, size) > 200


def test_an_identifier_may_stand_at_every_place_of_a_row():
    raw = "收货人：王建国，John Smith住北京市朝阳区建国路88号".encode()
    borders = [k for k in range(len(raw) + 1) if k == len(raw) or raw[k] >> 6 != 2]
    held = [[(a, b, NUMBER)] for a in borders for b in borders if a < b]
    assert _agree(name_model(), [raw] * len(held), held) > len(held) / 4


def test_every_sign_of_the_lists_is_read_as_the_twin_reads_it():
    signs = [
        chr(cp)
        for cp in (*range(0x250), *range(0x300, 0x530), *range(0x1E00, 0x2100), *range(0xFF00, 0xFFFF))
    ]
    rows = [f"王{a}建{b}国{a}{b}".encode() for a, b in zip(signs, signs[1:] + PIECES[:1], strict=True)]
    r = random.Random(4)
    assert _agree(random_model(r, rows, 20.0), rows, [[] for _ in rows]) > 500


def test_a_model_of_few_features_is_read_like_one_of_many():
    shipped = name_model()
    weights = NameTwin(shipped).weights
    features = np.array(sorted(weights)[::60], np.int64)
    tells, packed = pack(features, np.array([weights[int(one)] for one in features]))
    _, rows, held = _rows(6, 300, 0.0)
    assert _agree(replace(shipped, tells=tells, packed=packed), rows, held) > 100


def test_a_row_without_text_has_no_spans():
    assert _agree(name_model(), [b"", b"", "王建国来电".encode(), b""], [[], [], [], []]) == 1
    assert _kernel(name_model(), [], [])[0] == []
