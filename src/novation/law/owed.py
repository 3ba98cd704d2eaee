"""Finds the obligations that bind the buyer of a fact vector: one bit an obligation, one AND a field, as `matching` does for rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from novation.law.pack import Obligation
from novation.law.packset import Packs
from novation.law.verdict import Verdict
from novation.terms import FACT_FIELDS, Facts, Term

MOST_KEPT = 20_000  # verdicts whose masks are kept


class Owed:
    """The obligations of all packs in force on one day, in the order of the packs. `entries[i]` is bit `1 << i` of every mask."""

    def __init__(self, packs: Packs, on: date) -> None:
        self.entries = tuple(e for pack in packs for e in pack.obligations if e.in_force.contains(on))
        asked = [name for name in FACT_FIELDS if any(c.field == name for e in self.entries for c in e.when)]
        self._tables = [(name, self._table(name)) for name in asked]
        self._of_verdict: dict[
            int, tuple[Verdict, int]
        ] = {}  # holds the verdict, so that its id stays its own
        self._chosen: dict[int, tuple[Obligation, ...]] = {}

    def of(self, facts: Facts, verdict: Verdict) -> tuple[Obligation, ...]:
        """Those of the verdict's laws, for the outcome that it reached."""
        mask = self._outcome(verdict)
        for name, table in self._tables:
            mask &= table[getattr(facts, name)]
        return self._entries(mask)

    def _outcome(self, verdict: Verdict) -> int:
        kept = self._of_verdict.get(id(verdict))
        if kept is not None:
            return kept[1]
        laws = frozenset(verdict.laws)
        mask = self._mask(
            entry.law in laws
            and (not entry.to_buyer or verdict.to_buyer in entry.to_buyer)
            and (not entry.seller_copy or verdict.seller_copy in entry.seller_copy)
            for entry in self.entries
        )
        if len(self._of_verdict) >= MOST_KEPT:
            self._of_verdict.clear()
        self._of_verdict[id(verdict)] = verdict, mask
        return mask

    def _entries(self, mask: int) -> tuple[Obligation, ...]:
        found = self._chosen.get(mask)
        if found is None:
            found = self._chosen[mask] = tuple(e for n, e in enumerate(self.entries) if mask >> n & 1)
        return found

    def _mask(self, flags: Iterable[bool]) -> int:
        return sum(1 << number for number, flag in enumerate(flags) if flag)

    def _table(self, name: str) -> dict[Term, int]:
        return {
            value: self._mask(
                all(c.accepts(value) for c in entry.when if c.field == name) for entry in self.entries
            )
            for value in FACT_FIELDS[name]
        }


def owed_of(packs: Packs, on: date) -> Owed:
    """The index for a day, made once for a set of packs (the last few days asked are kept)."""
    found = packs.indexes.get(("owed", on))
    if not isinstance(found, Owed):
        found = packs.indexes[("owed", on)] = Owed(packs, on)
    return found
