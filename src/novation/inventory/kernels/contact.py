# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Chinese mobile and fixed-line numbers and foreign telephone numbers, from digits written in groups."""

from __future__ import annotations

from novation.inventory.kernels.chains import goes_on, same_gaps, shape, sizes
from novation.inventory.kernels.checks import number
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import COUNT, ENDS, GAPS, STARTS, SUMS, D
from novation.inventory.kernels.letters import LETTER
from novation.inventory.kernels.plans import AREA, LONGEST, MOBILE, SHORTEST
from novation.inventory.kernels.spans_out import CHECKED, SHAPED, put
from novation.inventory.span_types import CODES

_MOBILE, _LANDLINE, _PHONE = CODES["mobile"], CODES["landline"], CODES["phone"]
_344, _335, _434, _443 = shape(3, 4, 4), shape(3, 3, 5), shape(4, 3, 4), shape(4, 4, 3)
_38, _74 = shape(3, 8), shape(7, 4)


@part
def extension(buf, e, hi):
    """End of an extension (转8001, 转分机8001, ext. 12, x12, #12) that follows a number ending at `e`, or `e`."""
    p = e
    while p < hi and (buf[p] == 32 or buf[p] == 44) and p - e < 2:
        p += 1
    if p + 3 > hi:
        return e
    least = 1
    b = buf[p]
    if b == 0xE8 and buf[p + 1] == 0xBD and (buf[p + 2] == 0xAC or buf[p + 2] == 0x89):
        p = _inner(buf, p + 3, hi)  # 转 轉
    elif b == 0xE5:
        q = _inner(buf, p, hi)
        if q == p:
            return e
        p = q
    elif (b | 32) == 101 and (buf[p + 1] | 32) == 120 and (buf[p + 2] | 32) == 116:
        p += 4 if p + 3 < hi and buf[p + 3] == 46 else 3
    elif b == 35 or b == 120:
        if p + 1 < hi and b == 120 and buf[p + 1] == 32:
            return e
        least = 2 if b == 120 else 1  # 13800138000 x3 are three
        p += 1
    else:
        return e
    while p < hi and (buf[p] == 32 or buf[p] == 58):
        p += 1
    q = p
    while q < hi and 48 <= buf[q] <= 57:
        q += 1
    return q if least <= q - p <= 6 and not (q < hi and LETTER[buf[q]]) else e


@part
def _inner(buf, p, hi):
    """The place behind 分机 or 分機 and a 号 after it at `p`, else `p`."""
    if p + 6 > hi or buf[p] != 0xE5 or buf[p + 1] != 0x88 or buf[p + 2] != 0x86:
        return p
    if not ((buf[p + 3] == 0xE6 and buf[p + 4] == 0x9C) or (buf[p + 3] == 0xE6 and buf[p + 4] == 0xA9)):
        return p
    p += 6
    if p + 3 <= hi and buf[p] == 0xE5 and buf[p + 1] == 0x8F and buf[p + 2] == 0xB7:
        p += 3
    return p


@part
def _reaches(w, first, total):
    """The group with which `total` digits are complete, -1 if none."""
    for m in range(first, w[COUNT]):
        if w[SUMS + m] == total:
            return m
        if w[SUMS + m] > total:
            return -1
    return -1


@part
def country_86(w):
    """How many groups (high) and further digits (low half) 86, 086 or 0086 takes: groups * 16 + digits."""
    size = w[ENDS] - w[STARTS]
    if size <= 4 and w[COUNT] > 1:
        value = number(w, 0, size)
        return 16 if value == 86 and size >= 2 else 0
    if size in (13, 12, 14) and w[D] == 8 and w[D + 1] == 6:
        return 2
    if size in (15, 14, 16) and w[D] == 0 and w[D + 1] == 0 and w[D + 2] == 8 and w[D + 3] == 6:
        return 4
    return 0


