"""Outcomes: what passes to the buyer, what the seller does with its own copy, and which outcome is stricter."""

from __future__ import annotations

from collections.abc import Iterable

from novation.terms.vocabulary import Term


class ToBuyer(Term):
    """The disposition toward the buyer, from the freest to the strictest (law/facts §0, precedence)."""

    TRANSFER = "transfer", "移交", "transfer"
    AFTER_NOTICE = "transfer-after-notice", "告知后移交", "transfer after notice"
    NEEDS_CONSENT = "needs-consent", "须重新同意", "needs consent"
    UNDECIDED = "undecided", "未定（不移交）", "undecided (withheld)"
    WITHHOLD = "withhold", "不移交", "withhold"


class SellerCopy(Term):
    """What the seller does with its copy. `keep`: it stays in lawful use, or waits for an answer."""

    KEEP = "keep", "继续保有", "keep"
    ANONYMISE = "anonymise", "匿名化", "anonymise"
    DESTROY = "destroy", "销毁", "destroy"
    UNDECIDED = "undecided", "未定（保留不用）", "undecided (kept, unused)"
    RETAIN_RESTRICTED = "retain-restricted", "限制保存", "retain restricted"


PASSING = frozenset({ToBuyer.TRANSFER, ToBuyer.AFTER_NOTICE})

_BUYER_ORDER = {outcome: rank for rank, outcome in enumerate(ToBuyer)}
_SELLER_ORDER = {outcome: rank for rank, outcome in enumerate(SellerCopy)}


def strictest_to_buyer(outcomes: Iterable[ToBuyer]) -> ToBuyer:
    """The most protective of several outcomes; of none, `undecided`."""
    return max(outcomes, key=_BUYER_ORDER.__getitem__, default=ToBuyer.UNDECIDED)


def strictest_seller_copy(outcomes: Iterable[SellerCopy]) -> SellerCopy:
    """A duty or hold to keep blocks destruction; destruction goes before anonymising, that before use.

    Sources: PIPL 47(2), GDPR 17(3): a retention floor never authorises use, it only blocks destruction.
    """
    return max(outcomes, key=_SELLER_ORDER.__getitem__, default=SellerCopy.UNDECIDED)
