"""The words of approvals: seats, choices, majorities, results, and what is put up to be signed."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class SeatKind(Term):
    CHAIR = "chair", "主任委员", "chair"
    MEMBER = "member", "委员", "member"
    DEPUTY = "deputy", "候补委员", "deputy"


class Choice(Term):
    """What somebody with a vote says."""

    APPROVE = "approve", "同意", "approve"
    DECLINE = "decline", "不同意", "decline"
    ABSTAIN = "abstain", "弃权", "abstain"


class Answer(Term):
    """What an approver says, who has no abstention: nobody else can answer in that role."""

    APPROVE = "approve", "同意", "approve"
    DECLINE = "decline", "不同意", "decline"


class Majority(Term):
    SIMPLE = "simple", "同意多于不同意", "more approve than decline"
    ABSOLUTE = "absolute", "有表决权的人过半数同意", "more than half of those entitled approve"
    TWO_THIRDS = "two-thirds", "表态者三分之二以上同意", "two thirds of those who approve or decline approve"
    UNANIMOUS = "unanimous", "无人不同意", "nobody declines"


class Verdict(Term):
    """Where a vote stands."""

    OPEN = "open", "表决中", "voting goes on"
    APPROVED = "approved", "通过", "approved"
    DECLINED = "declined", "未通过", "declined"
    NO_QUORUM = "no-quorum", "人数不足", "too few took part"


class PaperKind(Term):
    """What is put up to be signed with somebody's own key."""

    AUTHORISATION = "authorisation", "授权书", "authorisation"
    CLASS_SIGN_OFF = "class-sign-off", "判定类签认", "sign-off of classes"
    PACKAGE = "package", "封装包", "package"
    RECEIPT = "receipt", "签收回执", "receipt"
