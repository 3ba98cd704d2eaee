"""The same customers under another deal form: other dispositions, by the articles that say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from novation.terms import FACT_FIELDS

from .story import Story, novation

FORMS = ("merger", "asset-deal", "share-deal")


@pytest.fixture(scope="module")
def decided(story: Story, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A project for each deal form, decided over the same people."""
    folders = {}
    for form in FORMS:
        folders[form] = story.copy("planned", tmp_path_factory.mktemp("forms") / form)
        assert novation("decide", "-p", folders[form], "--deal", form).status == 0
    return folders


@pytest.fixture(scope="module")
def planned(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, for explaining a person is journalled."""
    return story.copy("planned", tmp_path_factory.mktemp("planned") / "seller")


@pytest.fixture(scope="module")
def contact(story: Story, decided: dict[str, Path]) -> Callable[[str, str], dict[str, Any]]:
    """The verdict on the contact data of a planted person under a form."""

    def of(form: str, situation: str) -> dict[str, Any]:
        number = story.planted(situation)["member_no"]
        told = novation("explain", "-p", decided[form], "--subject", number, "--json").value
        return next(v for v in told["verdicts"] if v["facts"]["category"] == "contact")

    return of


def decisions(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((folder / "records" / "decisions.json").read_bytes())
    return record


def test_whom_nobody_asked_passes_after_notice_in_a_merger_and_needs_consent_in_an_asset_deal(
    contact: Any,
) -> None:
    merger, sale = contact("merger", "cn-silent"), contact("asset-deal", "cn-silent")
    assert merger["to_buyer"] == "transfer-after-notice"
    assert "cn-pipl/22-notice-of-recipient" in merger["reasons"]
    assert sale["to_buyer"] == "needs-consent"
    assert sale["consent_kind"] == "separate"
    assert "cn-pipl/23-separate-consent" in sale["reasons"]


def test_in_a_share_deal_the_company_keeps_its_data_and_nothing_passes(contact: Any) -> None:
    for situation in ("cn-silent", "cn-separate-consent", "de-silent", "ca-silent"):
        verdict = contact("share-deal", situation)
        assert (verdict["to_buyer"], verdict["seller_copy"]) == ("withhold", "keep"), situation
        assert any("share-deal" in reason for reason in verdict["reasons"]), situation


def test_an_objection_withholds_under_every_form_that_moves_data(contact: Any) -> None:
    for form in ("merger", "asset-deal"):
        assert contact(form, "cn-agreed-but-objected")["to_buyer"] == "withhold"
        assert "eu-gdpr/21-objected" in contact(form, "de-objected")["reasons"]


def test_several_laws_at_once_are_all_named(contact: Any) -> None:
    laws = {answer["law"] for answer in contact("merger", "de-silent")["answers"]}
    assert {"cn-pipl", "eu-gdpr"} <= laws


def test_explain_shows_what_another_form_would_change_and_changes_nothing(
    story: Story, tmp_path: Path
) -> None:
    folder = story.copy("planned", tmp_path / "seller")
    toml = (folder / "novation.toml").read_bytes()
    told = novation("explain", "-p", folder, "--deal", "merger", "--json").value
    assert (told["from"], told["to"]) == ("asset-deal", "merger")
    china = [e for e in told["changed"] if e["place"] == "cn" and e["category"] == "contact"]
    change = max((e for e in china if e["before"]["to_buyer"] == "needs-consent"), key=lambda e: e["people"])
    assert change["after"]["to_buyer"] == "transfer-after-notice"
    assert "cn-pipl/23-separate-consent" in change["before"]["reasons"]
    assert "cn-pipl/22-notice-of-recipient" in change["after"]["reasons"]
    for entry in told["changed"]:
        for side in ("before", "after"):
            assert set(entry[side]["reasons"]) <= set(told["rules"])
    assert (folder / "novation.toml").read_bytes() == toml


def test_what_explain_foretells_is_what_decide_then_finds(
    story: Story, decided: dict[str, Path], tmp_path: Path
) -> None:
    folder = story.copy("planned", tmp_path / "seller")
    told = novation("explain", "-p", folder, "--deal", "merger", "--json").value
    moved = sum(e["people"] for e in told["changed"] if e["after"]["to_buyer"] == "transfer-after-notice")
    stayed = sum(e["people"] for e in told["changed"] if e["after"]["to_buyer"] != "transfer-after-notice")
    classes, before = decisions(decided["merger"]), decisions(folder)

    def count(record: dict[str, Any], outcome: str) -> int:
        return sum(
            c["people"] for c in record["classes"] if record["verdicts"][c["verdict"]]["to_buyer"] == outcome
        )

    assert moved > 0
    gained = count(classes, "transfer-after-notice") - count(before, "transfer-after-notice")
    lost = sum(e["people"] for e in told["changed"] if e["before"]["to_buyer"] == "transfer-after-notice")
    assert gained == moved - lost
    assert moved + stayed + told["unchanged"] == sum(c["people"] for c in classes["classes"])


def test_a_merger_passes_more_people_than_an_asset_deal(decided: dict[str, Path]) -> None:
    def passing(form: str) -> int:
        return sum(c["people"] for c in decisions(decided[form])["classes"] if c["passes_now"])

    assert passing("merger") > passing("asset-deal") > passing("share-deal") == 0


def test_a_buyer_elsewhere_changes_the_outcome(story: Story, tmp_path: Path) -> None:
    folder = story.copy("planned", tmp_path / "seller")
    told = novation("explain", "-p", folder, "--buyer-place", "us", "--json").value
    assert any(
        e["after"]["to_buyer"] != "transfer" for e in told["changed"] if e["before"]["to_buyer"] == "transfer"
    )


@pytest.mark.parametrize("situation", ["cn-separate-consent", "cn-open-debt", "de-objected", "ca-opted-out"])
def test_explain_of_a_person_shows_facts_rules_and_articles_in_both_languages(
    story: Story, planned: Path, situation: str
) -> None:
    number = story.planted(situation)["member_no"]
    told = novation("explain", "-p", planned, "--subject", number, "--json").value
    assert len(told["verdicts"]) >= 4
    for verdict in told["verdicts"]:
        assert set(verdict["facts"]) == set(FACT_FIELDS)
        rules = [*verdict["reasons"], *verdict["seller_reasons"]]
        assert rules or verdict["undecided_because"]
        for rule in rules:
            for field in ("citation", "reason", "title"):
                assert told["rules"][rule][field]["zh"].strip()
                assert told["rules"][rule][field]["en"].strip()


def test_a_person_is_found_by_reference_and_by_every_number_that_person_has(
    story: Story, planned: Path
) -> None:
    person = story.planted("cn-objected-under-second-number")
    found = {
        novation("explain", "-p", planned, "--subject", number, "--json").value["subject_ref"]
        for number in (person["member_no"], person["second_no"])
    }
    assert len(found) == 1
    ref = found.pop()
    assert novation("explain", "-p", planned, "--subject", ref, "--json").value["subject_ref"] == ref


def test_an_unknown_person_is_told_with_a_code(planned: Path) -> None:
    ran = novation("explain", "-p", planned, "--subject", "nobody-at-all", "--json")
    assert ran.value["error"]["code"] == "subject.unknown"
    assert "nobody-at-all" not in ran.err
