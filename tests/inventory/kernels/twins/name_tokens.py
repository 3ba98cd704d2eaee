"""Twin of the tokeniser: every sign gets a letter for its class, and regular expressions over those letters cut the row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from novation.inventory.kernels.name_model import NameModel

PUNCTUATION_OF_MODEL, KANA, HAN = 39, 40, 45
_DIGITS, _WORD, _BLANK = re.compile("d+"), re.compile("[lu](?:[lud]|j(?=[lu]))*"), re.compile("[bB]b*")


def _cases() -> dict[int, str]:
    """Small (l) and capital (u) letters as the model counts them: in Latin Extended they take turns."""
    known = {**dict.fromkeys(range(97, 123), "l"), **dict.fromkeys(range(65, 91), "u")}
    known |= {**dict.fromkeys(range(0xC0, 0xDF), "u"), **dict.fromkeys(range(0xDF, 0x100), "l")}
    for cp in (*range(0x100, 0x250), *range(0x1E00, 0x1F00)):
        known[cp] = "ul"[cp % 2]
    known |= dict.fromkeys(range(0x300, 0x370), "l")
    known |= {**dict.fromkeys(range(0x400, 0x430), "u"), **dict.fromkeys(range(0x430, 0x530), "l")}
    del known[0xD7], known[0xF7]
    return known


_CASES = _cases()
_SMALL = {cp: cp + 32 for cp in (*range(65, 91), *range(0xC0, 0xDF), *range(0x410, 0x430))} | {
    cp: cp + 1 for cp in (*range(0x100, 0x250, 2), *range(0x1E00, 0x1F00, 2))
}


@dataclass
class Token:
    """What the model sees of a token, and its place in bytes of the row."""

    sign: int
    kind: int
    role: int
    start: int
    end: int
    cue: int = 0
    ending: int = 0


BORDER = Token(1, 0, 0, -1, -1)


def signs_of(raw: bytes) -> list[tuple[int, int, int]]:
    """Code point, start and end of every sign; a byte that begins no sign is U+FFFD."""
    found, at = [], 0
    while at < len(raw):
        size = (
            1
            if raw[at] < 0xC0
            else 2
            if raw[at] < 0xE0
            else 3
            if raw[at] < 0xF0
            else 4
            if raw[at] < 0xF5
            else 1
        )
        rest = raw[at + 1 : at + size]
        if size == 1 or len(rest) < size - 1 or any(b >> 6 != 2 for b in rest):
            found.append((raw[at] if raw[at] < 0x80 else 0xFFFD, at, at + 1))
            at += 1
            continue
        cp = raw[at] & (0x7F >> size)
        for b in rest:
            cp = cp * 64 + b % 64
        found.append((cp, at, at + size))
        at += size
    return found


class Tokeniser:
    """Tokens of a piece of text around the identifiers in it, by the tables of a model."""

    def __init__(self, model: NameModel) -> None:
        self.table = model.signs.tolist()

    def tokens(self, raw: bytes, held: list[tuple[int, int, int]]) -> list[Token]:
        """`held`: start, end and token class of identifiers, in order, at borders of signs."""
        signs = signs_of(raw)
        place = {start: k for k, (_, start, _) in enumerate(signs)} | {len(raw): len(signs)}
        found: list[Token] = []
        borders = [0, *(place[at] for start, end, _ in held for at in (start, end)), len(signs)]
        kinds = [None, *(kind for _, _, kind in held for _ in range(2))]
        for number, (first, last) in enumerate(pairwise(borders)):
            if number % 2:
                kind = kinds[number]
                found.append(Token(0x110000 + kind, kind, 0, signs[first][1], signs[last - 1][2]))
            else:
                self._plain(signs[first:last], found)
        return found

    def _read(self, cp: int) -> int:
        return cp if cp < 0x80 or cp > 0xFFFF else self.table[cp] & 0xFFFF

    def _letter(self, cp: int, size: int) -> str:
        read = self._read(cp)
        if read in (9, 32, 0xA0):
            return "b" if size == 1 else "B"
        if 48 <= read <= 57:
            return "d"
        return "j" if read in (39, 45, 0x2019) else _CASES.get(read, ".")

    def _plain(self, signs: list[tuple[int, int, int]], found: list[Token]) -> None:
        letters = "".join(self._letter(cp, end - start) for cp, start, end in signs)
        at = 0
        while at < len(signs):
            cp, start, end = signs[at]
            entry = self.table[cp] if end - start == 3 else 0
            run = _BLANK.match(letters, at) or _DIGITS.match(letters, at) or _WORD.match(letters, at)
            if entry >> 24 >= PUNCTUATION_OF_MODEL:
                kind = entry >> 24
                found.append(
                    Token(entry & 0xFFFF, kind if kind >= KANA else 4, entry >> 16 & 255, start, end)
                )
                at += 1
            elif run:
                after_word = bool(found) and 10 <= found[-1].kind < 37 and found[-1].end == start
                if not (run[0] == "b" and after_word and letters[run.end() : run.end() + 1] in ("l", "u")):
                    found.append(self._run(run[0], signs[at : run.end()]))
                at = run.end()
            else:
                found.append(self._single(self._read(cp), start, end))
                at += 1

    def _single(self, read: int, start: int, end: int) -> Token:
        if read in (10, 13):
            return Token(10, 3, 0, start, end)
        if read < 0x80:
            return Token(read, 5, 0, start, end)
        kind = self.table[read] >> 24 if read < 65536 else 0
        return Token(read, {0: 1, PUNCTUATION_OF_MODEL: 4}.get(kind, kind), 0, start, end)

    def _run(self, letters: str, signs: list[tuple[int, int, int]]) -> Token:
        start, end = signs[0][1], signs[-1][2]
        if letters[0] in "bB":
            return Token(32, 2, 0, start, end)
        if letters[0] == "d":
            return Token(0x120000 + min(len(letters), 12), 5 + min(len(letters), 4), 14, start, end)
        value = 2166136261  # FNV-1a
        read = [self._read(cp) for cp, _, _ in signs]
        small = [_SMALL.get(cp, cp) for cp in read if cp not in (39, 0x2019)]
        for cp in small:
            value = (value ^ cp) * 16777619 % 2**32
        word = 0x200000 + value % 2**30
        ending = 0
        for cp in small[-3:]:
            ending = (ending * 2**10 ^ cp) % 2**30
        if "d" in letters:
            return Token(word, 36, 15, start, end, ending=ending)
        if letters == "u":
            return Token(word, 34, 0, start, end, ending=ending)
        capitals = letters.count("u")
        if not capitals:
            return Token(word, 10, 0, start, end, ending=ending)
        kind = 35 if letters[0] != "u" else 26 if capitals == len(letters) else 18
        return Token(word, kind, 0, start, end, ending=ending)
