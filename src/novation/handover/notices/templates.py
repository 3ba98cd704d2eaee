"""A template and its closed set of placeholders: split once, filled with what is the same for everybody, never interpreted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from novation.errors.notices import PLACEHOLDER_UNKNOWN, VALUE_MISSING

PERSONAL = ("name", "link")
"""Filled for each person; all others are the same for everybody."""
SAME = (
    *("seller", "seller_contact", "buyer", "buyer_contact", "buyer_place"),
    *("case", "closing_on", "window_end", "portal"),
)
PLACEHOLDERS = (*PERSONAL, *SAME)
_PLACEHOLDER = re.compile(r"\{([a-z_]{1,40})\}")


@dataclass(frozen=True, slots=True)
class Template:
    """`literals[0] names[0] literals[1] names[1] … literals[-1]`."""

    literals: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> Template:
        """With what is the same for everybody put in; raises `notices.value-missing`."""
        literals, names = [self.literals[0]], []
        for name, literal in zip(self.names, self.literals[1:], strict=True):
            if name in PERSONAL:
                names.append(name)
                literals.append(literal)
            elif not values.get(name):
                raise VALUE_MISSING.error(what="{" + name + "}")
            else:
                literals[-1] += values[name] + literal
        return Template(tuple(literals), tuple(names))


def parse(text: str) -> Template:
    """Raises `notices.placeholder-unknown` for any word in braces that is none of the closed set, and for stray braces."""
    pieces = _PLACEHOLDER.split(text)
    literals, names = pieces[::2], pieces[1::2]
    wrong = [f"{{{name}}}" for name in names if name not in PLACEHOLDERS]
    wrong += [found.group(0)[:20] for literal in literals if (found := re.search(r"[{}]", literal))]
    if wrong:
        known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise PLACEHOLDER_UNKNOWN.error(what=" ".join(dict.fromkeys(wrong)), known=known)
    return Template(tuple(literals), tuple(names))


def preview(text: str, values: Mapping[str, str]) -> str:
    """The message as one invented customer gets it; what is not known yet stays visible as its placeholder."""
    template = parse(text)
    filled = [values.get(name) or f"{{{name}}}" for name in template.names]
    return template.literals[0] + "".join(
        value + literal for value, literal in zip(filled, template.literals[1:], strict=True)
    )
