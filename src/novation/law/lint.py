"""Looks packs through for what their author would want to know before anybody relies on them."""

from __future__ import annotations

from collections.abc import Collection

from novation.law.finding import LintFinding
from novation.law.lint_entries import references, sources
from novation.law.lint_space import contradictions, dead_rules, gaps, overlaps
from novation.law.lint_text import defects, displacements, packs_at_large, scenario_cover, scenario_results
from novation.law.packset import Packs
from novation.law.vocabulary import Severity

__all__ = ["LintFinding", "lint"]


def lint(packs: Packs, only: Collection[str] | None = None) -> list[LintFinding]:
    """All findings, the gravest first, or those about the packs `only` names. A pack with an `error` is not fit for use.

    Codes: missing-translation, missing-citation, missing-source, confirmed-without-source, unknown-displaced,
    displaces-itself, displaces-in-vain, no-sources-file, wrong-year, never-applies, expired, no-catching-scenario,
    no-sparing-scenario, scenario-fails, unknown-notice, unknown-threshold, missing-fact, not-in-sources, dead-rule, contradiction, always-displaced, gap, silent, overlap, too-large.
    """
    findings: list[LintFinding] = []
    for pack in packs:
        if only is not None and pack.id not in only:
            continue
        for check in (defects, displacements, packs_at_large, scenario_cover, references, sources):
            findings += check(pack, packs)
        for search in (dead_rules, contradictions, gaps, overlaps):
            findings += search(pack)
    findings += scenario_results(packs, only)
    return sorted(findings, key=lambda finding: finding.order)


def first_error(packs: Packs, only: Collection[str]) -> LintFinding | None:
    """The gravest finding that makes one of some packs unfit, if there is one."""
    return next((f for f in lint(packs, only) if f.severity is Severity.ERROR), None)
