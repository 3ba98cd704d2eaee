"""The small values of which everything in a pack is made: periods, conditions, citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from novation.messages import Text
from novation.terms import Term


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day on which a pack or a rule is in force; both ends count, None is open."""

    first: date | None = None
    last: date | None = None

    def contains(self, on: date) -> bool:
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of `when`: the field's value is one of `values`, or with `negated` none of them."""

    field: str
    values: tuple[Term, ...]
    negated: bool = False

    def accepts(self, value: Term) -> bool:
        return (value in self.values) is not self.negated


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something is written: the article, the page it was read on, the row of the facts file."""

    text: Text
    source: str = ""
    fact: str = ""
    confirmed: bool = False
