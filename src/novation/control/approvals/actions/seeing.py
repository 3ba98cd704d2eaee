"""Who sees the pages of approvals, of the journal, and of the audit."""

from __future__ import annotations

from novation.control.actions import Policy, sight
from novation.control.roles import EVERY_CASE_ROLE, SELLERS, CaseRole

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
