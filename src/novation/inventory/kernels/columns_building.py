"""Builds the tables of the column pass: what a sign is, what a word is, which closed lists a value stands in."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np

from novation.inventory.detectors.regions import regions
from novation.inventory.kernels import columns_layout as at
from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.columns_tables import LISTS
from novation.inventory.kernels.columns_values import P1, plain_hash
from novation.inventory.tables import load
from novation.inventory.values import NULL_WORDS
from novation.inventory.vocabulary import word_lists


def build() -> tuple[np.ndarray, np.ndarray]:
    """`t` and `w` as `columns_layout` describes them (about a second)."""
    kinds, pairs, region = _kinds(), _pairs(), _regions()
    (words, word_hashes), (lists, list_hashes) = _words(), _lists()
    head = np.zeros(at.KINDS, np.int32)
    head[at.REGIONS], head[at.REGION_COUNT] = at.PAIRS + len(pairs), len(region) // 2
    head[at.PAIR_MASK] = len(pairs) // 2 - 1
    head[at.WORD_MASK], head[at.LISTS] = len(words) - 1, len(words)
    head[at.LIST_MASK] = len(lists) // 3 - 1
    sieve = _sieve(np.concatenate([word_hashes, list_hashes]))
    openings = np.zeros(at.OPENINGS, np.int32)  # filled in by `columns_tables`
    t = np.concatenate([head, kinds, openings, _pair_sieve(pairs), sieve, pairs, region]).astype(np.int32)
    return t, np.concatenate([words, lists])


def _sieve(hashes: np.ndarray) -> np.ndarray:
    """The set of bits that `columns_values.in_sieve` asks."""
    bits = (hashes * P1) >> np.uint64(64 - at.SIEVE_BITS)
    marked = np.zeros(1 << at.SIEVE_BITS, np.uint8)
    marked[bits] = 1
    return np.packbits(marked, bitorder="little").view(np.int32)


def _regions() -> np.ndarray:
    """Region codes in order (GB/T 2260 through time), then the last year each was in use (9999: still)."""
    known = regions()
    code = np.flatnonzero(known.known(np.arange(1_000_000)))
    last = np.zeros(len(code), np.int32)
    for year in [*range(1900, date.today().year + 1), 9999]:
        last[known.in_use(code, np.full(len(code), year), later=True)] = year
    return np.concatenate([code.astype(np.int32), last])


@cache
def _name_words() -> list[str]:
    text = (files("novation.inventory") / "name_words.dat").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _kinds() -> np.ndarray:
    kinds = np.zeros(65536, np.int32)
    for low, high, bit in (
        (0x4E00, 0xA000, s.IS_HAN), (0x3400, 0x4DC0, s.IS_HAN), (0x3005, 0x3008, s.IS_HAN),
        (0x3040, 0x30FB, s.IS_KANA), (0x30FC, 0x3100, s.IS_KANA), (0xFF66, 0xFFA0, s.IS_KANA),
        (0xAC00, 0xD7B0, s.IS_HANGUL),
        (0xC0, 0xD7, s.IS_LETTER), (0xD8, 0xF7, s.IS_LETTER), (0xF8, 0x250, s.IS_LETTER),
        (0x300, 0x370, s.IS_LETTER), (0x370, 0x400, s.IS_LETTER), (0x400, 0x530, s.IS_LETTER),
        (0x1E00, 0x1F00, s.IS_LETTER), (0xE00, 0xE80, s.IS_LETTER), (0x600, 0x700, s.IS_LETTER),
    ):  # fmt: skip
        kinds[low:high] |= bit
    words, marks = load("names.yaml"), load("columns.yaml")
    given = words["given"] + _name_words()[3] + marks["given"]
    for chars, bit in (
        (words["single"] + words["traditional"], s.IS_SURNAME),
        (words["single"][:140] + words["traditional"], s.IS_TRANSLIT),
        (given, s.IS_GIVEN),
        (marks["never_last"], s.NEVER_LAST),
        (marks["area"], s.IS_AREA),
        (marks["road"], s.IS_ROAD),
        (marks["unit"], s.IS_UNIT),
        (marks["stop"], s.IS_STOP),
        (words["korean"], s.IS_KOREAN),
        (marks["province"], s.IS_PROVINCE),
        ("\u3000\u00a0\u2002\u2003\u2009", s.IS_BLANK),
        ("·•・‧．", s.IS_MIDDLE),
        ("一二三四五六七八九十〇零百", s.IS_COUNT),
    ):
        kinds[[ord(c) for c in set(chars)]] |= bit
    return kinds


def _pair_sieve(pairs: np.ndarray) -> np.ndarray:
    """The set of bits that `columns_signs.may_be_known` asks."""
    keys = pairs.view(np.uint32)[::2].astype(np.uint64)
    marked = np.zeros(1 << at.PAIR_SIEVE_BITS, np.uint8)
    marked[
        (keys[keys > 0] * np.uint64(s.PAIR_FACTOR) & np.uint64(0xFFFFFFFF))
        >> np.uint64(32 - at.PAIR_SIEVE_BITS)
    ] = 1
    return np.packbits(marked, bitorder="little").view(np.int32)


def _pairs() -> np.ndarray:
    """The table of pairs."""
    marks, names = load("columns.yaml"), load("names.yaml")
    bits: dict[tuple[str, str], int] = {}
    groups = [(marks["pairs"][name], bit) for name, bit in (
        ("health", s.P_HEALTH), ("child", s.P_CHILD), ("belief", s.P_BELIEF), ("trade", s.P_TRADE),
        ("title", s.P_TITLE), ("item", s.P_ITEM))]  # fmt: skip
    groups += [(names["double"], s.P_SURNAME)]
    groups += [([n for n in names["japanese"] + _name_words()[2].split() if len(n) >= 2], s.P_JAPANESE)]
    for words, bit in groups:
        for word in words:
            pair = word[0], word[1]
            bits[pair] = bits.get(pair, 0) | bit
    size = 1 << max(10, (len(bits) * 3).bit_length())
    table = np.zeros((size, 2), np.uint32)
    for (first, second), value in bits.items():
        key = ord(first) << 16 | ord(second)
        place = ((key * s.PAIR_FACTOR & 0xFFFFFFFF) >> 8) & (size - 1)
        while table[place, 0]:
            place = (place + 1) & (size - 1)
        table[place] = key, value
    return table.view(np.int32).ravel()


def _fnv(word: str) -> int:
    h = 14695981039346656037
    for byte in word.encode():
        h = ((h ^ (byte | 32 if 65 <= byte <= 90 else byte)) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return h or 1


def _words() -> tuple[np.ndarray, np.ndarray]:
    """The table of words, and their hashes."""
    marks, names = load("columns.yaml"), load("names.yaml")
    first, last = (line.split() for line in _name_words()[:2])
    bits: dict[str, int] = {}
    for words, bit in (
        (first, s.W_FIRST), (last, s.W_LAST), (names["latin"], s.W_FIRST),
        (marks["words"]["street"], s.W_STREET), (marks["words"]["trade"], s.W_TRADE),
        (marks["words"]["month"], s.W_MONTH), (marks["words"]["pinyin_surname"], s.W_PINYIN),
        (marks["words"]["particle"], s.W_PARTICLE), (_given_in_pinyin(), s.W_SYLLABLE), (marks["words"]["thing"], s.W_THING),
    ):  # fmt: skip
        for word in words:
            for form in {word} if word.isascii() else {word, word.capitalize(), word.upper()}:
                bits[form] = bits.get(form, 0) | bit
    size = 1 << (len(bits) * 2).bit_length()
    table = np.zeros(size, np.int64)
    known = (1 << at.WORD_BITS) - 1
    for word, value in bits.items():
        key = int(np.uint64(_fnv(word)).astype(np.int64)) >> at.WORD_BITS
        place = key & (size - 1)
        while table[place] and int(table[place]) >> at.WORD_BITS != key:
            place = (place + 1) & (size - 1)
        table[place] |= key << at.WORD_BITS | (value & known)
    return table, np.array([_fnv(word) for word in bits], np.uint64)


def _given_in_pinyin() -> set[str]:
    """One syllable, or two in one word, as Chinese given names are romanised."""
    one = load("columns.yaml")["words"]["syllable"]
    return {*one, *(a + b for a in one for b in one)}


def _hashed(keys: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """An open-addressed table: all keys, then `first` and `second` of each."""
    size = 1 << (len(keys) * 2).bit_length()
    table, told = np.zeros(size, np.int64), np.zeros((size, 2), np.int64)
    for k, key in enumerate(keys.view(np.int64).tolist()):
        place = key & (size - 1)
        while table[place] and table[place] != key:
            place = (place + 1) & (size - 1)
        table[place] = key
        told[place] |= (first[k], second[k])
    return np.concatenate([table, told.ravel()])


def _lists() -> tuple[np.ndarray, np.ndarray]:
    """The table of words of closed lists as they stand, in small, in capital and with capitals first; and their hashes."""
    inside: dict[str, int] = dict.fromkeys(NULL_WORDS, 1)
    telling: dict[str, int] = {}
    for bit, words in enumerate(word_lists(), start=1):
        for group, into in ((words.words, inside), (words.telling, telling)):
            for word in group:
                for form in {word, word.upper(), word.capitalize(), word.title()}:
                    into[form] = into.get(form, 0) | 1 << bit
    city = 1 << LISTS.index("place.city")
    for name in _cities():
        inside[name] = inside.get(name, 0) | city
        telling[name] = telling.get(name, 0) | city
    for word in NULL_WORDS:  # 无 and 空 are nothing, whatever a list says
        inside[word], telling[word] = 1, 0
    hashes = np.array([plain_hash(word.encode()) for word in inside], np.uint64)
    told = [telling.get(word, 0) for word in inside]
    return _hashed(hashes, np.array(list(inside.values()), np.int64), np.array(told, np.int64)), hashes


_COUNTY = re.compile(r'^\s+(\d{4}) county="([^"]*)"', re.M)


def _cities() -> set[str]:
    """Cities of China by GB/T 2260 with and without 市, and large cities of the world."""
    text = (files("stdnum") / "cn" / "loc.dat").read_text(encoding="utf-8")
    names: set[str] = set()
    for _, periods in _COUNTY.findall(text):
        for part in periods.split(","):
            name = re.sub(r"^\[[^\]]*\]", "", part)
            if name.endswith("市"):
                names |= {name, name[:-1]} if len(name) > 2 else {name}
            elif len(name) >= 3 and name[-1] in "区县旗州":
                names.add(name)
    return {n for n in names if len(n) > 1} - {"市辖"} | set(load("columns.yaml")["cities"])
