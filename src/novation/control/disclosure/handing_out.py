"""The bytes of an item for one recipient, marked where the kind of file allows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from novation.control.cases.drawer.storing import content
from novation.control.disclosure import samples
from novation.control.disclosure.figures import lines, read
from novation.control.disclosure.kinds import ItemKind, Layout
from novation.control.disclosure.marking import MARKABLE, csv_of, kind_of, marked
from novation.control.disclosure.models import Item
from novation.errors.disclosure import NO_CONTENT
from novation.messages import Language


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as it is sent. `marked`: it carries the stamp; a PDF or a picture does not."""

    name: str
    chunks: Iterable[bytes]
    marked: bool


def stamp(item: Item, recipient: str, at: str) -> str:
    """Who took which item when: references only, so the mark may travel."""
    return f"Novation 易主 | {item.case.number} | {item.number or '-'} | {recipient} | {at} | {item.digest}"


def copy_for(item: Item, mark: str, language: Language) -> Copy:
    """Raises `sample.unknown` where the rows of a sample are gone, `room.no-content` for an item of the other side's index, and the errors of the drawer."""
    if item.kind == ItemKind.TABLE and item.layout:
        table = lines(Layout(item.layout), read(item), language)
        data = marked(csv_of(table), "csv", mark)
        return Copy(f"{item.case.number}-{item.number or 'draft'}.csv", [data], True)
    if item.sample is not None:
        data = marked(csv_of(samples.lines(item, language)), "csv", mark)
        return Copy(f"{item.case.number}-{item.number or 'draft'}-sample.csv", [data], True)
    if item.file is None:
        raise NO_CONTENT.error()
    name = f"{item.number or 'draft'}-{_plain(item.file.name)}"
    kind = kind_of(item.file.name, item.file.media_type)
    if not kind or item.file.size > MARKABLE:
        return Copy(name, content(item.file), False)
    return Copy(name, [marked(b"".join(content(item.file)), kind, mark)], True)


def is_markable(item: Item) -> bool:
    """Whether a copy will carry the mark."""
    if item.kind == ItemKind.TABLE or item.sample is not None:
        return True
    file = item.file
    return file is not None and bool(kind_of(file.name, file.media_type)) and file.size <= MARKABLE


def _plain(name: str) -> str:
    return re.sub(r"[\x00-\x1f\"\\/]", "_", name)
