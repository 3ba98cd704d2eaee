"""Removal of what must go from the seller's sources, crash-safe and verified, and the certificate that says so."""

from novation.destruction.progress import RunState, SourceState, Stage
from novation.destruction.remarks import REMARKS
from novation.destruction.removal import Outcome, Removal, TableOutcome, as_rows
from novation.destruction.run import Preview, carry_out, preview, state
from novation.destruction.swap import clear

__all__ = [
    "REMARKS",
    "Outcome",
    "Preview",
    "Removal",
    "RunState",
    "SourceState",
    "Stage",
    "TableOutcome",
    "as_rows",
    "carry_out",
    "clear",
    "preview",
    "state",
]
