"""Labelled texts: the project's held-apart notes, JSON lines of anybody's, and a set that others published."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.discovery.filling import SLUGS, Filling

_MARK = re.compile(r"⟦(name|addr)\|([^⟧]*)⟧|\{([a-z.]+)\}")
_MARKED = {"name": "person-name", "addr": "address"}
_BETWEEN = re.compile(r"[\s,.;，、-]*")
UNLABELLED = "unlabelled"
"""The type of a region that is left out of the account: what is reported there is neither hit nor false alarm."""

Gold = tuple[int, int, str]


@dataclass(frozen=True)
class Note:
    """A text and its spans (start, end, slug) in code points, end exclusive."""

    text: str
    spans: tuple[Gold, ...] = ()

    @property
    def personal(self) -> bool:
        return bool(self.spans)


@dataclass(frozen=True)
class Labelled:
    """A set of notes, and what there is to know about it before believing a figure."""

    name: str
    notes: tuple[Note, ...]
    origin: str

    @property
    def characters(self) -> int:
        return sum(len(note.text) for note in self.notes)


def held_apart(file: Path, seed: int = 5) -> list[Note]:
    """Reads a file of notes with ⟦name|…⟧ and ⟦addr|…⟧ marks, fills its {slots}; ValueError for a slot not known."""
    filling = Filling(seed)
    lines = file.read_text("utf-8").splitlines()
    return [marked(line.replace("\\n", "\n").replace("\\t", "\t"), filling) for line in lines if line.strip()]


def marked(line: str, filling: Filling) -> Note:
    """One note of its marked line."""
    out: list[str] = []
    spans: list[Gold] = []
    size = at = 0
    for mark in _MARK.finditer(line):
        before = line[at : mark.start()]
        word, slot = mark.group(1), mark.group(3)
        text = mark.group(2) if word else _filled(slot, filling)
        size += len(before)
        slug = _MARKED[word] if word else SLUGS.get(slot)
        if slug:
            spans.append((size, size + len(text), slug))
        out += [before, text]
        size += len(text)
        at = mark.end()
    return Note("".join([*out, line[at:]]), tuple(spans))


def _filled(slot: str, filling: Filling) -> str:
    try:
        return filling.value(slot)
    except KeyError:
        raise ValueError(f"unknown slot {{{slot}}}") from None


def json_lines(file: Path, names: dict[str, str]) -> list[Note]:
    """Reads {"text", "spans": [{"start", "end", "type" or "label"}]} lines; ValueError for a label that `names` lacks.

    `names` turns labels into slugs; slugs stand for themselves. Spans of which nothing is in the text are refused too.
    """
    notes = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if line.strip():
            entry = json.loads(line)
            spans = [
                _gold(span, len(entry["text"]), names, f"{file.name}:{number}") for span in entry["spans"]
            ]
            notes.append(Note(entry["text"], tuple(sorted(spans))))
    return notes


def _gold(span: dict[str, Any], length: int, names: dict[str, str], place: str) -> Gold:
    label = span.get("type") or span["label"]
    slug = names.get(label, label if label in names.values() or label == label.lower() else "")
    if not slug:
        raise ValueError(f"{place}: label {label} stands in no table of types.yaml")
    start, end = int(span["start"]), int(span["end"])
    if not 0 <= start < end <= length:
        raise ValueError(f"{place}: span {start} to {end} lies outside the text")
    return start, end, slug


def joined_addresses(entry: list[Note], raw: list[list[Gold]]) -> list[Note]:
    """Addresses labelled in pieces (street, place, postcode) become one span each, the places among them included.

    `raw` holds the spans before bare places were set aside, with "place" for those: a run of pieces with nothing but
    white space and commas between them is one address if any piece is one; other places stay unlabelled.
    """
    return [
        Note(note.text, tuple(_join(note.text, sorted(spans))))
        for note, spans in zip(entry, raw, strict=True)
    ]


def _join(text: str, spans: list[Gold]) -> list[Gold]:
    runs: list[list[Gold]] = []
    for span in spans:
        last = runs[-1][-1] if runs else None
        pieces = last is not None and {last[2], span[2]} <= {"address", "place"}
        if last is not None and pieces and _BETWEEN.fullmatch(text, last[1], span[0]):
            runs[-1].append(span)
        else:
            runs.append([span])
    return [(run[0][0], run[-1][1], _kind(run)) for run in runs]


def _kind(run: list[Gold]) -> str:
    kinds = {span[2] for span in run}
    if "address" in kinds:
        return "address"
    return UNLABELLED if kinds == {"place"} else run[0][2]


def presidio_generated(file: Path, names: dict[str, str], most: int | None = None) -> list[Note]:
    """The published English set of presidio-research, addresses joined; `most` notes, evenly spread."""
    notes = json_lines(file, {**names, "LOCATION": "place"})
    notes = joined_addresses(notes, [list(note.spans) for note in notes])
    return notes if most is None or most >= len(notes) else notes[:: len(notes) // most][:most]
