"""Who sees the pages of approvals, of the journal, and of the audit."""

from __future__ import annotations

from typing import Any

from novation.control.actions import Policy, sight
from novation.control.approvals.models import Paper
from novation.control.approvals.terms import PaperKind
from novation.control.cases.models import Case
from novation.control.roles import EVERY_CASE_ROLE, SELLERS, CaseRole, Side

INSIDE = (*SELLERS, CaseRole.COMMITTEE, CaseRole.WITNESS, CaseRole.AUDITOR)
"""Not the buyer: what the seller's committee says among itself is not for the other side."""

APPROVALS = sight("approvals", zh="审批", en="Approvals", policy=Policy(INSIDE))
SIGNING = sight("signing", zh="签署", en="Signing", policy=Policy(EVERY_CASE_ROLE))
LOG = sight("log", zh="日志", en="Journal", policy=Policy(EVERY_CASE_ROLE))
AUDIT = sight(
    "audit",
    zh="审计工作台",
    en="Auditor’s desk",
    policy=Policy((CaseRole.AUDITOR, CaseRole.COMPLIANCE_OFFICER, CaseRole.OWNER, CaseRole.COUNSEL)),
)

FOR_BOTH = (PaperKind.PACKAGE, PaperKind.RECEIPT)
"""What is signed to be shown to the other side."""


def papers_seen(actor: Any, case: Case) -> Any:
    """One's own papers, those of one's side, and whatever was signed to be shown to both."""
    found = Paper.objects.filter(case=case).select_related("person", "submission")
    if actor.side_in(case.ref) is not Side.BUYER:
        return found
    return found.filter(person__ref=actor.ref) | found.filter(kind__in=[str(kind) for kind in FOR_BOTH])
