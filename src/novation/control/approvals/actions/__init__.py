"""The actions of approvals, and who sees what."""

from novation.control.approvals.actions import auditing, committee, deciding, keys, seeing, signing, voting

__all__ = ["auditing", "committee", "deciding", "keys", "seeing", "signing", "voting"]
