# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""What a run that begins with a Latin letter is: papers, plates, accounts, addresses of pages and devices."""

from __future__ import annotations

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.accounts import (
    account,
    handle_end,
    iban,
    is_wxid,
    profile_page,
    wechat,
)
from novation.inventory.kernels.births import birth_by_month
from novation.inventory.kernels.candidates import candidate, shaped_pairs, shaped_word
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import TIGHT, cue_after, cue_before
from novation.inventory.kernels.digits import _credit_code
from novation.inventory.kernels.letters import ALNUM, LETTER
from novation.inventory.kernels.listed import listed
from novation.inventory.kernels.papers import lettered
from novation.inventory.kernels.plates import armed_police, named_plate, plate
from novation.inventory.kernels.spans_out import CUED, SHAPED
from novation.inventory.kernels.zones import zone


@part
def lettered_run(buf, lo, hi, i, j, nd, first, last, t, w):
    """Looks at buf[i:j], letters and `nd` digits, the first at `first`; else where to go on in w[1]."""
    w[1] = j
    if i > lo and (ALNUM[buf[i - 1]] or (buf[i - 1] == 95 and i - 2 >= lo and ALNUM[buf[i - 2]])):
        w[1] = first
        return False
    if i - 3 >= last and buf[i - 1] >= 0x80 and j - i <= 7 and plate(buf, last, i, j, hi, t, w):
        return True
    if nd == 0:
        return _plain(buf, lo, hi, i, j, last, t, w)
    if j < hi and buf[j] == 60 and j - i >= 6 and zone(buf, i, hi, w):
        return True
    if j - i >= 4 and first == i + 2 and buf[i + 3] <= 57 and iban(buf, i, hi, w):
        return True
    if j - i == 18 and nd >= 8 and _credit_code(buf, i, hi, t, w):
        return True
    e = handle_end(buf, i, hi)
    if e - i >= 11 and is_wxid(buf, i, hi):
        return wechat(i, e, SHAPED, w)
    near = cue_before(buf, last, i, t, True)
    if near == 0:
        near = listed(buf, last, i, hi, w)
        near += TIGHT if near else 0
    family = near & 255
    if family >= cue.NATIONAL:
        return candidate(buf, i, hi, family, w)
    if family == cue.PLATE and named_plate(buf, i, j, hi, first, w):
        return True
    if _handle(buf, hi, i, e, family, True, t, w):
        return True
    loose = family
    if family == 0 and 9 <= j - i <= 11 and first - i <= 2 and nd >= 7:
        loose = cue_before(buf, last, i, t, False) & 255
    if (i == lo or buf[i - 1] != 45) and lettered(buf, i, j, hi, nd, first, near, loose, w):
        return True
    if family != cue.NEG and (j == hi or buf[j] != 45) and shaped_word(buf, i, j, nd, w):
        return True
    w[1] = first
    return False


@part
def _handle(buf, hi, i, e, family, telling, t, w):
    """Account names after their word, or before it when a digit or _ is in them (`telling`)."""
    if e < hi and buf[e] == 64:
        return False
    if family == cue.HANDLE:
        return (telling or buf[i - 1] == 64) and account(buf, i, hi, w)
    if not 6 <= e - i <= 20:
        return False
    if family == cue.WECHAT or (telling and family == 0 and cue_after(buf, e, hi, t) == cue.WECHAT):
        return wechat(i, e, CUED, w)
    return False


@part
def after_vx(buf, lo, i):
    """Whether vx or wx and a blank stand before `i`: short for WeChat, which no English sentence goes on from."""
    if i - 3 < lo or buf[i - 1] != 32 or (buf[i - 2] | 32) != 120:
        return False
    return ((buf[i - 3] | 32) == 118 or (buf[i - 3] | 32) == 119) and not (i - 4 >= lo and ALNUM[buf[i - 4]])


@part
def _among_words(buf, lo, i, e, hi):
    """Whether a word of Latin letters only stands in a sentence, so that the word before it does not name it."""
    if i - 2 >= lo and buf[i - 1] == 32 and LETTER[buf[i - 2]] and not after_vx(buf, lo, i):
        return True
    if e + 1 >= hi or buf[e] != 32 or not LETTER[buf[e + 1]]:
        return False
    p = i
    while p > lo and buf[p - 1] == 32:
        p -= 1
    return not (p > lo and (buf[p - 1] == 58 or (p - 3 >= lo and buf[p - 3] == 0xEF and buf[p - 1] == 0x9A)))


@part
def _plain(buf, lo, hi, i, j, last, t, w):
    """A run without digits."""
    b = buf[j] if j < hi else 0
    if (b == 46 or b == 58) and profile_page(buf, i, hi, w):
        return True
    if b == 60 and zone(buf, i, hi, w):
        return True
    if (
        (b == 32 or b == 46)
        and j + 1 < hi
        and 48 <= buf[j + 1] <= 57
        and birth_by_month(buf, hi, i, last, t, w)
    ):
        return True
    w[1] = j
    if j - i <= 2 and (b == 32 or b == 45) and j + 1 < hi and 48 <= buf[j + 1] <= 57:
        family = cue_before(buf, last, i, t, True) & 255
        if family == cue.NINO:
            return candidate(buf, i, hi, family, w)
        if family == cue.PLATE and named_plate(buf, i, j, hi, j, w):
            return True
        if b == 32 and shaped_pairs(buf, i, hi, w):
            return True
    if j - i == 2 and b >= 0xE4 and armed_police(buf, i, hi, w):
        return True
    if j - i < 4 and b != 95 and b != 45:
        return False
    e = handle_end(buf, i, hi)
    if e == j and _among_words(buf, lo, i, e, hi):
        return False
    if e - i < 4 or e - i > 30:
        w[1] = j
        return False
    if e - i >= 11 and is_wxid(buf, i, hi):
        return wechat(i, e, SHAPED, w)
    family = cue_before(buf, last, i, t, True) & 255
    if _handle(buf, hi, i, e, family, e > j, t, w):
        return True
    w[1] = j
    return False
