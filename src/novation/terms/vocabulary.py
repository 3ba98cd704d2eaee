"""The base of every closed vocabulary: a string enum whose members carry their words in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from novation.messages import Text


class Term(StrEnum):
    """A member is written `NAME = "value", "中文", "English"`; its value is what files and rules use."""

    text: Text

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        # The words have defaults only so that type checkers accept `Place("cn")`; a member without words is refused.
        member = str.__new__(cls, value)
        member._value_ = value
        member.text = Text(zh, en)
        return member
