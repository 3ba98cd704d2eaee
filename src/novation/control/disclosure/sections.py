"""What rooms above add to an exchange with the other side: each item rests on an entry of the journal, as all in it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from novation.control.cases.models import Case

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """`name`: its field in the document. `tag` and `said`: the entry that an item rests on and the references it must hold.

    `draw` gives what is to go; `gone` is called once it is written; `take` gets what came and held.
    """

    name: str
    tag: str
    reference: str
    draw: Callable[[Case], Sequence[dict[str, Any]]]
    said: Callable[[Item], Mapping[str, Any]]
    gone: Callable[[Case, Sequence[Item]], None]
    take: Callable[[Case, Sequence[Item]], None]


SECTIONS: dict[str, Section] = {}


def register(section: Section) -> None:
    if section.name in SECTIONS:
        raise ValueError(f"section defined twice: {section.name}")
    SECTIONS[section.name] = section
