"""The words of agreements: kinds, states, how somebody signed, and how an agreement stands on a day."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class AgreementKind(Term):
    NDA = "nda", "保密协议", "non-disclosure agreement"
    TRANSFER = "transfer", "移交协议", "transfer agreement"
    ENTRUSTED = "entrusted-processing", "委托处理协议", "entrusted-processing agreement"
    CROSS_BORDER = "cross-border", "出境合同", "cross-border contract"


class AgreementState(Term):
    """What people have done with it; whether it is in force also depends on the day (`Standing`)."""

    DRAFT = "draft", "草稿", "draft"
    RELEASED = "released", "待签署", "out for signature"
    SIGNED = "signed", "各方已签署", "signed by all parties"
    TERMINATED = "terminated", "已终止", "terminated"


class SignatureMeans(Term):
    WET_INK = "wet-ink", "手写签名或盖章（扫描件）", "wet ink or seal (scanned)"
    E_SIGNATURE = "e-signature", "第三方电子签名", "electronic signature by a service"
    SSH = "ssh", "SSH 签名（本软件已验证）", "SSH signature (verified by the software)"


EVIDENCED = (SignatureMeans.WET_INK, SignatureMeans.E_SIGNATURE)
"""Means that the software cannot verify: what shows the signature is filed, and its digest recorded."""


class Standing(Term):
    UNSIGNED = "unsigned", "尚未由各方签署", "not signed by all parties"
    NOT_YET = "not-yet", "已签署，尚未生效", "signed, not in force yet"
    IN_FORCE = "in-force", "生效中", "in force"
    EXPIRED = "expired", "已到期", "expired"
    TERMINATED = "terminated", "已终止", "terminated"


class DraftLanguage(Term):
    ZH = "zh", "中文", "Chinese"
    EN = "en", "英文", "English"
