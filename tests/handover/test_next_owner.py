"""The buyer's next step: the opened package becomes sources of the buyer's own project, and the promises made go on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from .story import Story, novation


@pytest.fixture(scope="module")
def quarantine(story: Story) -> Path:
    return next((story.at("receipted") / "quarantine").iterdir())


@pytest.fixture(scope="module")
def buyer(story: Story, quarantine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = story.copy("receipted", tmp_path_factory.mktemp("next") / "buyer")
    opened = folder / quarantine.relative_to(story.at("receipted"))
    assert novation("source", "add", opened, "-p", folder).status == 0
    assert novation("run", "-p", folder).status == 0
    return folder


def register(quarantine: Path, name: str) -> Any:
    return pq.read_table(quarantine / "register" / f"{name}.parquet").to_pylist()


def told_of(buyer: Path, ref: str, fact: str) -> set[str]:
    """What the buyer's project says of a person, by the reference that the seller gave."""
    told = novation("explain", "-p", buyer, "--subject", ref, "--json").value
    return {v["facts"][fact] for v in told["verdicts"]}


def test_the_people_of_the_opened_package_are_those_that_it_names(quarantine: Path, buyer: Path) -> None:
    refs = {r["subject_ref"] for r in register(quarantine, "subjects")}
    link = json.loads((buyer / "records" / "link.json").read_bytes())
    assert link["subjects"] == len(refs) > 50


def test_who_opted_out_at_the_seller_is_opted_out_at_the_buyer(quarantine: Path, buyer: Path) -> None:
    suppressed = [r["subject_ref"] for r in register(quarantine, "suppression")]
    assert suppressed
    for ref in suppressed[:6]:
        assert told_of(buyer, ref, "marketing") == {"opted-out"}
    others = [
        r["subject_ref"] for r in register(quarantine, "subjects") if r["subject_ref"] not in suppressed
    ]
    for ref in others[:3]:
        assert "opted-out" not in told_of(buyer, ref, "marketing")


def test_open_matters_and_places_go_on(quarantine: Path, buyer: Path) -> None:
    matters = register(quarantine, "open-matters")
    assert matters
    for matter in matters[:4]:
        assert told_of(buyer, matter["subject_ref"], "hold") == {matter["hold_state"]}
    places = {r["place"]: r["subject_ref"] for r in register(quarantine, "subjects") if r["place"]}
    assert len(places) >= 3
    for place, ref in places.items():
        assert told_of(buyer, ref, "place") == {place}


def test_consents_given_at_the_seller_are_known_at_the_buyer(quarantine: Path, buyer: Path) -> None:
    events = register(quarantine, "consents")
    assert {"subject_ref", "consent_purpose", "consent_state", "consent_at", "recorded_in"} == set(events[0])
    scan = json.loads((buyer / "records" / "scan.json").read_bytes())
    consents = next(t for t in scan["tables"] if t["source"] == "consents.parquet")
    kinds = {c["name"]: c["kind"] for c in consents["columns"]}
    assert kinds["subject_ref"] == "key.customer"
    assert (kinds["consent_purpose"], kinds["consent_state"], kinds["consent_at"]) == (
        "consent.purpose", "consent.state", "consent.at",
    )  # fmt: skip
    given = {
        e["subject_ref"] for e in events if "同意" in e["consent_state"] and "转让" in e["consent_purpose"]
    }
    assert any("none" not in told_of(buyer, ref, "consent") for ref in sorted(given)[:3]), len(given)


def test_what_binds_is_taken_over_by_one_command_once(buyer: Path, quarantine: Path) -> None:
    before = novation("take-over", "-p", buyer, "--json").value
    assert before["people"] == len(register(quarantine, "subjects"))
    suppressed = {r["subject_ref"] for r in register(quarantine, "suppression")}
    assert before["suppressed"] == len(suppressed) and before["choices"] >= len(suppressed)
    assert before["obligations"] and {c["starts"] for c in before["clocks"]} <= {"data-obtained", "closing"}
    assert any(c["clock"] == "eu-gdpr/14-inform" and c["due_on"] for c in before["clocks"])
    entries = (buyer / "records" / "journal.jsonl").read_bytes()
    assert novation("take-over", "-p", buyer, "--json").value == before
    assert (buyer / "records" / "journal.jsonl").read_bytes() == entries
    assert "data-obtained" in (buyer / "novation.toml").read_text("utf-8")
    whole = (buyer / "records" / "taken-over.json").read_text("utf-8")
    assert not [ref for ref in suppressed if ref in whole]


def test_before_a_package_was_received_there_is_nothing_to_take_over(story: Story, tmp_path: Path) -> None:
    folder = story.copy("opened", tmp_path / "seller")
    assert novation("take-over", "-p", folder).code == "project.step-missing"


def test_indexes_and_registers_about_classes_do_not_become_sources(buyer: Path) -> None:
    scan = json.loads((buyer / "records" / "scan.json").read_bytes())
    paths = {s["path"] for s in scan["sources"]}
    assert not any("/index/" in p for p in paths)
    assert {p.rsplit("/", 1)[1] for p in paths if "/register/" in p} == {
        "subjects.parquet", "consents.parquet", "suppression.parquet", "open-matters.parquet",
    }  # fmt: skip
