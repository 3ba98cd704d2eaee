"""Classes: people with one verdict for one category, place and time since the last transaction, and their record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from novation.disposition.outcomes import seller_copy_on
from novation.evidence import canonical
from novation.law import Verdict, rule_dict
from novation.law.verdict import Answer
from novation.terms import SellerCopy

FactWords = Mapping[str, str | list[str]]
"""Facts of a class: one word, or the list of all that occur where the law makes no difference between them."""

SINGLE = ("category", "place", "activity")
"""Facts of which a class always has one value."""


@dataclass(frozen=True)
class DecidedClass:
    """These n people get this verdict for this category; `facts` tells all facts that occur among them."""

    id: str
    number: int
    facts: FactWords
    verdict: Verdict
    people: int
    passes_now: bool

    @property
    def seller_copy_now(self) -> SellerCopy:
        return seller_copy_on(self.verdict, self.passes_now)

    def as_dict(self, verdict: int, fixed: Collection[str]) -> dict[str, object]:
        """`verdict` is its place in the list of verdicts; facts that are the same for everybody are left out."""
        return {
            "id": self.id,
            "number": self.number,
            "facts": {k: v for k, v in self.facts.items() if k not in fixed},
            "people": self.people,
            "passes_now": self.passes_now,
            "seller_copy_now": self.seller_copy_now.value,
            "verdict": verdict,
        }


@dataclass(frozen=True)
class Decisions:
    as_of: date
    people: int
    classes: tuple[DecidedClass, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    """Facts of the deal, which no two classes differ in."""
    obligations: tuple[Mapping[str, object], ...] = ()
    """What binds the buyer for what passes: id, law, title, citation, due, and how many people it concerns."""
    core: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    """Each person once: place → disposition toward the buyer → seller's copy → people."""

    def as_dict(self) -> dict[str, object]:
        """Classes, verdicts and rules, each once; `whole_class` puts one class together again."""
        verdicts = list({id(c.verdict): c.verdict for c in self.classes}.values())
        numbers = {id(v): n for n, v in enumerate(verdicts)}
        return {
            "type": "novation-decisions@v1",
            "as_of": self.as_of.isoformat(),
            "people": self.people,
            "facts": dict(self.facts),
            "classes": [c.as_dict(numbers[id(c.verdict)], self.facts) for c in self.classes],
            "verdicts": [verdict_dict(v) for v in verdicts],
            "rules": rules_of(verdicts),
            "obligations": [dict(o) for o in self.obligations],
            "core": {p: {b: dict(s) for b, s in v.items()} for p, v in self.core.items()},
        }


def verdict_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict with rule ids in place of rules."""
    return {
        **verdict.outcome_dict(),
        "reasons": [rule.id for rule in verdict.reasons],
        "seller_reasons": [rule.id for rule in verdict.seller_reasons],
        "answers": [_answer_dict(answer) for answer in verdict.answers],
    }


def _answer_dict(answer: Answer) -> dict[str, Any]:
    return {
        "law": answer.law,
        "to_buyer": str(answer.to_buyer) if answer.to_buyer else None,
        "seller_copy": str(answer.seller_copy) if answer.seller_copy else None,
        "retention": str(answer.retention),
        "rules": [rule.id for rule in answer.rules],
        "seller_rules": [rule.id for rule in answer.seller_rules],
    }


def verdict_digest(verdict: Verdict) -> str:
    """`canonical.digest` of `verdict_dict`: of nothing but words, flags and nulls `json` gives the canonical bytes too."""
    text = json.dumps(verdict_dict(verdict), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return canonical.digest_bytes(text.encode())


def rules_of(verdicts: Iterable[Verdict]) -> dict[str, dict[str, object]]:
    """Every rule that any answer rests on, once, with its citation."""
    found = {
        rule.id: rule
        for verdict in verdicts
        for answer in verdict.answers
        for rule in (*answer.rules, *answer.seller_rules)
    }
    return {rule_id: rule_dict(found[rule_id]) for rule_id in sorted(found)}


def whole_class(decisions: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """One class of a decisions record with all its facts and its verdict."""
    kept = {k: v for k, v in entry.items() if k != "verdict"}
    return {
        **decisions["verdicts"][entry["verdict"]],
        **kept,
        "facts": {**decisions["facts"], **entry["facts"]},
    }


def class_id(single: Sequence[str], verdict_digest: str) -> str:
    """A name that is the same in every run: from the facts of which a class has one value, and its verdict."""
    text = "\n".join((*single, verdict_digest))
    return "C-" + hashlib.sha256(text.encode()).hexdigest()[:12]
