"""How it stands with telling somebody of a correction or an erasure, and with one that the other side told us of."""

from __future__ import annotations

from novation.control.actions import Lifecycle
from novation.terms.vocabulary import Term


class Told(Term):
    DUE = "due", "待告知", "to be told"
    SENT = "sent", "已告知", "told"
    CONFIRMED = "confirmed", "对方已确认", "confirmed by the other side"
    IMPOSSIBLE = "impossible", "无法告知", "could not be told"


class Arrived(Term):
    SEALED = "sealed", "收到，尚未解密", "received, not opened yet"
    OPENED = "opened", "办理中", "being worked on"
    ANSWERED = "answered", "已办结并回告", "done and answered"


class Changed(Term):
    """What was done to somebody's data."""

    CORRECT = "correct", "更正或补充", "corrected or completed"
    ERASE = "erase", "删除", "erased"


TELLING = Lifecycle("telling", Told)
ARRIVAL = Lifecycle("arrival", Arrived)
