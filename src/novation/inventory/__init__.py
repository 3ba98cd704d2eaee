"""What personal data is there: columns and notes are classified by header and by every value (decision 0001, §2)."""

from novation.inventory.compare import Change, compare
from novation.inventory.descriptions import ColumnDescription, classify_columns
from novation.inventory.distinct import Sketch
from novation.inventory.finding import ColumnFinding, TableFinding, TableNote
from novation.inventory.kinds import KINDS, Kind
from novation.inventory.masking import mask
from novation.inventory.overrides import Override, apply_overrides
from novation.inventory.relations import Relation, Sketched, find_relations, keyed_columns
from novation.inventory.scanner import TableScanner, scan_table

__all__ = [
    "KINDS",
    "Change",
    "ColumnDescription",
    "ColumnFinding",
    "Kind",
    "Override",
    "Relation",
    "Sketch",
    "Sketched",
    "TableFinding",
    "TableNote",
    "TableScanner",
    "apply_overrides",
    "classify_columns",
    "compare",
    "find_relations",
    "keyed_columns",
    "mask",
    "scan_table",
]
