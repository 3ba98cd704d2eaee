"""The roles people hold: in a case, in an organisation, in the installation."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class CaseRole(Term):
    """What somebody is in one case; the words of those who sign are those of `terms.Role`."""

    OWNER = "owner", "业主", "owner"
    COMPLIANCE_OFFICER = "compliance-officer", "合规负责人", "compliance officer"
    DATA_ENGINEER = "data-engineer", "数据工程师", "data engineer"
    COUNSEL = "counsel", "律师", "counsel"
    COMMITTEE = "committee", "审查委员", "committee member"
    HANDER_OVER = "hander-over", "移交人", "hander-over"
    RECEIVER = "receiver", "接收人", "receiver"
    WITNESS = "witness", "监交人", "witness"
    BUYERS_LAWYER = "buyers-lawyer", "受让方律师", "buyer’s lawyer"
    AUDITOR = "auditor", "审计", "auditor"


class HouseRole(Term):
    """What somebody is in an organisation or in the installation.

    Three administrations that check each other (三权分立, GB/T 22239): nobody needs to hold two of them.
    """

    ADMINISTRATOR = "administrator", "组织管理员", "administrator"
    SYSTEM_ADMINISTRATOR = "system-administrator", "系统管理员", "system administrator"
    SECURITY_ADMINISTRATOR = "security-administrator", "安全管理员", "security administrator"
    AUDIT_ADMINISTRATOR = "audit-administrator", "审计管理员", "audit administrator"


class Side(Term):
    """Which side of the deal somebody stands on; a witness or auditor may stand on neither."""

    SELLER = "seller", "出让方", "seller"
    BUYER = "buyer", "受让方", "buyer"
    NEITHER = "neither", "中立", "neither side"


SELLERS = (
    CaseRole.OWNER,
    CaseRole.COMPLIANCE_OFFICER,
    CaseRole.DATA_ENGINEER,
    CaseRole.COUNSEL,
    CaseRole.HANDER_OVER,
)
EVERY_CASE_ROLE = tuple(CaseRole)
