"""Reads what a table is about from its name: customers, orders, staff …, Chinese, pinyin and English."""

from __future__ import annotations

import re
from functools import lru_cache

from novation.inventory.headers import CJK, normalise, split_words
from novation.inventory.tables import load

_LAST = 10_000
_NEUTRAL_WORDS = """info information list table data export master all new old file record full detail line sheet copy backup base
    profile main dump report basic statistic"""
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())
_NEUTRAL_ZH = re.compile(
    r"(?:信息|名单|列表|明细|导出|档案|资料|数据|基本|主|总|记录|清单|汇总|台账|表|[\s\d_\-年月日（）()]|sheet\d*)+$"
)


@lru_cache(maxsize=1024)
def read_table(name: str) -> tuple[str, ...]:
    """What a table seems to be about (customer, order, …), the last word of its name first."""
    stem = re.sub(r"\.(csv|xlsx?|jsonl?|parquet|db|sqlite3?|txt)$", "", name.lower())
    found = _chinese_topics(stem) if CJK.search(stem) else _latin_topics(stem)
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
    for topic, names in load("header_signs.yaml")["topics"].items():
        for i, word in enumerate(words):
            if word in names or word.removesuffix("ie") + "y" in names:
                found.append((_LAST if i == len(words) - 1 else i, topic))
    return found


def _chinese_topics(stem: str) -> list[tuple[int, str]]:
    bare = _NEUTRAL_ZH.sub("", stem)
    found = []
    for topic, names in load("header_signs.yaml")["topics"].items():
        for part in names:
            if CJK.search(part) and part in bare:
                found.append((_LAST if bare.endswith(part) else bare.rindex(part), topic))
    return found
