"""Reads a column's header (and the table's name): Chinese, English, pinyin and its initials, snake and camel case."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from novation.inventory.header_forms import forms
from novation.inventory.tables import load

# `consent_transfer`, `marketing_sms`: here the first word tells, not the last one.
_TELLING_FIRST = frozenset({"consent.state", "marketing.state", "hold.state", "objection.state"})
_BRACKETS = re.compile(r"[(（\[【<].*?[)）\]】>]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORDS = re.compile(r"[a-zß-ÿ]+|\d+")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Cue:
    """A kind that a header points to; `strength` 0 to 1: 1 = the whole header is a known word."""

    kind: str
    strength: float
    word: str
    where: str = "header"  # or "comment"


_NUMBERED = re.compile(r"^(?:Q?\d{1,3}\s*[、.．)）:：]\s*)")  # 3、您的年龄？
_ASKING = re.compile(r"[?？!！:：*。]+$")
_UNIT = re.compile(r"\s*(?:[/_ ]?(?:[%‰￥¥$€£℃]|元|万元|岁|周岁|歳|세|kg|cm|mm|mmHg|bpm))$", re.I)
_POLITELY = re.compile(r"^(?:请(?:填写|输入|选择|问)|您的|你的|请问您的|您)")


def normalise(header: str) -> str:
    """Half-width, without brackets and what stands in them (units, hints), numbers of questions, units, courtesy."""
    text = unicodedata.normalize("NFKC", header).strip().strip("*:：'\"`")
    bare = _ASKING.sub("", _NUMBERED.sub("", _BRACKETS.sub("", text).strip())).strip()
    bare = _UNIT.sub("", bare).strip() or bare
    polite = _POLITELY.sub("", bare)
    return (polite if len(polite) >= 2 else bare) or text


@lru_cache(maxsize=4096)
def read_header(header: str) -> tuple[Cue, ...]:
    """Cues of a header, strongest first; none for `col_1` or an unknown word."""
    text = normalise(header)
    cues: list[Cue] = []
    if CJK.search(text):
        cues += _read_chinese(text)
    else:
        cues += _read_latin(text)
    words = _written_out(tuple(split_words(text)))
    plain = simplified(re.sub(r"[\s_\-]|\d+$", "", text).lower())
    cues += [Cue(*said) for said in forms(text, plain, words, known_word)]
    best: dict[str, Cue] = {}
    for cue in cues:
        if cue.kind not in best or best[cue.kind].strength < cue.strength:
            best[cue.kind] = cue
    return tuple(sorted(best.values(), key=lambda c: (-c.strength, -len(c.word))))


def known_word(text: str) -> str | None:
    """The kind that a text means that is a known word of headers from end to end."""
    plain = simplified(text).lower()
    words = _written_out(tuple(split_words(text)))
    for word, kind in _index()["zh"] if CJK.search(text) else ():
        if word == plain:
            return kind
    for phrase, kind in _phrases() if not CJK.search(text) else ():
        if phrase == words:
            return kind
    return None


_CLAUSE = re.compile(r"[：:，,；;。(（\[|]|->|\s-\s")


@lru_cache(maxsize=4096)
def read_column(header: str, comment: str = "") -> tuple[Cue, ...]:
    """Cues of a header and of the comment that the database keeps with it, strongest first.

    Both agreeing is stronger than either; a header that is a whole known word stands before its comment.
    """
    named = read_header(header)
    if _WHETHER.search(comment) and not any(c.kind in _TELLING_FIRST for c in named):
        return (Cue("none", 1.0, comment[:2], "comment"),)
    clause = _CLAUSE.split(comment.strip(), maxsplit=1)[0].strip() if comment else ""
    if not clause or len(clause) > 24:
        return named
    best = {cue.kind: cue for cue in named}
    said = read_header(clause)
    if said and said[0].kind != "none" and said[0].strength >= 0.9 and "none" in best:
        best["none"] = replace(best["none"], strength=best["none"].strength * 0.7)
    if said and said[0].strength >= 0.75 and said[0].kind not in best:
        # A comment is a sentence about the column, a header a word: the sentence is the surer of the two.
        best = {kind: replace(cue, strength=cue.strength * 0.85) for kind, cue in best.items()}
    for cue in said:
        before = best.get(cue.kind)
        strength = min(1.0, cue.strength * 0.96)
        if before is None or before.strength < strength:
            best[cue.kind] = Cue(cue.kind, strength, cue.word, "comment")
        else:
            best[cue.kind] = replace(before, strength=min(1.0, before.strength + 0.1))
    return tuple(sorted(best.values(), key=lambda c: (-c.strength, -len(c.word))))


_WHETHER = re.compile(r"^(?:是否|有无|能否|可否|允许|启用|isd?_|has_|is[A-Z])")
_NAMED = re.compile(r"(?:的)?(?:名称|名字|名)$")
_PEOPLE = re.compile(
    r"(?:人|员|者|生|师|客户|客戶|用户|用戶|会员|會員|顾客|顧客|买家|卖家|家长|家長|老板|宾客|住客|业主|车主|患|宝宝|孩子|子女|父亲|母亲|配偶"
    r"|法人|代表|主任|教练|医生|长|户主|姓|真实|曾用|英文|中文|您的|你的|成员|亲属|监护|租户|学员|收货|收件|联系|开户)$"
)


def _nobody(plain: str) -> bool:
    """应用名, 处理器的名字, 岗位名称: what is named is no person."""
    named = _NAMED.search(plain)
    return bool(named and named.start() and not _PEOPLE.search(plain[: named.start()]))


def simplified(text: str) -> str:
    """Traditional signs that occur in headers as simplified ones."""
    return text.translate(_folding())


@cache
def _folding() -> dict[int, int]:
    return {ord(a): ord(b) for a, b in zip(*load("header_signs.yaml")["traditional"].split(), strict=True)}


def _read_chinese(text: str) -> list[Cue]:
    plain = simplified(re.sub(r"[\s_\-]|\d+$", "", text).lower())
    cues = []
    if _nobody(plain) and plain.endswith(("名字", "名")):
        cues.append(Cue("none", 0.9, plain))
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
    words = _plain_words(tuple(split_words(text)))
    joined = "".join(words)
    cues = _read_pinyin(joined, text.lower())
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


def _plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the marks of types and tables (`c_name`, `f_xm`, `fld_tel`, `addr_str`), shortened words written out."""
    marks = load("header_signs.yaml")
    if len(words) > 1 and (words[0] in marks["prefixes"] or len(words[0]) == 1 and words[0] not in "x y"):
        words = words[1:]
    if len(words) > 1 and words[-1] in marks["suffixes"]:
        words = words[:-1]
    return _written_out(words)


