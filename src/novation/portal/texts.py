"""What customers read, in the language of the page: single texts by their ids, and lists."""

from __future__ import annotations

from novation.control.consent.texts import catalogue


def say(language: str, name: str, **values: object) -> str:
    """One text; a name that is no text is a mistake of ours and raises KeyError."""
    text = catalogue(language).texts[name]
    return text.format(**values) if values else text


def joined(language: str, words: list[str]) -> str:
    """A list as the language writes one."""
    if len(words) < 2:
        return "".join(words)
    head = say(language, "list.sep").join(words[:-1])
    return head + say(language, "list.last") + words[-1]
