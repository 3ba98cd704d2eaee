"""What personal data is there: columns and notes are classified by header and by every value (decision 0001, §2)."""

from novation.inventory.compare import Change, compare
from novation.inventory.finding import ColumnFinding, TableFinding
from novation.inventory.kinds import KINDS, Kind
from novation.inventory.masking import mask
from novation.inventory.overrides import Override, apply_overrides
from novation.inventory.scanner import TableScanner, scan_table

__all__ = [
    "KINDS",
    "Change",
    "ColumnFinding",
    "Kind",
    "Override",
    "TableFinding",
    "TableScanner",
    "apply_overrides",
    "compare",
    "mask",
    "scan_table",
]