@part
def mobile(buf, start, hi, phoned, w):
    """A mobile number from the first group on; `phoned`: a word for telephone stands before it."""
    skip = country_86(w)
    k, off = skip // 16, skip % 16
    base = w[SUMS + k - 1] if k else off
    if k == 0 and off == 0 and w[ENDS] - w[STARTS] == 12 and w[D] == 0:
        base = 1
    m = _reaches(w, k, base + 11)
    if m < 0 or not MOBILE[number(w, base, base + 3)]:
        return False
    if m > k:
        gap = w[GAPS + k + 1]
        written = sizes(w, k, m)
        usual = written == _344 or written == _335 or written == _434 or written == _443
        usual = usual or written == _38 or written == _74
        if not same_gaps(w, k, m, 0) and not (usual and phoned):
            return False
        if gap == 47 or (gap == 40 and k == 0) or (gap == 10 and not (phoned and m == k + 1)):
            return False
        one_by_one = m - k == 10 and m + 1 == w[COUNT]  # 1 3 8 0 0 1 3 8 0 0 0
        if not (usual or one_by_one or (phoned and m - k <= 4)):
            return False
    if goes_on(w, m) and not (m == k and w[GAPS + m + 1] == 45 and w[ENDS + m + 1] - w[STARTS + m + 1] <= 4):
        return False
    return put(w, start, extension(buf, w[ENDS + m], hi), _MOBILE, SHAPED)


@part
def _area(w, at, zero):
    """How many digits the area code takes (with its 0 when `zero`), 0 if there is none."""
    if zero:
        if w[D + at] != 0:
            return 0
        at += 1
    two = w[D + at] * 10 + w[D + at + 1]
    if two < 30:
        return 2 + zero if AREA[two] else 0
    return 3 + zero if AREA[two * 10 + w[D + at + 2]] else 0


@part
def landline(buf, start, hi, plus, w):
    """Area code and number, from the first group on; `plus`: written after a plus sign, so 86 must come first."""
    skip = country_86(w)
    if plus and not skip:
        return False
    k, off = skip // 16, skip % 16
    base = w[SUMS + k - 1] if k else off
    if k >= w[COUNT] or w[SUMS + w[COUNT] - 1] - base < 9:
        return False
    zero = 1 if w[D + base] == 0 else 0
    if zero == 0 and not skip:
        return False
    width = _area(w, base, zero)
    if width == 0 or not 2 <= w[D + base + width] <= 8:
        return False
    m = _reaches(w, k, base + width + 8)
    if m < 0 and width - zero == 3:
        m = _reaches(w, k, base + width + 7)
    if m < 0 or m - k > 3 or not _parts(w, k, base, width, m):
        return False
    end = w[ENDS + m]
    if goes_on(w, m):
        further = w[ENDS + m + 1] - w[STARTS + m + 1]
        if w[GAPS + m + 1] != 45 or further > 6 or (m + 2 < w[COUNT] and w[GAPS + m + 2] == 45):
            return False
        end = w[ENDS + m + 1]
    return put(w, start, extension(buf, end, hi), _LANDLINE, SHAPED)


@part
def _parts(w, k, base, width, m):
    """Whether the area code ends a group (or all is one group), and no line break or short piece follows."""
    if m == k:
        return True
    if w[SUMS + k] - base != width:
        return False
    for q in range(k + 1, m + 1):
        if w[ENDS + q] - w[STARTS + q] < 3 or w[GAPS + q] == 10:
            return False
    return True


@part
def service_number(w):
    """400 and 800 numbers belong to companies: end of the group with which one is complete, -1 if it is none."""
    if w[SUMS + w[COUNT] - 1] < 10 or (w[D] != 4 and w[D] != 8) or w[D + 1] != 0 or w[D + 2] != 0:
        return -1
    return _reaches(w, 0, 10)


@part
def international(start, w):
    """E.164 after a plus sign: a country code, and as many groups as its plan has room for."""
    width = 0
    for digits in range(1, 4):
        code = number(w, 0, digits)
        if w[SUMS + w[COUNT] - 1] > digits and LONGEST[code] and w[D] != 0:
            width = digits
            break
    if width == 0:
        return False
    code = number(w, 0, width)
    best = -1
    for m in range(w[COUNT]):
        trunk = 0
        for q in range(m + 1):
            if w[GAPS + q] == 10:
                trunk = 99
            if w[GAPS + q] == 40 and w[ENDS + q] - w[STARTS + q] == 1 and w[D + w[SUMS + q] - 1] == 0:
                trunk += 1
        national = w[SUMS + m] - width - trunk
        if SHORTEST[code] <= national <= LONGEST[code] and w[SUMS + m] >= 7:
            best = m
    if best < 0:
        return False
    return put(w, start, w[ENDS + best], _PHONE, CHECKED)
