"""Defuses cells that a spreadsheet would run as formulas, reversibly (OWASP, CSV injection)."""

from __future__ import annotations

from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

MARK = "'"

_SIGNS = "=+\\-@\\t\\r\\n＝＋－＠"
_DANGEROUS = rf"\A{MARK}*[{_SIGNS}]"
_DEFUSED = rf"\A{MARK}+[{_SIGNS}]"
_HARMLESS = r"\A(?:[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\+\d[\d ]*)\z"

StringColumn: TypeAlias = "pa.Array | pa.ChunkedArray"


def defuse(column: StringColumn) -> StringColumn:
    """Puts an apostrophe before text that begins with = + - @ TAB CR LF (or their full-width forms).

    Plain numbers (-12.5, +3e8) and international phone numbers (+86 138…, digits and blanks only) stay as they are:
    a spreadsheet reads those as numbers and runs nothing. `+86-138` is changed, it would be computed. A value that
    already has apostrophes before such a sign gets one more, so `restore` is the exact inverse. Null stays null.
    """
    changed = pc.and_(
        pc.match_substring_regex(column, _DANGEROUS), pc.invert(pc.match_substring_regex(column, _HARMLESS))
    )
    return pc.if_else(changed, pc.binary_join_element_wise(MARK, column, ""), column)


def restore(column: StringColumn) -> StringColumn:
    """Takes away what `defuse` added: one apostrophe before apostrophes or a sign."""
    changed = pc.match_substring_regex(column, _DEFUSED)
    return pc.if_else(changed, pc.utf8_slice_codeunits(column, 1), column)
