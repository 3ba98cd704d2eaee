"""The tables of cases: the case and its phases, its tasks, comments and files, and what each person has looked at."""

from novation.control.cases.models.case import Case, CasePlace, PhaseEntered
from novation.control.cases.models.comment import Comment
from novation.control.cases.models.file import CaseFile, FileVersion
from novation.control.cases.models.looked import Looked
from novation.control.cases.models.task import Task, TaskHandover

__all__ = [
    "Case",
    "CaseFile",
    "CasePlace",
    "Comment",
    "FileVersion",
    "Looked",
    "PhaseEntered",
    "Task",
    "TaskHandover",
]
