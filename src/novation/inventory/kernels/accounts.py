# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""IBANs, profile pages and account names."""

from __future__ import annotations

import re

import numpy as np
from stdnum import numdb

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.letters import ALNUM, HANDLE, LETTER
from novation.inventory.kernels.spans_out import CHECKED, CUED, SHAPED, put
from novation.inventory.span_types import CODES

_IBAN, _URL, _WECHAT = CODES["iban"], CODES["url-handle"], CODES["wechat"]
_A, _Z = 65, 90

_LENGTH, _PLACES = np.zeros(676, np.int64), np.zeros((676, 40), np.uint8)
"""Length of an IBAN by its two letters, and what stands at each place: 1 a digit, 2 a letter, 3 either."""
_IBANS = numdb.get("iban")
for _pair in range(676):
    _found = _IBANS.info(chr(65 + _pair // 26) + chr(65 + _pair % 26) + "00")
    _signs = [2, 2, 1, 1]
    for _size, _sort in re.findall(r"(\d+)!([nac])", _found[0][1].get("bban", "") if _found else ""):
        _signs += [{"n": 1, "a": 2, "c": 3}[_sort]] * int(_size)
    if len(_signs) > 4:
        _LENGTH[_pair] = len(_signs)
        _PLACES[_pair, : len(_signs)] = _signs

_PAGES = (
    b"weibo.com/ github.com/ gitlab.com/ gitee.com/ twitter.com/ x.com/ t.me/ instagram.com/ facebook.com/ fb.com/ "
    b"linkedin.com/in/ tiktok.com/@ douyin.com/user/ zhihu.com/people/ space.bilibili.com/ wa.me/ line.me/ti/p/ "
    b"xiaohongshu.com/user/profile/ youtube.com/@ threads.net/@ medium.com/@ kuaishou.com/profile/ skype:"
).split()
_HOSTS = (_PAGES.index(b"github.com/"), _PAGES.index(b"gitee.com/"))
_PAGE_SIGNS = np.frombuffer(b"".join(_PAGES), np.uint8)
_PAGE_ENDS = np.cumsum([len(page) for page in _PAGES]).astype(np.int64)


@part
def iban(buf, i, hi, w):
    """ISO 13616, in one piece or with single blanks: known country, its length and signs, remainder 1 of MOD 97-10."""
    low = np.int64(buf[i] & 32)  # all letters small, or none
    if i + 15 > hi or not (_A <= buf[i] - low <= _Z and _A <= buf[i + 1] - low <= _Z):
        return False
    pair = (np.int64(buf[i]) - low - 65) * 26 + np.int64(buf[i + 1]) - low - 65
    length = _LENGTH[pair]
    if length == 0:
        return False
    rest = np.int64(0)
    head = np.int64(0)
    p = i
    n = 0
    while p < hi and n < length:
        b = np.int64(buf[p])
        if (b == 32 or b == 45) and n >= 4 and buf[p - 1] != b:
            p += 1
            continue
        if 48 <= b <= 57:
            value = b - 48
        elif _A <= b - low <= _Z:
            value = b - low - 55
        else:
            return False
        if not _PLACES[pair, n] & (1 if value < 10 else 2):
            return False
        if n < 4:
            head = head * (10 if value < 10 else 100) + value
        else:
            rest = (rest * (10 if value < 10 else 100) + value) % 97
        n += 1
        p += 1
    if n < length or (p < hi and ALNUM[buf[p]]):
        return False
    rest = (rest * 1_000_000 + head) % 97
    return rest == 1 and put(w, i, p, _IBAN, CHECKED)


@part
def profile_page(buf, i, hi, w):
    """A profile page of a known service at `i`, with or without https:// and www."""
    p = i
    if p + 8 < hi and (buf[p] | 32) == 104 and (buf[p + 1] | 32) == 116:
        while p < hi and p - i < 6 and LETTER[buf[p]]:
            p += 1
        if p + 3 > hi or buf[p] != 58 or buf[p + 1] != 47 or buf[p + 2] != 47:
            return False
        p += 3
    for skip in range(2):
        if (
            skip == 0
            and p + 4 < hi
            and (buf[p] | 32) == 119
            and (buf[p + 1] | 32) == 119
            and buf[p + 3] == 46
        ):
            p += 4
        elif skip == 0 and p + 2 < hi and (buf[p] | 32) == 109 and buf[p + 1] == 46:
            p += 2
    begin = np.int64(0)
    for k in range(len(_PAGE_ENDS)):
        size = _PAGE_ENDS[k] - begin
        if p + size < hi and _begins(buf, p, begin, size):
            q = p + size
            while q < hi and (
                HANDLE[buf[q]] or (buf[q] in (46, 47, 64, 37) and q + 1 < hi and HANDLE[buf[q + 1]])
            ):
                q += 1
            if _HOSTS[0] <= k <= _HOSTS[1]:
                for j in range(p + size, q):
                    if buf[j] == 47:  # a project's page, not a person's
                        return False
            return q > p + size and put(w, i, q, _URL, SHAPED)
        begin = _PAGE_ENDS[k]
    return False


@part
def _begins(buf, p, begin, size):
    for k in range(size):
        b = buf[p + k]
        if (b + 32 if 65 <= b <= 90 else b) != _PAGE_SIGNS[begin + k]:
            return False
    return True


@part
def handle_end(buf, i, hi):
    """End of the account name at `i`: Latin letters, digits, _ and -."""
    p = i
    while p < hi and HANDLE[buf[p]]:
        p += 1
    while p > i and buf[p - 1] == 45:
        p -= 1
    return p


@part
def is_wxid(buf, i, hi):
    """Whether wxid_ stands at `i`."""
    return (
        i + 11 <= hi
        and (buf[i] | 32) == 119
        and (buf[i + 1] | 32) == 120
        and (buf[i + 2] | 32) == 105
        and (buf[i + 3] | 32) == 100
        and buf[i + 4] == 95
    )


@part
def wechat(i, e, sure, w):
    """A WeChat ID buf[i:e]."""
    return put(w, i, e, _WECHAT, sure)


@part
def account(buf, i, hi, w):
    """An account name of another service at `i`, dots allowed inside."""
    p = i
    while p < hi and (HANDLE[buf[p]] or (buf[p] == 46 and p + 1 < hi and HANDLE[buf[p + 1]])):
        p += 1
    if p - i < 4 or p - i > 30 or (p < hi and buf[p] == 64):
        return False
    return put(w, i, p, _URL, CUED)
