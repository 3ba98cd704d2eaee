"""The lifecycle of a notice, from the draft to the end of its window."""

from __future__ import annotations

from novation.control.actions import Lifecycle
from novation.terms.vocabulary import Term


class State(Term):
    DRAFT = "draft", "草稿", "draft"
    CHECKED = "checked", "已核对", "checked"
    APPROVED = "approved", "已批准", "approved"
    RELEASED = "released", "已放行", "released"
    SENDING = "sending", "发送中", "being sent"
    SENT = "sent", "已发出", "sent"
    CLOSED = "closed", "已结束", "closed"


NOTICE = Lifecycle("notice", State)
CHANGEABLE = (State.DRAFT, State.CHECKED, State.APPROVED)
"""While nothing has left, a new text begins again as a draft."""


class Line(Term):
    """What a count of the audience is about."""

    CLASS = "class", "判定类", "decision class"
    NONE = "none", "不告知", "no notice"
    STATE = "state", "发送", "sending"
