"""Discovery without a project, as a public library: what columns hold, and where personal data stand in
texts.

>>> from novation.handover.discovery import classify, detect, detect_texts
>>> for table in classify("members.csv"):
...     for column in table.columns:
...         print(column.name, column.kind, column.confidence)
>>> for found in detect("notes.csv", column="备注"):
...     print(found.row, found.start, found.end, found.type, found.masked)

Nothing is written, and nothing personal is in what is returned unless `reveal=True` asks for it.
"""

from novation.handover.discovery.classifying import Findings, Unread, classify
from novation.handover.discovery.columns import Column, open_column
from novation.handover.discovery.detecting import Detection, detect, detect_texts, frames
from novation.handover.discovery.finders import Finder
from novation.handover.discovery.types import Type, known_types
from novation.inventory import ColumnFinding, TableFinding

__all__ = [
    "Column",
    "ColumnFinding",
    "Detection",
    "Findings",
    "Finder",
    "TableFinding",
    "Type",
    "Unread",
    "classify",
    "detect",
    "detect_texts",
    "frames",
    "known_types",
    "open_column",
]
