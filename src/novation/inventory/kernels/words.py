# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Passes over Latin words that nothing beside them can make more than words: most of a text in Latin script."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.accounts import handle_end
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import cue_after, cue_before
from novation.inventory.kernels.letters import ALNUM, BLANK, COLON, DOT, JOINED, LETTER, LOOK, MAILBOX
from novation.inventory.kernels.mail import LONGEST_MAILBOX
from novation.inventory.kernels.plates import province
from novation.inventory.kernels.runs import after_vx


@part
def words(buf, lo, i, hi, last, t):
    """Where to go on behind words of Latin letters, the first at `i`, or the place of one that has to be looked at."""
    while True:
        j = i + 1
        while j < hi and LETTER[buf[j]]:
            j += 1
        if j + 1 >= hi:
            return i
        b, c = buf[j], buf[j + 1]
        look = LOOK[b]
        if look and look != BLANK:
            if look == 1 or (look == DOT and ALNUM[c]) or (look == COLON and 32 < c < 0x80):
                return i
            if look == JOINED:
                return i if _joined(buf, i, j, hi, last, t) else j
        elif look and 48 <= c <= 57:
            return i
        if not _among(buf, lo, i) and _doubtful(buf, lo, i, j, last, t):
            return i
        if look != BLANK or not LETTER[c]:
            return j
        i = j + 1


@part
def _among(buf, lo, i):
    """Whether a word or a comma or stop of Latin text stands before `i`: then no word names what follows."""
    if i - 2 < lo or buf[i - 1] != 32:
        return False
    b = buf[i - 2]
    return b == 44 or b == 46 or (LETTER[b] and not (b | 32 == 120 and after_vx(buf, lo, i)))


@part
def _doubtful(buf, lo, i, j, last, t):
    """Whether letters buf[i:j] may be a plate, an account or the beginning of an address."""
    size = j - i
    b, c = buf[j], buf[j + 1]
    before = buf[i - 1] if i > lo else np.uint8(0)
    head = i - 2 if before == 0xB7 else i  # 京·A 12345
    if before >= 0x80 and (size == 1 or size == 6) and province(buf, last, head):
        return True
    if before == 64 or (before == 58 and i - 2 >= lo and buf[i - 2] == 58):
        return True
    if size == 2:
        return b >= 0xE4 and buf[i] == 87
    if b == 46 and (MAILBOX[c] or c == 64):
        return True
    if size < 6 or size > 20:
        return False
    if b == 32 and LETTER[c]:
        if before == 32 and i - 2 >= lo:
            before = buf[i - 2]
        if before != 32 and before != 58 and before != 0x9A:  # a blank, a colon, or the last byte of one
            return False
    return cue_before(buf, last, i, t, True) & 255 == cue.WECHAT


@part
def _joined(buf, i, j, hi, last, t):
    """Whether letters before a hyphen or _ may be an account or the beginning of an address."""
    if j - i <= 2:
        return True
    p = j
    while p < hi and MAILBOX[buf[p]] and p - i <= LONGEST_MAILBOX:
        p += 1
    if p < hi and buf[p] == 64:
        return True
    e = handle_end(buf, i, hi)
    if e - i < 4 or e - i > 30:
        return False
    if buf[j] == 95 and j - i == 4 and buf[i] | 32 == 119:  # wxid_
        return True
    family = cue_before(buf, last, i, t, True) & 255
    if family == 0:
        return cue_after(buf, e, hi, t) == cue.WECHAT
    return family == cue.WECHAT or family == cue.HANDLE
