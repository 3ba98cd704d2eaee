"""Reads a column's header (and the table's name): Chinese, English, pinyin and its initials, snake and camel case."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from novation.inventory.tables import load

# `consent_transfer`, `marketing_sms`: here the first word tells, not the last one.
_TELLING_FIRST = frozenset({"consent.state", "marketing.state", "hold.state", "objection.state"})
_BRACKETS = re.compile(r"[(（\[【<].*?[)）\]】>]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORDS = re.compile(r"[a-zà-ÿ]+|\d+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Cue:
    """A kind that a header points to; `strength` 0 to 1: 1 = the whole header is a known word."""

    kind: str
    strength: float
    word: str


def normalise(header: str) -> str:
    """Half-width, lower-case-free, without brackets and what stands in them (units, hints)."""
    text = unicodedata.normalize("NFKC", header).strip().strip("*:：'\"`")
    bare = _BRACKETS.sub("", text).strip()
    return bare or text


@lru_cache(maxsize=4096)
def read_header(header: str) -> tuple[Cue, ...]:
    """Cues of a header, strongest first; none for `col_1` or an unknown word."""
    text = normalise(header)
    cues: list[Cue] = []
    if _CJK.search(text):
        cues += _read_chinese(text)
    else:
        cues += _read_latin(text)
    best: dict[str, Cue] = {}
    for cue in cues:
        if cue.kind not in best or best[cue.kind].strength < cue.strength:
            best[cue.kind] = cue
    return tuple(sorted(best.values(), key=lambda c: (-c.strength, -len(c.word))))


def _read_chinese(text: str) -> list[Cue]:
    plain = re.sub(r"[\s_\-]|\d+$", "", text).lower()
    cues = []
    for word, kind in _index()["zh"]:
        if word == plain:
            cues.append(Cue(kind, 1.0, word))
        elif len(word) >= 2 and plain.endswith(word):
            # The last noun of a Chinese compound says what it is: 客户备注 is a note, 备注客户 hardly is.
            cues.append(Cue(kind, min(0.95, 0.6 + 0.3 * len(word) / len(plain)), word))
        elif len(word) >= 2 and word in plain:
            cues.append(Cue(kind, 0.3 + 0.3 * len(word) / len(plain), word))
    return cues


def _read_latin(text: str) -> list[Cue]:
    words = tuple(split_words(text))
    joined = "".join(words)
    cues = []
    for word, kind in _index()["py"]:
        if joined == word or text.lower() == word:
            cues.append(Cue(kind, 0.9, word))
    for phrase, kind in _phrases():
        if phrase == words or "".join(phrase) == joined:
            cues.append(Cue(kind, 1.0, " ".join(phrase)))
        elif len(words) > len(phrase) and words[-len(phrase) :] == phrase:
            cues.append(Cue(kind, min(0.95, 0.6 + 0.3 * len(phrase) / len(words)), " ".join(phrase)))
        elif kind in _TELLING_FIRST and words[: len(phrase)] == phrase:
            cues.append(Cue(kind, 0.65, " ".join(phrase)))
        elif len(words) > len(phrase) and len(phrase) * 3 >= len(words) * 2 and _contains(words, phrase):
            cues.append(Cue(kind, 0.3 + 0.3 * len(phrase) / len(words), " ".join(phrase)))
    return cues


def split_words(text: str) -> list[str]:
    """`shipPostalCode`, `ship_postal_code` and `Ship Postal Code` give the same words."""
    parts = re.split(r"[\s_\-./:]+", text)
    words: list[str] = []
    for part in parts:
        for piece in _CAMEL.split(part):
            words += _WORDS.findall(piece.lower())
    return [w for w in words if not w.isdigit()] or words


def _contains(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(words[i : i + size] == phrase for i in range(len(words) - size + 1))


@cache
def _index() -> dict[str, list[tuple[str, str]]]:
    index: dict[str, list[tuple[str, str]]] = {"zh": [], "py": [], "en": []}
    for kind, lists in load("headers.yaml").items():
        for language, words in lists.items():
            index[language] += [(word.lower(), kind) for word in words]
    return index


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(split_words(word)) or (word,), kind) for word, kind in _index()["en"])


_LAST = 10_000
_NEUTRAL_WORDS = """info information list table data export master all new old file record full detail line sheet copy backup base
    profile main dump report basic statistic"""
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())
_NEUTRAL_ZH = re.compile(
    r"(?:信息|名单|列表|明细|导出|档案|资料|数据|基本|主|总|记录|清单|汇总|台账|表|[\s\d_\-年月日（）()]|sheet\d*)+$"
)
_TABLES = {
    "customer": (
        "customer",
        "client",
        "member",
        "user",
        "crm",
        "kunden",
        "people",
        "person",
        "contact",
        "subscriber",
        "会员",
        "客户",
        "顾客",
        "用户",
        "买家",
        "人员",
        "huiyuan",
        "kehu",
        "hy",
        "kh",
        "patient",
        "guest",
        "ums",
    ),
    "order": (
        "order",
        "transaction",
        "purchase",
        "invoice",
        "payment",
        "sale",
        "订单",
        "交易",
        "消费",
        "付款",
        "发票",
        "dingdan",
        "dd",
        "oms",
        "billing",
    ),
    "employee": ("employee", "staff", "worker", "员工", "职工", "店员", "yuangong", "admin"),
    "supplier": (
        "supplier",
        "vendor",
        "shipper",
        "merchant",
        "供应商",
        "商家",
        "brand",
        "express",
        "courier",
    ),
    "product": (
        "product",
        "good",
        "item",
        "sku",
        "stock",
        "category",
        "catalog",
        "material",
        "商品",
        "产品",
        "库存",
        "价格",
        "类目",
        "分类",
        "pms",
        "coupon",
        "inventory",
    ),
    "consent": ("consent", "permission", "同意", "授权", "tongyi"),
    "service": (
        "service",
        "ticket",
        "note",
        "log",
        "call",
        "complaint",
        "feedback",
        "comment",
        "服务",
        "工单",
        "投诉",
        "客服",
        "日志",
        "售后",
        "fuwu",
    ),
    "place": ("region", "area", "territory", "territories", "country", "地区", "区域", "区划", "area"),
    "system": (
        "menu",
        "role",
        "config",
        "dict",
        "template",
        "job",
        "codegen",
        "tenant",
        "oauth2",
        "notice",
        "dept",
        "storage",
        "permission",
        "菜单",
        "角色",
        "配置",
        "模板",
    ),
}


@lru_cache(maxsize=1024)
def read_table(name: str) -> tuple[str, ...]:
    """What a table seems to be about (customer, order, …), the last word of its name first."""
    stem = re.sub(r"\.(csv|xlsx?|jsonl?|parquet|db|sqlite3?|txt)$", "", name.lower())
    found = _chinese_topics(stem) if _CJK.search(stem) else _latin_topics(stem)
    topics = [topic for _, topic in sorted(found, key=lambda f: -f[0])]
    if not topics:
        return ()
    last = max(place for place, _ in found)
    # `member_level` is about levels, not members: unless the last word tells, the first topic is left open.
    return tuple(dict.fromkeys(topics if last == _LAST else ["", *topics]))


def _latin_topics(stem: str) -> list[tuple[int, str]]:
    words = [w[:-1] if w.endswith("s") and len(w) > 3 else w for w in split_words(normalise(stem))]
    words = [w for w in words if w not in _NEUTRAL] or words
    found = []
    for topic, names in _TABLES.items():
        for i, word in enumerate(words):
            if word in names or word.removesuffix("ie") + "y" in names:
                found.append((_LAST if i == len(words) - 1 else i, topic))
    return found


def _chinese_topics(stem: str) -> list[tuple[int, str]]:
    bare = _NEUTRAL_ZH.sub("", stem)
    found = []
    for topic, names in _TABLES.items():
        for part in names:
            if _CJK.search(part) and part in bare:
                found.append((_LAST if bare.endswith(part) else bare.rindex(part), topic))
    return found
