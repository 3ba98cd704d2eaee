"""Glossary: the hand-written words of the trade, then every closed vocabulary of the code."""

from __future__ import annotations

from typing import Any

from builder.glossary_words import GROUPS
from builder.markdown import code, page, table
from novation.handover.receipting import Answer
from novation.handover.stages import StageKind
from novation.law import Calendar, ConsentKind, FloorStart, PackKind, Passes
from novation.messages import Language, Text
from novation.terms import (
    ActivityBand,
    AgeBand,
    Basis,
    Category,
    Consent,
    DealForm,
    Export,
    Hold,
    Marketing,
    Objection,
    Phase,
    Place,
    Promise,
    Purpose,
    Regime,
    Relationship,
    Retention,
    Role,
    SellerCopy,
    Sensitivity,
    Term,
    ToBuyer,
    TransferBasis,
)

VOCABULARIES: tuple[tuple[str, Text, type[Term]], ...] = (
    (
        "to_buyer",
        Text("对受让方的处置（由宽到严）", "Disposition toward the buyer, from the freest to the strictest"),
        ToBuyer,
    ),
    ("seller_copy", Text("出让方自己的副本", "What the seller does with its own copy"), SellerCopy),
    ("category", Text("资料类别", "Data category"), Category),
    ("sensitivity", Text("敏感度", "Sensitivity"), Sensitivity),
    ("deal_form", Text("交易形式", "Deal form"), DealForm),
    ("phase", Text("阶段", "Phase"), Phase),
    ("role", Text("签署角色", "Role of a signer"), Role),
    ("relationship", Text("与个人的关系", "Relationship"), Relationship),
    ("age", Text("交割日的年龄", "Age at closing"), AgeBand),
    ("activity", Text("距最近一次交易", "Time since the last transaction"), ActivityBand),
    ("basis", Text("合法性基础", "Legal basis"), Basis),
    ("consent", Text("对本次移交的同意", "Consent to this transfer"), Consent),
    ("consent_kind", Text("须取得哪种同意", "Kind of consent that is needed"), ConsentKind),
    ("marketing", Text("营销许可", "Marketing permission"), Marketing),
    ("objection", Text("异议", "Objection"), Objection),
    ("hold", Text("须保留的事由", "Reason to hold"), Hold),
    ("retention", Text("法定保存期限", "Statutory retention period"), Retention),
    ("export", Text("是否出境", "Whether data leave the area"), Export),
    ("purpose", Text("接收方的处理目的", "Purpose of the recipient"), Purpose),
    ("promise", Text("出让方的承诺", "Promise of the seller"), Promise),
    ("regime", Text("特别法定路径", "Special statutory path"), Regime),
    (
        "transfer_basis",
        Text("移交的其他合法性基础（律师签认）", "Other basis of the transfer, signed by counsel"),
        TransferBasis,
    ),
    (
        "passes",
        Text("是否移交（用于判定出让方副本的规则）", "Whether it passes (in rules for the seller's copy)"),
        Passes,
    ),
    ("place", Text("地方", "Place"), Place),
    ("receipt answer", Text("回执的答复", "Answer in a receipt"), Answer),
    ("stage", Text("方案的步骤", "Stage of a plan"), StageKind),
    ("pack kind", Text("规则包的性质", "Kind of a law pack"), PackKind),
    ("calendar", Text("期限的算法", "How a span is counted"), Calendar),
    ("floor starts", Text("保存期限的起点", "When a retention period starts"), FloorStart),
)

HEAD: dict[str, Any] = {
    "en": (
        "Glossary",
        "One word for one thing, in code, commands, journal, pages and documents. First the words of the trade and why "
        "they were chosen; then every closed list of values that files, rules and records use. 中文：[词汇表](glossary.zh-CN.md).",
        "Words",
        "Closed vocabularies",
        ("code word", "English", "中文", "note"),
        ("value", "English", "中文"),
    ),
    "zh": (
        "词汇表",
        "代码、命令、日志、页面和文档里，一个意思只用一个词。先是行业用语和选用理由，再是文件、规则和记录里所有封闭的取值表。"
        "English: [glossary](glossary.md).",
        "用语",
        "封闭取值表",
        ("代码用词", "中文", "English", "说明"),
        ("取值", "中文", "English"),
    ),
}


def render(language: Language) -> str:
    title, intro, words, closed, word_head, value_head = HEAD[language]
    blocks = [f"# {title}", intro, f"## {words}"]
    for name, entries in GROUPS:
        words_shown = [(code(w), *_pair(text, language), note.in_(language)) for w, text, note in entries]
        blocks += [f"### {name.in_(language)}", table(word_head, words_shown)]
    blocks.append(f"## {closed}")
    for field, heading, vocabulary in VOCABULARIES:
        rows = [(code(member.value), *_pair(member.text, language)) for member in vocabulary]
        blocks += [f"### {heading.in_(language)} (`{field}`)", table(value_head, rows)]
    return page(language, *blocks)


def _pair(text: Text, language: Language) -> tuple[str, str]:
    return (text.zh, text.en) if language == "zh" else (text.en, text.zh)
