"""The deal: its form, its phase, the parties and the roles that sign."""

from __future__ import annotations

from dataclasses import dataclass

from novation.terms.places import Place
from novation.terms.vocabulary import Term


class DealForm(Term):
    """How the company changes hands; the first four are named in PIPL 22."""

    MERGER = "merger", "合并", "merger"
    DIVISION = "division", "分立", "division"
    DISSOLUTION = "dissolution", "解散", "dissolution"
    BANKRUPTCY = "bankruptcy", "破产", "bankruptcy"
    SHARE_DEAL = "share-deal", "股权转让", "share deal"
    ASSET_DEAL = "asset-deal", "资产转让", "asset deal"

    @classmethod
    def parse(cls, word: str) -> DealForm:
        """Reads a deal form; "asset-sale", "customer-base-sale", "ledger-transfer" are asset deals by law."""
        return cls(_SYNONYMS.get(word.strip().lower(), word.strip().lower()))


_SYNONYMS = {
    "asset-sale": "asset-deal",
    "asset": "asset-deal",
    "customer-base-sale": "asset-deal",
    "ledger-transfer": "asset-deal",
    "share": "share-deal",
    "share-sale": "share-deal",
    "liquidation": "dissolution",
    "insolvency": "bankruptcy",
}


class Phase(Term):
    DUE_DILIGENCE = "due-diligence", "尽职调查", "due diligence"
    SIGNING = "signing", "签约", "signing"
    CLOSING = "closing", "交割", "closing"
    AFTER = "after", "交割后", "after closing"


class Role(Term):
    """Who signs what."""

    HANDER_OVER = "hander-over", "移交人", "hander-over"
    RECEIVER = "receiver", "接收人", "receiver"
    WITNESS = "witness", "监交人", "witness"
    OWNER = "owner", "业主", "owner"
    COMPLIANCE_OFFICER = "compliance-officer", "合规负责人", "compliance officer"
    COUNSEL = "counsel", "律师", "counsel"
    COMMITTEE = "committee", "审查委员会", "review committee"


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    place: Place
    contact: str = ""
