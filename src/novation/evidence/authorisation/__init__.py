"""Authorisations: signed permissions to act by exactly one plan, and whether enough of them hold."""

from novation.evidence.authorisation.document import (
    ACTIONS,
    NAMESPACE,
    TYPE,
    Authorisation,
    SignedAuthorisation,
    parse,
)
from novation.evidence.authorisation.quorum import Signer, Signers, check, faults

__all__ = [
    "ACTIONS",
    "NAMESPACE",
    "TYPE",
    "Authorisation",
    "SignedAuthorisation",
    "Signer",
    "Signers",
    "check",
    "faults",
    "parse",
]
