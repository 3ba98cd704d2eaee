"""Removal of what must go from the seller's sources, crash-safe and verified, and the certificate that says so."""

from novation.destruction.absence import Absence, Finding, Unsearched, verify_absence
from novation.destruction.certificate import Item, Mark, Method, certificate, source_item, working_copies_item
from novation.destruction.certificate_text import certificate_text
from novation.destruction.needles import Needles
from novation.destruction.progress import RunState, SourceState, Stage
from novation.destruction.remarks import REMARKS
from novation.destruction.removal import Outcome, Removal, TableOutcome, as_rows
from novation.destruction.run import Preview, carry_out, preview, state
from novation.destruction.swap import clear

__all__ = [
    "REMARKS",
    "Absence",
    "Finding",
    "Item",
    "Mark",
    "Method",
    "Needles",
    "Outcome",
    "Preview",
    "Removal",
    "RunState",
    "SourceState",
    "Stage",
    "TableOutcome",
    "Unsearched",
    "as_rows",
    "carry_out",
    "certificate",
    "certificate_text",
    "clear",
    "preview",
    "source_item",
    "state",
    "verify_absence",
    "working_copies_item",
]
