"""What a customer may choose about, and what they may have answered."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class Matter(Term):
    """What is asked; the values are the outcomes of `disposition.words.CONSENT_PURPOSES`."""

    TRANSFER = "transfer", "把我的资料移交受让方", "my data going to the buyer"
    TRANSFER_SENSITIVE = (
        "transfer-sensitive",
        "把我的敏感资料移交受让方",
        "my sensitive data going to the buyer",
    )
    MARKETING = "marketing", "接收营销信息", "marketing messages"


class Answer(Term):
    """The latest word of the customer on a matter."""

    UNASKED = "unasked", "未答复", "no answer"
    GIVEN = "given", "同意", "consented"
    REFUSED = "refused", "拒绝", "refused"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"
    OBJECTED = "objected", "已提出异议", "objected"


class ConsentForm(Term):
    """How a consent was given (PIPL 14, 23, 29, 31)."""

    GENERAL = "general", "概括同意", "general"
    SEPARATE = "separate", "单独同意", "separate"
    WRITTEN = "written", "书面同意", "written"
    GUARDIAN = "guardian", "监护人同意", "by a guardian"
    NONE = "none", "无", "none"


class Channel(Term):
    PORTAL = "portal", "客户门户", "portal"
    STAFF = "staff", "工作人员代录", "written down by staff"
    PAPER = "paper", "书面", "on paper"
    PHONE = "phone", "电话", "by telephone"
    SELLER = "seller", "由出让方移交", "handed over by the seller"
