"""The seam to agreements: no authorisation before the transfer agreement is in force."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from novation.control.cases.models import Case

_GATES = "novation.control.agreements.gates"
_KIND = "transfer"


def transfer_agreement_in_force(case: Case) -> bool | None:
    """Whether it is; None where the installation keeps no agreements, so that nobody looked."""
    if find_spec(_GATES) is None:
        return None
    return bool(import_module(_GATES).in_force(case, _KIND))
