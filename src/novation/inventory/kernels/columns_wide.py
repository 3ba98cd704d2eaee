# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""Looks of values that people write: names in any script, addresses, companies, sentences, plates."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import columns_signs as s
from novation.inventory.kernels.columns_bits import BIT
from novation.inventory.kernels.columns_layout import KINDS
from novation.inventory.kernels.columns_signs import pair_bits
from novation.inventory.kernels.compiling import part

(_PLATE, _LETTERS, _NAME, _USUAL, _LATIN, _KNOWN, _EAST, _PINYIN) = (
    1 << BIT[n]
    for n in [
        "plate",
        "letters",
        "name",
        "name.usual",
        "name.latin",
        "name.latin.known",
        "name.east",
        "name.pinyin",
    ]
)
(_ADDRESS, _SENTENCE, _MASKED, _CITY, _COMPANY, _LONG, _MONEY, _MAYBE) = (
    1 << BIT[n] for n in ["address", "sentence", "masked", "city", "company", "long", "money", "maybe"]
)
_HEALTH, _CHILD, _BELIEF, _HANSHORT, _MONTHDAY, _BARE, _DATE = (
    1 << BIT[n] for n in ["health", "child", "belief", "han-short", "month-day", "address.bare", "date"]
)
_DECIMAL = 1 << BIT["decimal"]
ALSO_LATIN = 1 << BIT["kept"]
"""Answer of `wide` for values that `latin` has to look at too."""


@part
def plate(buf, lo, hi, t):
    """GA 36-2018: a province, a letter without I and O, five or six signs; a dot, hyphen or blank may stand between."""
    if hi - lo < 8 or hi - lo > 14 or (buf[lo] & 0xF0) != 0xE0:
        return False
    cp = (np.int64(buf[lo]) & 15) << 12 | (np.int64(buf[lo + 1]) & 63) << 6 | (np.int64(buf[lo + 2]) & 63)
    if not t[KINDS + cp] & s.IS_PROVINCE:
        return False
    a = buf[lo + 3]
    if not 65 <= a <= 90 or a == 73 or a == 79:
        return False
    p = lo + 4
    if p + 1 < hi and buf[p] == 0xC2:
        p += 2
    elif buf[p] == 45 or buf[p] == 32 or buf[p] == 46:
        p += 1
    elif p + 2 < hi and buf[p] == 0xE2 and buf[p + 1] == 0x80:
        p += 3
    n = 0
    digits = 0
    while p < hi and (48 <= buf[p] <= 57 or 65 <= buf[p] <= 90):
        digits += buf[p] <= 57
        n += 1
        p += 1
    if p < hi:
        return n == 4 and hi - p == 3 and buf[p] >= 0xE5  # 挂 学 警 港 澳
    return (n == 5 or n == 6) and digits >= 2


@part
def han(f, t, only):
    """A value of 2 to 4 Han signs and nothing else: may be a name by its surname and its last sign."""
    n = f[s.HAN]
    mask = _HANSHORT if only and 2 <= n <= 4 else 0
    pair = pair_bits(f[s.FIRST_AT], f[s.SECOND_AT], t)
    if pair & s.P_JAPANESE and only and 3 <= n <= 6:
        mask |= _EAST
    if not only or n < 2 or n > 4:
        return mask
    first = t[KINDS + f[s.FIRST_AT]] & s.IS_SURNAME
    double = pair & s.P_SURNAME and n > 2
    if f[s.ENDS_PAIR] & s.P_TITLE and first:
        return mask | _NAME | _USUAL
    last = t[KINDS + f[s.LAST_AT]]
    if last & s.NEVER_LAST or f[s.ENDS_PAIR] & s.P_ITEM:
        return mask
    if (n == 4 and double) or (n < 4 and (first or double)):
        mask |= _NAME
        middle = n == 3 and not double and t[KINDS + f[s.SECOND_AT]] & s.IS_GIVEN
        if last & s.IS_GIVEN and (n < 3 or double or middle or first):
            mask |= _USUAL
    return mask


