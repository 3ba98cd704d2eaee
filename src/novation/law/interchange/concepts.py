"""The form of a concept of our vocabulary, and where its article, source and confirmed mark come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from novation.law.pack import Pack
from novation.law.pack_parts import Citation
from novation.messages import Text

CHINA, HANDOVER = "China", "ChangeOfController"
SCHEMES: Mapping[str, Text] = {
    CHINA: Text("中国个人信息保护法概念", "Concepts of China's Personal Information Protection Law"),
    HANDOVER: Text("处理者变更概念", "Concepts of a change of controller"),
}


@dataclass(frozen=True, slots=True)
class Concept:
    """`broader` are prefixed names (`dpv:…` or `nov:…`); `fact` is the row of the facts file that `article` rests on."""

    id: str
    scheme: str
    label: Text
    definition: Text
    broader: tuple[str, ...]
    article: Text | None = None
    fact: str = ""
    source: str = ""
    confirmed: bool = False


def own(name: str) -> str:
    return f"nov:{name}"


def citations(packs: Iterable[Pack]) -> dict[str, Citation]:
    """Every citation of the packs by its row of the facts file; of several the confirmed one."""
    found: dict[str, Citation] = {}
    for pack in packs:
        for citation in _of_pack(pack):
            known = found.get(citation.fact)
            if known is None or (citation.confirmed and not known.confirmed):
                found[citation.fact] = citation
    return found


def _of_pack(pack: Pack) -> Iterator[Citation]:
    lists: tuple[Iterable[Any], ...] = (
        pack.rules,
        pack.obligations,
        pack.controls,
        pack.notices,
        pack.clocks,
        pack.thresholds,
        pack.retention,
        pack.export.routes if pack.export else (),
        pack.export.rules if pack.export else (),
    )
    yield from (entry.citation for entries in lists for entry in entries if entry.citation.fact)
