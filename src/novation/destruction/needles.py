"""The values that must be gone, in every spelling and encoding in which a file may hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from novation.destruction.needle_index import SHORTEST, NeedleIndex

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
SPELLED_AT_MOST = 200_000
"""Beyond so many needles only the spelling given is searched for (and the report says so), to bound the memory."""

_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}


@dataclass(frozen=True, slots=True)
class Form:
    """One byte string to look for. `width`: bytes of an ASCII letter in its encoding; `big`: it comes last there."""

    needle: int
    content: bytes
    width: int
    big: bool


class Needles:
    """`by_kind`: kind of identifier (`cn.mobile`, `person.name`) -> values. The values live in memory only.

    Values whose shortest form is under four bytes are not searched for; `too_short` counts them by kind.
    """

    def __init__(self, by_kind: Mapping[str, Iterable[str]]) -> None:
        self.kinds: list[str] = []
        self.too_short: dict[str, int] = {}
        values: list[str] = []
        for kind, given in by_kind.items():
            distinct = sorted({value.strip() for value in given} - {""})
            searchable = [value for value in distinct if len(value.encode("gb18030", "replace")) >= SHORTEST]
            if len(searchable) < len(distinct):
                self.too_short[kind] = len(distinct) - len(searchable)
            self.kinds += [kind] * len(searchable)
            values += searchable
        self.count = len(values)
        self.spelled = self.count <= SPELLED_AT_MOST
        self.forms = [
            form for n, value in enumerate(values) for form in _forms(n, value, spelled=self.spelled)
        ]
        self.index = NeedleIndex([form.content for form in self.forms])


def spellings(value: str) -> set[str]:
    """The value and the ways in which people write the same number: full-width, in groups."""
    found = {value}
    if value.isascii() and len(value) >= 7 and value[:-1].isdigit():
        found.add(value.translate(_FULL_WIDTH))
        if len(value) == 11:
            found |= {sign.join((value[:3], value[3:7], value[7:])) for sign in " -"}
    return found


def _forms(number: int, value: str, *, spelled: bool) -> Iterable[Form]:
    if value.isascii() and not spelled:
        yield Form(number, value.encode("ascii"), 1, False)
        yield Form(number, value.encode("utf-16-le"), 2, False)
        yield Form(number, value.encode("utf-16-be"), 2, True)
        return
    seen = set()
    for text in spellings(value) if spelled else (value,):
        for encoding in ENCODINGS:
            content = text.encode(encoding, "replace")
            if content not in seen:
                seen.add(content)
                wide = encoding.startswith("utf-16")
                yield Form(number, content, 2 if wide else 1, encoding.endswith("be"))
        if not text.isascii():
            escaped = text.encode("ascii", "backslashreplace")  # as JSON writes it, hex digits in either case
            yield Form(number, escaped, 1, False)


def stands_alone(block: bytes, start: int, form: Form, *, odd: bool = False) -> bool:
    """Whether no ASCII letter or digit touches the form: a longer number is another number.

    Before a number China's calling code may stand (`86`, `+86`). `odd`: it lies at an odd place of its stream, where
    UTF-16 of one byte order also looks like the other, one sign shifted.
    """
    end = start + len(form.content)
    if odd and form.width == 2:
        beside = block[start - 1 : start] if form.big else block[end : end + 1]
        if beside.isalnum():
            return False
    first, last = _sign(block, start, form), _sign(block, end - form.width, form)
    before, after = _sign(block, start - form.width, form), _sign(block, end, form)
    if last.isalnum() and after.isalnum():
        return False
    if not first.isalnum() or not before.isalnum():
        return True
    return first.isdigit() and before + _sign(block, start - 2 * form.width, form) == b"68"


def _sign(block: bytes, at: int, form: Form) -> bytes:
    """The ASCII sign at a place, empty where there is none."""
    if at < 0 or at + form.width > len(block):
        return b""
    unit = block[at : at + form.width]
    if form.width == 1:
        return unit if unit < b"\x80" else b""
    other, sign = (unit[:1], unit[1:]) if form.big else (unit[1:], unit[:1])
    return sign if other == b"\0" and sign < b"\x80" else b""
