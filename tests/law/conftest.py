"""Small invented packs for the tests of the law room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from novation.law import Pack, Packs, Verdict, judge, read_pack
from novation.law.scenarios import complete
from novation.terms import FACT_FIELDS, Facts, Place

TODAY = date(2026, 11, 21)


def pack_text(
    pack_id: str, *, kind: str = "statute", applies: str = "[{place: [cn]}]", more: str = ""
) -> str:
    return (
        f"id: {pack_id}\ntitle: {{zh: 某法, en: Law {pack_id}}}\nversion: 2026-11-21\nkind: {kind}\n"
        + (f"applies_when: {applies}\n" if applies else "")
        + more
    )


def rule_text(rule_id: str, when: str = "{}", then: str = "{to_buyer: transfer}", more: str = "") -> str:
    head = f"- id: {rule_id}\n  title: {{zh: 规则, en: Rule}}\n  citation: {{zh: 第一条, en: Art. 1}}\n"
    confirmed = "" if "confirmed:" in more else "  confirmed: true\n"
    source = "" if "source:" in more else "  source: https://example.org/law\n"
    fact = "" if "fact:" in more else "  fact: ROW-1\n"
    return (
        head
        + confirmed
        + source
        + f"  reason: {{zh: 理由, en: Reason}}\n  when: {when}\n  then: {then}\n"
        + more
        + fact
    )


@pytest.fixture
def make_rule() -> Callable[..., str]:
    """Text of one rule: `make_rule(id, when, then, more)`."""
    return rule_text


@pytest.fixture
def make_pack() -> Callable[..., Pack]:
    """A pack from texts: `make_pack(id, *rules, kind=…, applies=…, more=…, files={…})`."""

    def make(pack_id: str, *rules: str, files: dict[str, str] | None = None, **head: str) -> Pack:
        texts = {
            "pack.yaml": pack_text(pack_id, **head),
            "rules/all.yaml": "".join(rules),
            "SOURCES.md": "ROW-1\n",
        }
        return read_pack(pack_id, {name: text.encode() for name, text in {**texts, **(files or {})}.items()})

    return make


@pytest.fixture
def make_facts() -> Callable[..., Facts]:
    """A vector from some words; the rest as in scenarios, at home in China."""

    def make(**words: str) -> Facts:
        known = {name: next(t for t in FACT_FIELDS[name] if t == word) for name, word in words.items()}
        return complete(known, Place.CN)

    return make


@pytest.fixture
def verdict_of(make_facts: Callable[..., Facts]) -> Callable[..., Verdict]:
    """`verdict_of(packs, **words)`: the verdict today."""

    def verdict(packs: list[Pack] | Packs, on: date = TODAY, **words: str) -> Verdict:
        return judge(make_facts(**words), packs if isinstance(packs, Packs) else Packs(packs), on)

    return verdict
