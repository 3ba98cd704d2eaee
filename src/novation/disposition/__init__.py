"""Disposition: facts about each data subject, distinct profiles, and the verdict that each class gets."""

from novation.disposition.classes import DecidedClass, Decisions
from novation.disposition.context import Context
from novation.disposition.deciding import decide
from novation.disposition.subject_facts import build_subjects
from novation.disposition.table_facts import FactTable

__all__ = ["Context", "DecidedClass", "Decisions", "FactTable", "build_subjects", "decide"]
