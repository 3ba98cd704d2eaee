"""Reference of the law packs: what each applies to, its rules with their articles, its retention periods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.markdown import code, page, table
from novation.law import Citation, Pack, Packs, Rule, load_packs
from novation.messages import Language, Text
from novation.terms import Place

WORDS: dict[str, Any] = {
    "en": {
        "title": "Law packs",
        "intro": "What the shipped packs say, as the software reads them. **This is not legal advice.** A rule marked "
        "*unconfirmed* has not been checked against the original text yet; wherever such a rule decides, the "
        "output says so and counsel must sign off. *Reading* means: an interpretation, not the text of the law. "
        "How packs are combined: [how a decision is made](../explanation/how-a-decision-is-made.md); where they depart from "
        "the table they were made from: [decision 0002](../decisions/0002-cells-that-differ.md).",
        "of": "{confirmed} of {rules} rules confirmed",
        "applies": "Applies when the person lives, or the seller processes, in: {places}.",
        "extends": "Extends: {packs}.",
        "facts": "Kind: {kind}. Facts checked on {version}. In force from {start}.",
        "rules": ("rule", "article", "to the buyer", "seller's copy", "standing", "in a sentence"),
        "retention": "Retention periods",
        "floors": ("id", "category", "at least", "article", "standing"),
        "years": "{years} years",
        "obligations": "What binds the buyer",
        "duties": ("id", "duty", "article", "when due", "standing"),
        "confirmed": "confirmed",
        "unconfirmed": "**unconfirmed**",
        "derived": "reading",
        "missing": "Places without a pack",
        "none": "For people in these places the software knows no law of the place. What is held of them is *undecided* unless the "
        "seller's law alone already withholds it: {places}.",
        "comma": ", ",
    },
    "zh": {
        "title": "法律规则包",
        "intro": "随软件提供的规则包的内容，软件读到的就是这些。**这不是法律意见。**标为*未确认*的规则，尚未对照原文核实；"
        "凡由它决定之处，输出中都会写明，须律师签字。*解读*是指理解，而非条文本身。规则包如何合并：[判定是怎样作出的](../explanation/how-a-decision-is-made.md)；"
        "与所依据的表有何出入：[决定 0002](../decisions/0002-cells-that-differ.md)。",
        "of": "{rules} 条规则，{confirmed} 条已确认",
        "applies": "个人居住地或出让方处理地在下列地方时适用：{places}。",
        "extends": "扩展：{packs}。",
        "facts": "性质：{kind}。核对日期 {version}。自 {start} 起施行。",
        "rules": ("规则", "依据", "对受让方", "出让方副本", "状态", "一句话"),
        "retention": "保存期限",
        "floors": ("编号", "类别", "至少", "依据", "状态"),
        "years": "{years} 年",
        "obligations": "对受让方的约束",
        "duties": ("编号", "义务", "依据", "何时", "状态"),
        "confirmed": "已确认",
        "unconfirmed": "**未确认**",
        "derived": "解读",
        "missing": "没有规则包的地方",
        "none": "对住在下列地方的人，软件没有当地法律的规则；除非出让方所在地的法律已足以不移交，其资料为*未定*：{places}。",
        "comma": "、",
    },
}


def render(language: Language) -> str:
    words = WORDS[language]
    packs = load_packs()
    blocks = [f"# {words['title']}", words["intro"]]
    for pack in packs:
        blocks += _pack(pack, language)
    blocks += [f"## {words['missing']}", words["none"].format(places=_names(_missing(packs), language))]
    return page(language, *blocks)


def _pack(pack: Pack, language: Language) -> list[str]:
    words = WORDS[language]
    confirmed = sum(rule.citation.confirmed for rule in pack.rules)
    about = [
        words["of"].format(confirmed=confirmed, rules=len(pack.rules)) + ("。" if language == "zh" else "."),
        words["facts"].format(
            kind=pack.kind.text.in_(language),
            version=pack.version,
            start=pack.in_force.first,
        ),
        words["applies"].format(places=_names(pack.named_places(), language)),
    ]
    if pack.extends:
        about.append(words["extends"].format(packs=words["comma"].join(map(code, pack.extends))))
    blocks = [
        f"## {pack.id}",
        f"**{_in(pack.title, language)}**",
        (" " if language == "en" else "").join(about),
    ]
    blocks.append(table(words["rules"], [_rule(rule, language) for rule in pack.rules]))
    if pack.floors:
        rows = [
            (
                code(p.id), words["comma"].join(_in(c.text, language) for c in p.category),
                words["years"].format(years=p.floor_years), _article(p.citation, language), _standing(p.citation, False, language),
            )
            for p in pack.floors
        ]  # fmt: skip
        blocks += [f"### {words['retention']} ({pack.id})", table(words["floors"], rows)]
    if pack.obligations:
        rows = [
            (
                code(o.id), _in(o.title, language), _article(o.citation, language), _in(o.due, language),
                _standing(o.citation, False, language),
            )
            for o in pack.obligations
        ]  # fmt: skip
        blocks += [f"### {words['obligations']} ({pack.id})", table(words["duties"], rows)]
    return blocks


def _rule(rule: Rule, language: Language) -> tuple[str, ...]:
    buyer = _in(rule.then.to_buyer.text, language) if rule.then.to_buyer else ""
    if rule.then.consent_kind:
        buyer += f" ({_in(rule.then.consent_kind.text, language)})"
    seller = _in(rule.then.seller_copy.text, language) if rule.then.seller_copy else ""
    standing = _standing(rule.citation, rule.derived, language)
    return (
        code(rule.short_id),
        _article(rule.citation, language),
        buyer,
        seller,
        standing,
        _in(rule.reason, language),
    )


def _article(citation: Citation, language: Language) -> str:
    text = _in(citation.text, language)
    return f"[{text}]({citation.source})" if citation.source.startswith("http") else text


def _standing(citation: Citation, derived: bool, language: Language) -> str:
    words = WORDS[language]
    standing = words["confirmed" if citation.confirmed else "unconfirmed"]
    return standing + (words["comma"] + words["derived"] if derived else "")


def _missing(packs: Packs) -> list[Place]:
    known = {place for pack in packs for place in pack.named_places()}
    return [place for place in Place if place not in known and place is not Place.UNKNOWN]


def _names(places: Iterable[Place], language: Language) -> str:
    return WORDS[language]["comma"].join(_in(p.text, language) for p in places)


def _in(text: Text, language: Language) -> str:
    return text.in_(language)
