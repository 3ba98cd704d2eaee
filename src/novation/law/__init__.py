"""Law as data: packs of rules are loaded once, and fact vectors are judged under them, purely."""

from novation.law.judging import compare, judge, obligations
from novation.law.lint import LintFinding, first_error, lint
from novation.law.loading import load_pack, load_packs, read_pack
from novation.law.pack import (
    Citation,
    Condition,
    Effect,
    Notice,
    Obligation,
    Pack,
    Period,
    RetentionPeriod,
    Rule,
    Scenario,
)
from novation.law.packset import Packs
from novation.law.scenarios import DEFAULTS, ScenarioResult, run_scenarios
from novation.law.verdict import Answer, NoticeDue, Verdict, rule_dict
from novation.law.vocabulary import Calendar, ConsentKind, FloorStart, PackKind, Passes, Severity

__all__ = [
    "DEFAULTS",
    "Answer",
    "Calendar",
    "Citation",
    "Condition",
    "ConsentKind",
    "Effect",
    "FloorStart",
    "LintFinding",
    "Notice",
    "NoticeDue",
    "Obligation",
    "Pack",
    "PackKind",
    "Packs",
    "Passes",
    "Period",
    "RetentionPeriod",
    "Rule",
    "Scenario",
    "ScenarioResult",
    "Severity",
    "Verdict",
    "compare",
    "first_error",
    "judge",
    "lint",
    "load_pack",
    "load_packs",
    "obligations",
    "read_pack",
    "rule_dict",
    "run_scenarios",
]
