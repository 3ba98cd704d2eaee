"""The tables of approvals: the committee and its votes, what is put up for decision, and what is signed."""

from novation.control.approvals.models.audit import JournalCheck, OtherLog, Sample
from novation.control.approvals.models.committee import Charter, Conflict, DissentAnswer, Seat, Vote
from novation.control.approvals.models.deciding import Approval, Submission
from novation.control.approvals.models.signing import Paper, SigningKey

__all__ = [
    "Approval",
    "Charter",
    "Conflict",
    "DissentAnswer",
    "JournalCheck",
    "OtherLog",
    "Paper",
    "Sample",
    "Seat",
    "SigningKey",
    "Submission",
    "Vote",
]
