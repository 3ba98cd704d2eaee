"""The lifecycle of a request, and how it may end."""

from __future__ import annotations

from novation.control.actions import Lifecycle
from novation.terms.vocabulary import Term


class State(Term):
    RECEIVED = "received", "已收到", "received"
    PROVING = "proving-identity", "待证明身份", "waiting for proof of identity"
    WORKING = "working", "办理中", "being worked on"
    DONE = "done", "已办结", "done"
    REFUSED = "refused", "已拒绝", "refused"
    WITHDRAWN = "withdrawn", "已撤销", "withdrawn"


OPEN = (State.RECEIVED, State.PROVING, State.WORKING)
CLOSED = (State.DONE, State.REFUSED, State.WITHDRAWN)
REQUEST = Lifecycle("request", State)


class Behalf(Term):
    """For whom somebody asks; whoever asks for another shows staff that they may (PIPL 31, 49; GDPR 12(6))."""

    SELF = "self", "本人", "for myself"
    CHILD = "child", "孩子的监护人", "as a child’s parent or guardian"
    DECEASED = "deceased", "已故者的近亲属", "as a near relative of somebody who died"
    AGENT = "agent", "代理人", "as somebody’s agent"


class Outcome(Term):
    """What was done, where something was."""

    NONE = "none", "无", "none"
    WHOLE = "whole", "全部照办", "done as asked"
    RESTRICTED = (
        "restricted",
        "法律要求保存的部分改为限制保存，其余照办",
        "restricted where the law wants it kept, done for the rest",
    )
    PART = "part", "部分照办", "done in part"
    NOTHING_HELD = "nothing-held", "没有您的资料", "nothing is held"


class Ground(Term):
    """Why a request is refused; each is one the laws know (PIPL 45, 47, 50; GDPR 12(5), 17(3), 23)."""

    LAW_KEEPS = "law-keeps", "法律、行政法规要求保存", "the law orders that it be kept"
    NOT_PROVEN = "identity-not-proven", "不能核实是本人", "it could not be shown that you are the person"
    OTHERS = "rights-of-others", "会损害他人权益", "it would harm the rights of others"
    EXCESSIVE = "excessive", "明显没有根据或过度", "manifestly unfounded or excessive"
    CLAIM = "legal-claim", "为确立、行使或抗辩法律主张所必需", "needed for a legal claim"
    NO_RIGHT = "no-such-right", "适用的法律没有这项权利", "the laws that apply do not give this right"
    SECRET = "secret-by-law", "法律规定应当保密或不需要告知", "secret or not to be told by law"


class Feedback(Term):
    """What the customer says of the answer."""

    NONE = "none", "未反馈", "none yet"
    ACCEPTED = "accepted", "满意", "accepts it"
    CONTESTED = "contested", "不满意", "contests it"
