"""Reference of the law packs: the list of all, and a page for each with everything that it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.markdown import code, page, table
from novation.law import Citation, Pack, Packs, Rule, load_packs
from novation.law.entries import Clock, Control, Entry, NoticeContent, Span
from novation.law.lint_entries import cited
from novation.messages import Language, Text
from novation.terms import Place

FOLDER = "reference/law"
"""Where the pages of the packs are, under docs/."""

WORDS: dict[str, Any] = {
    "en": {
        "title": "Law packs",
        "intro": "What the shipped packs say, as the software reads them. **This is not legal advice.** What is marked "
        "*unconfirmed* has not been checked against the original text yet; wherever it decides, the output says so and counsel "
        "must sign off. *Reading* means: an interpretation, not the text of the law. How packs are combined: "
        "[how a decision is made](../explanation/how-a-decision-is-made.md); where they depart from the table they were made "
        "from: [decision 0002](../decisions/0002-cells-that-differ.md); what a pack may hold: "
        "[decision 0007](../decisions/0007-a-law-pack-in-full.md).",
        "packs": ("pack", "law", "kind", "rules", "confirmed", "clocks", "notices", "controls"),
        "of": "{confirmed} of {entries} entries confirmed.",
        "applies": "Applies when the person lives, or the seller processes, in: {places}.",
        "extends": "Stands beside: {packs}.",
        "facts": "Kind: {kind}. Facts checked on {version}. In force from {start}.",
        "back": "[All packs](../law-packs.md) · [中文]({pack}.zh-CN.md)",
        "sections": {
            "rules": ("Rules", ("rule", "article", "to the buyer", "seller's copy", "standing", "in a sentence")),
            "retention": ("Retention", ("id", "what", "at least", "at most", "from", "article", "standing")),
            "obligations": ("What binds the buyer", ("id", "duty", "article", "when due", "standing")),
            "clocks": ("Clocks", ("id", "what must be done", "who", "to", "from", "by when", "article", "standing")),
            "notices": ("Notices", ("item", "what it says", "needed")),
            "controls": ("What the organisation owes", ("id", "what", "who", "how often", "evidence", "article", "standing")),
            "thresholds": ("Thresholds", ("id", "counts", "from", "what follows", "article", "standing")),
            "export": ("Ways abroad", ("rule", "what it says", "routes", "article", "standing")),
        },
        "years": "{years} years",
        "shortest": "shortest necessary",
        "before": "before",
        "after": "after",
        "earliest": "the earliest of: {limits}",
        "at": "at: {event}",
        "every": "every {span}",
        "day": "every year on {day}",
        "once": "once",
        "always": "always",
        "confirmed": "confirmed",
        "unconfirmed": "**unconfirmed**",
        "derived": "reading",
        "missing": "Places without a pack",
        "none": "For people in these places the software knows no law of the place. What is held of them is *undecided* unless the "
        "seller's law alone already withholds it: {places}.",
        "comma": ", ",
        "stop": " ",
    },
    "zh": {
        "title": "法律规则包",
        "intro": "随软件提供的规则包的内容，软件读到的就是这些。**这不是法律意见。**标为*未确认*的内容，尚未对照原文核实；"
        "凡由它决定之处，输出中都会写明，须律师签字。*解读*是指理解，而非条文本身。规则包如何合并：[判定是怎样作出的](../explanation/how-a-decision-is-made.md)；"
        "与所依据的表有何出入：[决定 0002](../decisions/0002-cells-that-differ.md)；规则包可以写什么：[决定 0007](../decisions/0007-a-law-pack-in-full.md)。",
        "packs": ("规则包", "法律", "性质", "规则", "已确认", "期限", "告知", "管控要求"),
        "of": "{entries} 项内容，{confirmed} 项已确认。",
        "applies": "个人居住地或出让方处理地在下列地方时适用：{places}。",
        "extends": "与下列规则包并用：{packs}。",
        "facts": "性质：{kind}。核对日期 {version}。自 {start} 起施行。",
        "back": "[全部规则包](../law-packs.zh-CN.md) · [English]({pack}.md)",
        "sections": {
            "rules": ("规则", ("规则", "依据", "对受让方", "出让方副本", "状态", "一句话")),
            "retention": ("保存期限", ("编号", "对象", "至少", "至多", "起算", "依据", "状态")),
            "obligations": ("对受让方的约束", ("编号", "义务", "依据", "何时", "状态")),
            "clocks": ("期限", ("编号", "须做什么", "谁", "对谁", "自何时", "何时之前", "依据", "状态")),
            "notices": ("告知", ("项目", "内容", "是否必备")),
            "controls": ("组织须做到的", ("编号", "内容", "谁", "多久一次", "证据", "依据", "状态")),
            "thresholds": ("数量界限", ("编号", "计数对象", "达到", "后果", "依据", "状态")),
            "export": ("出境路径", ("规则", "内容", "路径", "依据", "状态")),
        },
        "years": "{years} 年",
        "shortest": "最短必要时间",
        "before": "之前",
        "after": "之后",
        "earliest": "下列最早者：{limits}",
        "at": "发生时：{event}",
        "every": "每 {span}",
        "day": "每年 {day}",
        "once": "一次",
        "always": "持续",
        "confirmed": "已确认",
        "unconfirmed": "**未确认**",
        "derived": "解读",
        "missing": "没有规则包的地方",
        "none": "对住在下列地方的人，软件没有当地法律的规则；除非出让方所在地的法律已足以不移交，其资料为*未定*：{places}。",
        "comma": "、",
        "stop": "",
    },
}  # fmt: skip


def render(language: Language) -> str:
    """The list of all packs."""
    words = WORDS[language]
    packs = load_packs()
    suffix = "" if language == "en" else ".zh-CN"
    rows = [
        (
            f"[{code(pack.id)}](law/{pack.id}{suffix}.md)",
            _in(pack.title, language),
            _in(pack.kind.text, language),
            len(pack.rules),
            sum(rule.citation.confirmed for rule in pack.rules),
            len(pack.clocks),
            len(pack.notices),
            len(pack.controls),
        )
        for pack in packs
    ]
    return page(
        language,
        f"# {words['title']}",
        words["intro"],
        table(words["packs"], rows),
        f"## {words['missing']}",
        words["none"].format(places=_names(_missing(packs), language)),
    )


def render_pack(pack_id: str, language: Language) -> str:
    """Everything that one pack says."""
    pack, words = load_packs()[pack_id], WORDS[language]
    entries = list(cited(pack))
    about = [
        words["of"].format(confirmed=sum(e.citation.confirmed for e in entries), entries=len(entries)),
        words["facts"].format(kind=_in(pack.kind.text, language), version=pack.version, start=pack.in_force.first or "–"),
    ]  # fmt: skip
    places = pack.named_places() or pack.named_places("seller_place")
    if places:
        about.append(words["applies"].format(places=_names(places, language)))
    if pack.extends:
        about.append(words["extends"].format(packs=words["comma"].join(map(code, pack.extends))))
    blocks = [
        f"# {pack.id}",
        words["back"].format(pack=pack.id),
        f"**{_in(pack.title, language)}**",
        words["stop"].join(about),
    ]
    for name, rows in _sections(pack, language).items():
        if rows:
            heading, columns = words["sections"][name]
            blocks += [f"## {heading}", table(columns, rows)]
    blocks += _notices(pack, language)
    return page(language, *blocks)


def _sections(pack: Pack, language: Language) -> dict[str, list[tuple[object, ...]]]:
    words = WORDS[language]
    return {
        "rules": [_rule(rule, language) for rule in pack.rules],
        "retention": [
            (
                _code(p.id),
                _in(p.record, language) if p.record else words["comma"].join(_in(c.text, language) for c in p.category),
                "" if p.floor_years is None else words["years"].format(years=p.floor_years),
                words["years"].format(years=p.ceiling_years) if p.ceiling_years is not None else words["shortest"] if p.ceiling else "",
                _in(p.start.text, language),
                _article(p.citation, language),
                _standing(p.citation, False, language),
            )
            for p in pack.retention
        ],
        "obligations": [
            (_code(o.id), _in(o.title, language), _article(o.citation, language), _in(o.due, language), _standing(o.citation, False, language))
            for o in pack.obligations
        ],
        "clocks": [
            (
                _code(c.id), _in(c.what, language), _in(c.who.text, language), _in(c.to.text, language), _in(c.starts.text, language),
                _when(c, language), *_ground(c, language),
            )
            for c in pack.clocks
        ],
        "controls": [
            (_code(c.id), _in(c.what, language), _in(c.who.text, language), _how_often(c, language), _evidence(c, language), *_ground(c, language))
            for c in pack.controls
        ],
        "thresholds": [
            (_code(t.id), _in(t.counts.text, language), f"{t.at_least:,}", _in(t.what, language), *_ground(t, language))
            for t in pack.thresholds
        ],
        "export": [
            (_code(r.id), _in(r.title, language), words["comma"].join(map(code, r.routes)), *_ground(r, language))
            for r in (pack.export.rules if pack.export else ())
        ],
    }  # fmt: skip


def _notices(pack: Pack, language: Language) -> list[str]:
    if not pack.notices:
        return []
    heading, columns = WORDS[language]["sections"]["notices"]
    blocks = [f"## {heading}"]
    for notice in pack.notices:
        rows = [
            (code(item.id), _in(item.text, language), _needed(item.condition, item.need.text, language))
            for item in notice.items
        ]
        blocks += [f"### {notice.short_id}", _notice_head(notice, language), table(columns, rows)]
    return blocks


def _notice_head(notice: NoticeContent, language: Language) -> str:
    told = (notice.by.text, notice.form.text)
    article, standing = _ground(notice, language)
    comma = WORDS[language]["comma"]
    return comma.join([_in(notice.title, language), *(_in(t, language) for t in told), article, standing])


def _needed(condition: Text | None, need: Text, language: Language) -> str:
    return f"{_in(need, language)}: {_in(condition, language)}" if condition else _in(need, language)


def _rule(rule: Rule, language: Language) -> tuple[str, ...]:
    buyer = _in(rule.then.to_buyer.text, language) if rule.then.to_buyer else ""
    if rule.then.consent_kind:
        buyer += f" ({_in(rule.then.consent_kind.text, language)})"
    seller = _in(rule.then.seller_copy.text, language) if rule.then.seller_copy else ""
    return (
        code(rule.short_id),
        _article(rule.citation, language),
        buyer,
        seller,
        _standing(rule.citation, rule.derived, language),
        _in(rule.reason, language),
    )


def _when(clock: Clock, language: Language) -> str:
    words = WORDS[language]
    if clock.by_day:
        return words["day"].format(day=f"{clock.by_day[0]:02}-{clock.by_day[1]:02}")
    limits = [span_text(span, language) for span in clock.due]
    limits += [words["at"].format(event=_in(event.text, language)) for event in clock.at_events]
    if clock.every and not limits:
        return words["every"].format(span=span_text(clock.every, language))
    text = limits[0] if len(limits) == 1 else words["earliest"].format(limits=words["comma"].join(limits))
    return text if str(clock.direction) == "after" else f"{text} ({words['before']})"


def span_text(span: Span, language: Language) -> str:
    """`30 working days`, `30 个工作日`, or the law's own word."""
    word = _in(span.unit.text, language)
    return word if span.is_word else f"{span.amount} {word}"


def _how_often(control: Control, language: Language) -> str:
    words = WORDS[language]
    if control.every:
        text = span_text(control.every, language)
        return text if control.every.is_word else words["every"].format(span=text)
    if control.on:
        return words["at"].format(event=_in(control.on.text, language))
    return words["once"] if control.once else words["always"]


def _evidence(control: Control, language: Language) -> str:
    told = [code(e.ref) if e.ref else _in(e.text, language) if e.text else "" for e in control.evidence]
    return WORDS[language]["comma"].join(told)


def _ground(entry: Entry, language: Language) -> tuple[str, str]:
    return _article(entry.citation, language), _standing(entry.citation, entry.derived, language)


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


def _code(entry_id: str) -> str:
    return code(entry_id.split("/", 1)[-1])


def _in(text: Text, language: Language) -> str:
    return text.in_(language)
