"""The tables of accounts: people and roles, sessions, factors, invitations, tallies of attempts, access reviews."""

from novation.control.accounts.models.factors import Passkey, RecoveryCode, TotpSecret
from novation.control.accounts.models.invitations import Invitation
from novation.control.accounts.models.people import Grant, Organisation, People, Person
from novation.control.accounts.models.reviews import Answer, Review, ReviewItem
from novation.control.accounts.models.sessions import Session
from novation.control.accounts.models.tallies import Tally

__all__ = [
    "Answer",
    "Grant",
    "Invitation",
    "Organisation",
    "Passkey",
    "People",
    "Person",
    "RecoveryCode",
    "Review",
    "ReviewItem",
    "Session",
    "Tally",
    "TotpSecret",
]
