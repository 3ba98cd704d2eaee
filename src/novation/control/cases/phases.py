"""The phases a case passes through, in order, and what each means for the law."""

from __future__ import annotations

from novation.terms import Phase
from novation.terms.vocabulary import Term


class CasePhase(Term):
    REVIEW = "review", "合规审查", "review"
    AGREEMENTS = "agreements", "签署协议", "agreements"
    DUE_DILIGENCE = "due-diligence", "尽职调查", "due diligence"
    NOTICE = "notice", "告知与选择", "notice"
    CLOSING = "closing", "交割", "closing"
    AFTER = "after", "交割后", "after"

    @property
    def next(self) -> CasePhase | None:
        order = list(CasePhase)
        place = order.index(self) + 1
        return order[place] if place < len(order) else None

    @property
    def law_phase(self) -> Phase:
        """The phase that rules of law ask for."""
        return _LAW[self]


_LAW = {
    CasePhase.REVIEW: Phase.DUE_DILIGENCE,
    CasePhase.AGREEMENTS: Phase.DUE_DILIGENCE,
    CasePhase.DUE_DILIGENCE: Phase.DUE_DILIGENCE,
    CasePhase.NOTICE: Phase.SIGNING,
    CasePhase.CLOSING: Phase.CLOSING,
    CasePhase.AFTER: Phase.AFTER,
}
