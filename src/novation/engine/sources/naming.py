"""Names of columns: cleaned of marks that are not part of the name, and unique as SQL understands it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from novation.engine.sources.source import RESERVED

_EDGES = "\ufeff\u200b\x00 \t\r\n\u3000\xa0"


def clean_name(header: str) -> str:
    """Without BOM, TABs and spaces at the edges and NULs anywhere, in NFC; empty stays empty."""
    return unicodedata.normalize("NFC", header.replace("\0", "").strip(_EDGES))


def unique_names(headers: Sequence[str], width: int | None = None) -> list[str]:
    """Cleaned names for `width` columns: empty → `column_3`, repeated → `name_2`.

    Names that differ in case only count as repeated, because SQL engines take them for the same; `_row` and
    `_surplus` are ours, so a column of that name gets a suffix too.
    """
    cells = [clean_name(header) for header in headers]
    cells += [""] * ((width or 0) - len(cells))
    wanted = [cell or f"column_{place}" for place, cell in enumerate(cells, 1)]
    return deduplicate(wanted, RESERVED)


def deduplicate(names: Iterable[str], reserved: Iterable[str] = ()) -> list[str]:
    taken = {name.casefold() for name in reserved}
    names = list(names)
    own = {name.casefold() for name in names}
    result = []
    for name in names:
        candidate, number = name, 2
        while candidate.casefold() in taken:
            candidate = f"{name}_{number}"
            number += 1
            if candidate.casefold() in own:  # leave `name_2` to the column that is really called so
                candidate = name
        taken.add(candidate.casefold())
        result.append(candidate)
    return result
