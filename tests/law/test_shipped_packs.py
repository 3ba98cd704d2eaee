"""The packs that are shipped: every scenario holds, and lint finds no error."""

from __future__ import annotations

from novation.law import Severity, lint, load_packs, run_scenarios

EXPECTED = {"cn-pipl", "eu-gdpr", "de-dsk", "fr-cnil", "uk-gdpr", "us-ca"}


def test_the_shipped_packs_are_all_there() -> None:
    assert set(load_packs().ids) >= EXPECTED


def test_every_scenario_of_the_shipped_packs_holds() -> None:
    results = list(run_scenarios(load_packs()))
    assert results
    wrong = [f"{r.scenario.file}:{r.scenario.line} {p.en}" for r in results for p in r.problems]
    assert wrong == []


def test_lint_finds_no_error_in_the_shipped_packs() -> None:
    errors = [f for f in lint(load_packs()) if f.severity is Severity.ERROR]
    assert [f"{f.file}:{f.line} {f.code} {f.text.en}" for f in errors] == []
