# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""E-mail addresses, found from the first sign of the mailbox on."""

from __future__ import annotations

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.letters import ALNUM, LETTER, MAILBOX
from novation.inventory.kernels.spans_out import CHECKED, put
from novation.inventory.span_types import CODES

_EMAIL = CODES["email"]
LONGEST_MAILBOX = 64  # RFC 5321, 4.5.3.1.1


@part
def email(buf, i, j, hi, w):
    """An address whose mailbox begins with the run buf[i:j]."""
    p = j
    while p < hi and MAILBOX[buf[p]] and p - i <= LONGEST_MAILBOX:
        p += 1
    if p >= hi or buf[p] != 64 or p - i > LONGEST_MAILBOX or p == i:
        return False
    end = domain(buf, p + 1, hi)
    if end == 0:
        return False
    return put(w, i, end, _EMAIL, CHECKED)


@part
def domain(buf, p, hi):
    """End of a domain name at `p` with at least two labels, the last of 2 to 24 letters (five digits or more may be
    glued to it); 0 if there is none."""
    end = 0
    labels = 0
    while p < hi and ALNUM[buf[p]]:
        q = p
        letters = True
        while q < hi and (ALNUM[buf[q]] or (buf[q] == 45 and q + 1 < hi and ALNUM[buf[q + 1]])):
            letters = letters and LETTER[buf[q]] != 0
            q += 1
        labels += 1
        if labels >= 2:
            n = 0
            while p + n < q and LETTER[buf[p + n]]:
                n += 1
            m = p + n
            while m < q and 48 <= buf[m] <= 57:
                m += 1
            if 2 <= n <= 24 and (letters or (m == q and q - p - n >= 5)):  # a number glued to its end
                end = p + n
        if q >= hi or buf[q] != 46:
            break
        p = q + 1
    return end