@part
def wide(buf, lo, hi, f, t):
    """Types and looks of a value with at least one sign beyond ASCII."""
    mask = _LETTERS if f[s.HAN] + f[s.KANA] + f[s.HANGUL] + f[s.LETTERS] + f[s.UPPER] + f[s.LOWER] else 0
    n = f[s.HAN]
    letters = f[s.UPPER] + f[s.LOWER] + f[s.LETTERS]
    east = n + f[s.KANA] + f[s.HANGUL]
    marked = n == 1 or (n == 2 and f[s.DIGITS] >= 3)
    if marked and letters and plate(buf, lo, hi, t):
        return mask | _PLATE
    if f[s.MONEY] and east == 0 and f[s.DIGITS]:
        return mask | _DECIMAL | _MONEY
    if n == 1 and f[s.DIGITS] and east == 1 and f[s.DIGITS] + f[s.DOT] + f[s.COMMA] + 1 == f[s.CHARS]:
        return mask | (_DECIMAL | _MONEY if f[s.LAST_AT] == 0x5143 else 0)  # 元
    if n == 2 and f[s.CHARS] == f[s.DIGITS] + 2 and f[s.GROUPS] == 2 and f[s.LAST_AT] == 0x65E5:
        return mask | _MONTHDAY
    only = f[s.CHARS] == n
    spaced = f[s.CHARS] == east + f[s.BLANK] and f[s.BLANK] <= 1
    if spaced and n and f[s.HANGUL] == 0 and f[s.KANA] == 0:
        mask |= han(f, t, True)
    elif spaced and f[s.KANA] and east <= 16:
        pair = pair_bits(f[s.FIRST_AT], f[s.SECOND_AT], t) if n > 1 else 0
        if pair & s.P_JAPANESE and east <= 7 or (n == 0 and f[s.BLANK] == 1 and east >= 4):
            mask |= _EAST
    elif spaced and f[s.HANGUL] == east and 2 <= east <= 4:
        if t[KINDS + f[s.FIRST_AT]] & s.IS_KOREAN:
            mask |= _EAST
    elif f[s.MIDDLE] and f[s.CHARS] == n + f[s.MIDDLE] and 4 <= n <= 18:
        mask |= _NAME | _USUAL  # 阿卜杜拉·买买提, 约翰·史密斯
    mask |= places(f, n, letters)
    trade = f[s.THEMES] & s.P_TRADE and (f[s.ENDS_PAIR] & s.P_TRADE or n >= 6) and mask & _ADDRESS == 0
    if trade and f[s.STOPS] == 0 and n >= 4 and n <= 30:
        mask |= _COMPANY
    if f[s.THEMES] & s.P_HEALTH:
        mask |= _HEALTH
    if f[s.THEMES] & s.P_CHILD:
        mask |= _CHILD
    if f[s.THEMES] & s.P_BELIEF:
        mask |= _BELIEF
    if east == 0 and letters:
        mask |= ALSO_LATIN
    if only and mask & _NAME == 0 and 2 <= n <= 9 and t[KINDS + f[s.LAST_AT]] & s.IS_AREA:
        mask |= _CITY
    if f[s.STOPS] >= 1 and f[s.CHARS] >= 6 or n > 40 or f[s.WORDS] >= 6:
        mask |= _SENTENCE
    if f[s.DIGITS] >= 5 or f[s.AT] or (f[s.CHARS] >= 6 and f[s.STOPS]) or n > 12:
        mask |= _MAYBE
    return mask


@part
def places(f, n, letters):
    """Postal addresses in Han and Hangul: an area and a road, house or number; not a sentence."""
    if f[s.STOPS] > 2 or f[s.CHARS] > 120:
        return 0
    if n >= 4:
        house = f[s.UNIT] > 0 or f[s.DIGITS] > 0
        if f[s.AREA] and (f[s.ROAD] or f[s.UNIT]) and (house or f[s.AREA] >= 2) and n >= 6:
            return _ADDRESS
        if f[s.ROAD] and f[s.DIGITS] and n >= 3 and f[s.UNIT]:
            return _ADDRESS
        if f[s.AREA] >= 2 and f[s.DIGITS] and n >= 6:
            return _ADDRESS
        if f[s.AREA] >= 2 and n >= 6:
            return _BARE
    if f[s.HANGUL] >= 4 and f[s.AREA] + f[s.ROAD] >= 2 and f[s.DIGITS]:
        return _ADDRESS
    return 0


@part
def latin(f, letters):
    """Names, companies, addresses and sentences in alphabets with capitals."""
    mask = 0
    words = f[s.WORDS]
    known = f[s.FIRST] + f[s.LAST]
    clean = f[s.DIGITS] + f[s.STOPS] + f[s.LOW] + f[s.AT] + f[s.SLASH] + f[s.PLUS] + f[s.COLON] == 0
    if f[s.TRADE] and words >= 2 and f[s.STOPS] <= 1:
        mask |= _COMPANY
    small = f[s.SMALL] - f[s.PARTICLES] <= 0
    if (
        clean
        and 2 <= words <= 5
        and small
        and letters <= 50
        and mask == 0
        and f[s.COMMA] <= 1
        and f[s.THINGS] == 0
    ):
        mask |= _LATIN
        if f[s.PINYIN] and words <= 3 and f[s.PINYIN] + f[s.SYLLABLES] >= 2:
            mask |= _PINYIN | _KNOWN
        if known >= 2 or (known and words == 2) or f[s.FIRST]:
            mask |= _KNOWN
    elif clean and words == 1 and f[s.FIRST] + f[s.LAST] and f[s.CAPS] and letters >= 3:
        mask |= _KNOWN
    if f[s.DIGITS] and f[s.STREET] and words >= 1 and f[s.CHARS] >= 7 and f[s.STOPS] < 5:
        mask |= _ADDRESS
    if f[s.MONTHS] and words <= 2 and f[s.DIGITS] >= 4 and f[s.GROUPS] <= 3:
        mask |= _DATE
    if (words >= 5 and f[s.SMALL] >= 2 and f[s.SMALL] > f[s.CAPS]) or (words >= 4 and f[s.STOPS]):
        mask |= _SENTENCE
    return mask
