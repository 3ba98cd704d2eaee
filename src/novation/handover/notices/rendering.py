"""Messages from a template by columns: the pieces of the text joined with the personal values, a batch at a time."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from novation.handover.notices.templates import Template

_CONTROL = r"[\x00-\x1f\x7f\x{2028}\x{2029}]+"


def render(template: Template, columns: Mapping[str, pa.Array], rows: int) -> pa.Array:
    """One message a row. `template` is filled; `columns` gives the personal values. A value can't add a line or a brace."""
    if not template.names:
        return pa.repeat(pa.scalar(template.literals[0], pa.large_string()), rows)
    parts: list[pa.Array | pa.Scalar] = []
    for literal, name in zip(template.literals, template.names, strict=False):
        parts += [pa.scalar(literal, pa.large_string()), columns[name]]
    return pc.binary_join_element_wise(
        *parts, pa.scalar(template.literals[-1], pa.large_string()), pa.scalar("", pa.large_string())
    )


def one_line(column: pa.Array, otherwise: str) -> pa.Array:
    """Names without line breaks and control characters; who has none is addressed by the general word."""
    text = pc.cast(column, pa.large_string())
    text = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, _CONTROL, " "))
    return pc.fill_null(pc.if_else(pc.equal(text, ""), None, text), otherwise)