def _written_out(words: tuple[str, ...]) -> tuple[str, ...]:
    short = load("header_signs.yaml")["short"]
    return tuple(part for word in words for part in short.get(word, word).split())


def _read_pinyin(joined: str, written: str) -> list[Cue]:
    cues = [Cue(kind, 0.9, word) for word, kind in _index()["py"] if joined == word or written == word]
    made = _pinyin().get(joined)
    if made and not any(cue.kind == made[0] for cue in cues):
        cues.append(Cue(made[0], 0.6 if cues else made[1], made[2]))
    return cues


@cache
def _pinyin() -> dict[str, tuple[str, float, str]]:
    """Pinyin in full and its initials of all Chinese header words, also behind the words for people (khxm, xsxm).

    Initials of two letters say too little and are left to the list of `headers.yaml`; where several words share
    their initials, the more frequent one (the earlier in the list) keeps them.
    """
    marks = load("header_signs.yaml")
    reading = {sign: word for word, signs in marks["pinyin"].items() for sign in signs}
    found: dict[str, tuple[str, float, str]] = {}
    words = [(w, k) for w, k in _index()["zh"] if len(w) >= 2 and all(sign in reading for sign in w)]
    owned = [(o + w, k) for w, k in words if w in marks["bases"] for o in marks["owners"]]
    for group, strength in ((words, 0.9), (owned, 0.85)):
        for word, kind in group:
            full = "".join(reading[sign] for sign in word)
            first = "".join(reading[sign][0] for sign in word)
            found.setdefault(full, (kind, strength, full))
            if len(first) >= 3 and kind != "none":
                found.setdefault(first, (kind, strength - 0.12, first))
    return found


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
    """Of English words, as they are written and with shortened words written out (`tel no`, `telephone no`)."""
    phrases: dict[tuple[tuple[str, ...], str], None] = {}
    for word, kind in _index()["en"]:
        phrase = tuple(split_words(word)) or (word,)
        phrases[phrase, kind] = None
        if len(phrase) > 1:  # `nm` alone may be anybody's name, as `name` may
            phrases[_written_out(phrase), kind] = None
    return tuple(phrases)
