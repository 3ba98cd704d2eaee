"""The closed words of notices: by which channel, and how it stands with one person's."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class Via(Term):
    """The channels of notices, in the order in which people are reached best."""

    EMAIL = "email", "电子邮件", "e-mail"
    MESSAGE = "message", "短信或消息", "text message"
    POST = "post", "信函", "post"
    PUBLIC = "public", "公告", "public announcement"

    @property
    def column(self) -> str:
        """The column of `notices/reach` that holds the contact; empty where none is needed."""
        return {"email": "email", "message": "phone", "post": "address"}.get(self.value, "")


class Sent(Term):
    """How it stands with one person's notice. `uncertain`: handed over or not, nobody knows: never sent again by itself."""

    QUEUED = "queued", "待发", "queued"
    SENDING = "sending", "正在交付", "being handed over"
    SENT = "sent", "已发", "sent"
    BOUNCED = "bounced", "退回", "bounced"
    UNREACHABLE = "unreachable", "无此渠道的联系方式", "no contact for this channel"
    UNCERTAIN = "uncertain", "不确定", "uncertain"


class WhyNone(Term):
    """Why somebody gets no notice at all."""

    SHARE_DEAL = "share-deal", "股权交易，处理者不变", "share deal: the controller stays the same"
    NOT_OWED = "not-owed", "没有规则要求告知", "no rule asks for one"
    SUPPRESSED = (
        "suppressed",
        "在出让方移交的停用名单上，不得联系",
        "on the suppression list that came with the data; not to be contacted",
    )
