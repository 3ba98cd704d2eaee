"""The actions of approvals, and who sees what."""

from novation.control.approvals.actions import (
    auditing,
    checking,
    committee,
    deciding,
    keys,
    seeing,
    signing,
    voting,
)

__all__ = ["auditing", "checking", "committee", "deciding", "keys", "seeing", "signing", "voting"]
