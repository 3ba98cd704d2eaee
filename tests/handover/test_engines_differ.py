"""Where a check found that the two engines differ, nothing is planned, authorised, sealed or destroyed on the decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from novation.disposition import Context, second_engine
from novation.disposition.rules_sql import Compiler
from novation.law import Packs

from .story import Ran, Story, authorise, novation

CODE = "plan.engines-differ"


@pytest.fixture
def seller(story: Story, tmp_path: Path) -> Path:
    return story.copy("authorised", tmp_path / "seller")


def record(seller: Path, name: str) -> Any:
    return json.loads((seller / "records" / name).read_bytes())


def forget_a_rule(seller: Path, patch: pytest.MonkeyPatch) -> None:
    """From now on the second engine compiles the packs without a rule that decided the largest class."""
    decisions = record(seller, "decisions.json")
    forgotten = decisions["verdicts"][decisions["classes"][0]["verdict"]]["reasons"][0]

    class Forgetful(Compiler):
        def __init__(self, packs: Packs, context: Context, on: date) -> None:
            left = (
                replace(pack, rules=tuple(rule for rule in pack.rules if rule.id != forgotten))
                for pack in packs
            )
            super().__init__(Packs(left), context, on)

    patch.setattr(second_engine, "Compiler", Forgetful)


def differ(seller: Path) -> None:
    """A check whose second engine forgot a rule; afterwards it remembers."""
    with pytest.MonkeyPatch.context() as patch:
        forget_a_rule(seller, patch)
        assert novation("decide", "-p", seller, "--check").status == 1
    check = record(seller, "check.json")
    assert check["different"] > 0
    assert check["missing"] == 0


def refused(ran: Ran) -> bool:
    return ran.status == 4 and CODE in ran.err


def test_no_plan_is_made_of_decisions_on_which_the_engines_differ(seller: Path) -> None:
    differ(seller)
    before = (seller / "records" / "plan.json").read_bytes()
    assert refused(novation("plan", "-p", seller))
    assert refused(novation("run", "-p", seller))
    assert (seller / "records" / "plan.json").read_bytes() == before


def test_a_plan_made_before_is_neither_authorised_nor_carried_out(
    seller: Path, story: Story, tmp_path: Path
) -> None:
    differ(seller)
    assert all(refused(ran) for ran in authorise(seller, story.keys))
    key = story.keys / "hander-over"
    assert refused(novation("seal", tmp_path / "package", "-p", seller, "--key", key, "--dry-run"))
    assert refused(novation("seal", tmp_path / "package", "-p", seller, "--key", key))
    assert not (tmp_path / "package").exists()


def test_nothing_is_destroyed_either(story: Story, tmp_path: Path) -> None:
    seller = story.copy("accepted", tmp_path / "seller")
    differ(seller)
    sources = {p: p.read_bytes() for p in (seller / "exports").rglob("*") if p.is_file()}
    assert sources
    assert refused(novation("destroy", "-p", seller))
    assert sources == {p: p.read_bytes() for p in sources}


def test_deciding_again_without_a_check_lifts_nothing_and_neither_does_taking_the_record_away(
    seller: Path,
) -> None:
    differ(seller)
    assert novation("decide", "-p", seller).status == 0
    assert refused(novation("plan", "-p", seller))
    (seller / "records" / "check.json").unlink()
    assert refused(novation("plan", "-p", seller))


def test_a_check_of_which_the_journal_knows_nothing_yet_counts(seller: Path) -> None:
    journal = (seller / "records" / "journal.jsonl").read_bytes()
    differ(seller)
    (seller / "records" / "journal.jsonl").write_bytes(journal)
    assert refused(novation("plan", "-p", seller))


def test_once_both_agree_the_plan_is_made(seller: Path) -> None:
    differ(seller)
    assert novation("decide", "-p", seller, "--check").status == 0
    assert novation("plan", "-p", seller).status == 0


def test_a_check_of_other_decisions_does_not_count(seller: Path) -> None:
    differ(seller)
    assert novation("decide", "-p", seller, "--deal", "merger").status == 0
    assert novation("plan", "-p", seller).status == 0
