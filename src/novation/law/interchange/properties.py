"""Our own properties and left operands in words: what DPV and ODRL have no name for."""

from __future__ import annotations

from collections.abc import Mapping

from novation.messages import Text
from novation.terms import FACT_NAMES

PROPERTIES: Mapping[str, Text] = {
    "action": Text("策略所用的动作", "actions that the policy uses"),
    "basis": Text("处理依据（词）", "legal basis, as a word"),
    "case": Text("案件编号", "name of the case"),
    "category": Text("资料类别", "data category"),
    "confirmed": Text("法条是否已核对", "whether the article was confirmed"),
    "consentKind": Text("所须同意的形式", "form of the consent needed"),
    "contact": Text("联系方式", "contact"),
    "dealForm": Text("交易形式（词）", "deal form, as a word"),
    "derived": Text("是否为解释而非法条原文", "whether it is a reading, not the text"),
    "digest": Text("规则包的摘要", "digest of the pack"),
    "dispositionOfSellerCopy": Text("出让方副本的处置", "disposition of the seller's copy"),
    "dispositionToBuyer": Text("对受让方的处置", "disposition toward the buyer"),
    "due": Text("何时履行", "when it is due"),
    "fact": Text("事实文件中的行", "row of the facts file"),
    "formOfDeal": Text("交易形式", "deal form"),
    "law": Text("规则包", "law pack"),
    "masked": Text("是否去标识化后移交", "whether it passes pseudonymised"),
    "need": Text("必备、视情形或方式", "must, if the case, or how"),
    "notRecorded": Text("登记中没有的字段", "fields that the register does not hold"),
    "obligation": Text("义务的编号", "id of the obligation"),
    "passesNow": Text("是否现在移交", "whether it passes now"),
    "people": Text("人数", "number of people"),
    "place": Text("所在地", "place"),
    "recordedIn": Text("记录所在的来源", "source in which it was recorded"),
    "retention": Text("保存期限及其依据", "how long it is kept, and by which article"),
    "rule": Text("所依据的规则", "rules it rests on"),
    "said": Text("原文用语", "the words in which it was recorded"),
    "sellerCopy": Text("出让方副本的处置（词）", "disposition of the seller's copy, as a word"),
    "toBuyer": Text("对受让方的处置（词）", "disposition toward the buyer, as a word"),
    "unconfirmed": Text("是否依据未确认的规则", "whether an unconfirmed rule decided"),
    "who": Text("由谁履行", "who owes it"),
    "years": Text("年数", "number of years"),
}

OPERANDS: Mapping[str, Text] = {
    **FACT_NAMES,
    "retention": Text("法定保存期限的状态", "state of the statutory floor"),
    "passes": Text("是否移交", "whether it passes"),
}
