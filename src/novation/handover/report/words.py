"""How figures, instants, digests and names are written, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from markupsafe import Markup, escape

from novation.messages import Language, Text

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_PLAIN = re.compile(r"[A-Za-z0-9]")


def number(value: int) -> str:
    """Thousands with a comma, in both languages."""
    return f"{value:,}"


def share(part: int, whole: int) -> str:
    """Per cent with one decimal; nothing is rounded to none or to all."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "<0.1%"
    if 99.9 < percent < 100:
        return ">99.9%"
    return f"{percent:.1f}%"


def instant(text: str) -> str:
    """`2026-11-21T21:41:57Z` as `2026-11-21 21:41 UTC`."""
    return f"{text[:10]} {text[11:16]} UTC" if len(text) >= 16 else text


def short_digest(digest: str) -> str:
    """The beginning and the end of a digest, as people compare them."""
    hexes = digest.removeprefix("sha256:")
    return f"sha256:{hexes[:4]} {hexes[4:8]} … {hexes[-4:]}" if len(hexes) > 12 else digest


def named(name: str, language: Language) -> Markup:
    """A name from outside: isolated, and marked as Chinese on the English page where it is."""
    other = Markup(' lang="zh-CN"') if language == "en" and _HAN.search(name) else Markup("")
    return Markup("<bdi{}>{}</bdi>").format(other, escape(name))


def naming(text: str, name: str, language: Language) -> Markup:
    """A sentence of ours in which a name from outside stands; only the name is marked."""
    if not name or name not in text:
        return escape(text)
    before, _, after = text.partition(name)
    return escape(before) + named(name, language) + escape(after)


def css_string(text: str) -> Markup:
    """A CSS string that no text can break out of: everything but plain letters and digits is an escape."""
    inside = "".join(c if _PLAIN.fullmatch(c) else f"\\{ord(c):x} " for c in text)
    return Markup(f'"{inside}"')  # nosec B704 - escaped sign by sign just above


class Worded(Protocol):
    """A member of a closed vocabulary, with its words."""

    @property
    def text(self) -> Text: ...


def term(vocabulary: Callable[[str], Worded], value: str) -> Text:
    """The words for a value of a closed vocabulary; a value that this version does not know stands for itself."""
    try:
        return vocabulary(value).text
    except ValueError:
        return Text(value, value)


def text_of(value: Mapping[str, Any]) -> Text:
    return Text(value["zh"], value["en"])


def seal_lines(name: str) -> list[str]:
    """The characters cut into a seal: the last two of a Chinese name, two rows of two for a firm, initials else."""
    han = _HAN.findall(name)
    if len(han) >= 4:
        return ["".join(han[:2]), "".join(han[2:4])]
    if len(han) >= 2:
        return ["".join(han[-2:])]
    words = re.findall(r"[^\W\d_]+", name)
    return ["".join(w[0].upper() for w in words[:2])] if words else []
