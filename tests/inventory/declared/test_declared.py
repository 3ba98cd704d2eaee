"""Every detector finds what its declaration accepts and refuses what it refuses, wherever the value stands."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pytest

from novation.inventory.detectors.declared import declared
from novation.inventory.span_types import SPAN_TYPES
from novation.inventory.spans import find_spans

from .making import Maker

AROUND = ("{}", "客户{}，请核对", "（{}）", "备注：{}。", "Note: {}, thanks", "{}\n下一行")
LATIN_GLUE = ("客户{}，请核对",)
MODEL = {"person-name", "address"}  # need the name model, whose own tests judge it


def _filled(slug: str, template: str, invented, seed: int) -> Iterator[tuple[str, str]]:
    """The text with its value, and the value alone (empty where the template has no placeholder)."""
    entry, maker = declared()[slug], Maker(seed)
    if "{valid}" in template or "{broken}" in template:
        for shape in entry.shapes:
            kind = "valid" if "{valid}" in template else "broken"
            value = maker.valid(entry, shape) if kind == "valid" else maker.broken(entry, shape)
            yield template.replace("{" + kind + "}", value), value
    elif "{mrz" in template:
        value = maker.mrz(broken="broken" in template)
        yield value, value
    else:
        text = template.replace("{name}", invented.name()).replace("{address}", invented.address())
        yield text, ""


def failures(slug: str, invented) -> list[str]:
    """What goes wrong for a type: texts in which the value is not found as it stands, or a decoy is."""
    entry, code = declared()[slug], SPAN_TYPES[slug].code
    cases = [
        (around.replace("{}", text), value, wanted)
        for wanted, templates in ((True, entry.accept), (False, entry.refuse))
        for number, template in enumerate(templates)
        for text, value in _filled(slug, template, invented, number)
        for around in AROUND
    ]
    spans = find_spans(pa.array([text for text, _, _ in cases]), names=slug in MODEL)
    found: dict[int, list[str]] = {}
    for row, start, end, kind in zip(spans.rows, spans.starts, spans.ends, spans.types, strict=True):
        if kind == code:
            found.setdefault(int(row), []).append(cases[row][0].encode()[start:end].decode())
    wrong = []
    for row, (text, value, wanted) in enumerate(cases):
        got = found.get(row, [])
        if wanted and (not got or (value and value not in got)):
            wrong.append(f"missed {text!r} (found {got})")
        if not wanted and got:
            wrong.append(f"took {got} in {text!r}")
    return wrong


def test_every_type_of_span_is_declared_with_examples_and_decoys() -> None:
    entries = declared()
    assert set(entries) == set(SPAN_TYPES)
    for entry in entries.values():
        assert entry.accept and entry.refuse and entry.context and entry.source


def test_a_declaration_names_its_source_or_says_that_nobody_read_it() -> None:
    for entry in declared().values():
        assert entry.unsure != entry.url.startswith("https://"), entry.slug


@pytest.mark.parametrize("slug", sorted(set(SPAN_TYPES) - MODEL))
def test_a_detector_accepts_and_refuses_what_its_declaration_says(slug: str, invented) -> None:
    assert failures(slug, invented) == []
