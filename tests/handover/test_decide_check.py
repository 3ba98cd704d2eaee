"""`novation decide --check`: the second engine's result is on record, in the journal and in the exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from novation.disposition import second_engine

from .story import Story, novation


@pytest.fixture
def seller(story: Story, tmp_path: Path) -> Path:
    return story.copy("planned", tmp_path / "seller")


def last_entry(seller: Path) -> dict[str, Any]:
    lines = (seller / "records" / "journal.jsonl").read_text("utf-8").splitlines()
    entry: dict[str, Any] = json.loads(lines[-1])
    return entry


def test_both_engines_agree_and_the_journal_says_on_how_many_decisions(seller: Path) -> None:
    ran = novation("decide", "-p", seller, "--check", "--json")
    assert ran.status == 0, ran.err
    check = ran.value["check"]
    assert check["different"] == check["missing"] == 0
    assert check["compared"] == sum(c["people"] for c in ran.value["classes"])
    entry = last_entry(seller)
    assert entry["tag"] == "dispositions.checked"
    assert entry["refs"]["compared"] == check["compared"]
    assert novation("verify", seller).status == 0


def test_a_difference_ends_with_status_one_and_is_on_record(
    seller: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_engine, "mark", lambda rule: 1)
    ran = novation("decide", "-p", seller, "--check")
    assert ran.status == 1
    check = json.loads((seller / "records" / "check.json").read_bytes())
    assert check["different"] > 0
    assert check["examples"]
    assert last_entry(seller)["refs"]["different"] == check["different"]


def test_the_report_says_that_the_decisions_were_checked(seller: Path, tmp_path: Path) -> None:
    assert novation("decide", "-p", seller, "--check").status == 0
    assert novation("plan", "-p", seller).status == 0
    assert novation("report", "-p", seller, "--out", tmp_path).status == 0
    assert any("decisions checked" in p.read_text("utf-8") for p in tmp_path.glob("*.html"))


def test_without_check_no_second_engine_runs(seller: Path) -> None:
    assert novation("decide", "-p", seller).status == 0
    assert not (seller / "records" / "check.json").exists()
