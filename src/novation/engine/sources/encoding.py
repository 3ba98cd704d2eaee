"""Finds the encoding of a text file by decoding all of it, in bounded memory; a guess on the first bytes is no proof."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from novation.engine.sources.codecs_mended import MIXED, WIDE, MixedDecoder, WideDecoder
from novation.engine.sources.csv_survey import QUICK_FROM, survey_file
from novation.errors.sources import ENCODING_MISMATCH, ENCODING_NOT_KNOWN, ENCODING_UNFOUND

CHUNK = 1 << 20

_BOMS = (  # the longer first: a UTF-16 mark is the beginning of a UTF-32 mark
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WITH_BOM = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
DECLARED_ONLY = ("big5", "shift_jis", "euc_kr", "cp1252")
"""Encodings whose byte patterns also occur in others: read only if a person declares them."""

_COMMON_SHARE = 0.9
_KANA = re.compile("[\u3041-\u30fe]")
_LEVEL_ONE = re.compile(rb"[\x81-\x97][\x40-\xfc]|\x98[\x40-\x72]|[\xa1-\xdf]")
_SCIENTIFIC = re.compile(rb"\d\.\d+E\+1\d")

_COUNTING = (MixedDecoder, WideDecoder)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding (a Python codec without mark), its byte order mark, and what was counted while decoding.

    `rivals` are other encodings in which the whole file can be read too: the choice is then a likely one only.
    `scientific` counts numbers such as 5.54E+15, which spreadsheets make of long numbers. Of damaged text, `faults`
    counts fields with bytes that nobody can read, and `foreign` fields in another encoding than the rest.
    """

    name: str
    bom: bytes
    size: int
    nuls: int
    quotes: int
    scientific: int
    rivals: tuple[str, ...] = ()
    faults: int = 0
    foreign: int = 0


def find_encoding(path: Path, declared: str | None = None) -> Encoding:
    """Decodes the whole file. Raises `sources.encoding-mismatch`, `…-not-known`, `…-unfound`.

    Order: declared; byte order mark; UTF-16 without mark, by where its NULs stand; UTF-8; GB18030. GB18030 admits
    most byte sequences of other double-byte encodings, so where its text looks unlike Chinese Big5 or Shift-JIS is
    taken if the whole file fits and reads like ordinary text there, and the other encodings that fit are named.
    Damaged text is read through a codec of ours that mends it and counts what it met (`codecs_mended`).
    """
    head = _head(path)
    if declared:
        return _declared(path, declared, head)
    if marked := _by_mark(head):
        return _marked(path, *marked)
    if (wide := _wide_without_mark(head)) and isinstance(found := _scan(path, wide, b""), Encoding):
        return found
    utf8 = _scan(path, "utf-8", b"")
    if isinstance(utf8, Encoding):
        return utf8
    chinese = _scan(path, "gb18030", b"")
    if isinstance(chinese, Encoding) and _looks_chinese(path):
        return chinese
    possible = _possible(path)
    if likely := _likely(path, possible):
        found = _scan(path, likely, b"")
        assert isinstance(found, Encoding)
        others = [n for n in (*possible, "gb18030") if n != likely]
        return replace(found, rivals=tuple(others if isinstance(chinese, Encoding) else others[:-1]))
    if mixed := _mixed(path, b"", doubted=isinstance(chinese, Encoding)):
        return mixed
    if isinstance(chinese, Encoding):
        return replace(chinese, rivals=possible)
    raise ENCODING_UNFOUND.error(file=path.name, offset=utf8, possible=", ".join(possible) or "—")


def presumed_utf8(path: Path, declared: str | None) -> bytes | None:
    """The byte order mark of a file (none: empty) whose declaration or beginning speaks for UTF-8; else None."""
    head = _head(path)
    name, mark = _by_mark(head) or ("utf-8", b"")
    if declared:
        try:
            wanted = codecs.lookup(declared).name
        except LookupError:
            return None
        return mark if name == _WITH_BOM.get(wanted, wanted) == "utf-8" else None
    return mark if name == "utf-8" and (mark or not _wide_without_mark(head)) else None


def _marked(path: Path, name: str, bom: bytes) -> Encoding:
    """A mark tells the encoding; what is damaged further down is mended and counted."""
    found = _scan(path, name, bom)
    if not isinstance(found, Encoding) and name == "utf-8":
        found = _mixed(path, bom) or found
    if not isinstance(found, Encoding) and name in WIDE:
        found = _scan(path, WIDE[name], bom)
    if isinstance(found, Encoding):
        return found
    raise ENCODING_UNFOUND.error(file=path.name, offset=found, possible="—")


def _mixed(path: Path, bom: bytes, doubted: bool = False) -> Encoding | None:
    """UTF-8 with fields of GB18030 or stray bytes in it, if what can be read outweighs what can't by far.

    `doubted`: the whole also fits GB18030, as UTF-8 may by chance; then most of it must be UTF-8.
    """
    decoder = MixedDecoder()
    lines = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            lines += chunk.count(b"\n")
            decoder.decode(chunk)
    decoder.decode(b"", final=True)
    if doubted and (decoder.wide < decoder.foreign_wide or decoder.wide < 4 * decoder.faults):
        return None
    if decoder.wide + decoder.foreign_wide < 8 * decoder.faults and decoder.faults * 100 > lines:
        return None
    found = _scan(path, MIXED, bom)
    return found if isinstance(found, Encoding) else None


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1 << 16)


def _by_mark(head: bytes) -> tuple[str, bytes] | None:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, mark
    return None


def _declared(path: Path, declared: str, head: bytes) -> Encoding:
    try:
        name = codecs.lookup(declared).name
    except LookupError as unknown:
        raise ENCODING_NOT_KNOWN.error(encoding=declared) from unknown
    marked = _by_mark(head)
    if name in _WITH_BOM:
        family = _WITH_BOM[name][:6]
        return _verify(path, *(marked if marked and marked[0][:6] == family else (_WITH_BOM[name], b"")))
    if name in ("gb2312", "gbk"):
        name = "gb18030"  # its superset: exports called GBK often hold a character beyond it
    bom = marked[1] if marked and marked[0] == name else b""
    return _verify(path, name, bom)


def _verify(path: Path, name: str, bom: bytes) -> Encoding:
    found = _scan(path, name, bom)
    if isinstance(found, Encoding):
        return found
    raise ENCODING_MISMATCH.error(file=path.name, encoding=name, offset=found)


def _scan(path: Path, name: str, bom: bytes) -> Encoding | int:
    """Decodes the file to its end, counting on the way; the byte offset of the first fault if it has one."""
    if name == "utf-8" and path.stat().st_size >= QUICK_FROM and (found := survey_file(path)):
        return Encoding(name, bom, found.size, found.nuls, found.quotes, found.scientific)
    decoder = codecs.getincrementaldecoder(name)()
    wide = name.startswith(
        ("utf-16", "utf-32")
    )  # there the bytes of ASCII signs occur in other characters too
    done = pending = nuls = quotes = scientific = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                pending = len(decoder.getstate()[0])
                text = decoder.decode(chunk)
                done += len(chunk)
                piece = text.encode() if wide else chunk
                nuls += piece.count(b"\0")
                quotes += piece.count(b'"')
                if b"E+1" in piece:
                    scientific += len(_SCIENTIFIC.findall(piece))
            pending = len(decoder.getstate()[0])
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as fault:
        return done - pending + fault.start
    damage = (decoder.faults, decoder.foreign) if isinstance(decoder, _COUNTING) else (0, 0)
    return Encoding(name, bom, done, nuls, quotes, scientific, (), *damage)


def decoded(path: Path, name: str, skip: int = 0) -> Iterator[str]:
    """The text of a file from the byte `skip` on, in pieces."""
    decoder = codecs.getincrementaldecoder(name)()
    with path.open("rb") as file:
        file.seek(skip)
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _wide_without_mark(head: bytes) -> str | None:
    """ASCII in UTF-16 has a NUL in every second byte: its delimiters, digits and line ends show the byte order."""
    pairs = len(head) // 2
    if pairs == 0:
        return None
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    # A stray NUL in 8-bit text stands alone; in UTF-16 at least each line end and delimiter has one.
    if max(even, odd) < max(1, pairs * 0.02) or min(even, odd) > max(even, odd) * 0.1:
        return None
    name = "utf-16-be" if even > odd else "utf-16-le"
    return name if _plausible_wide(head[: pairs * 2], name) else None


def _plausible_wide(head: bytes, name: str) -> bool:
    text = head.decode(name, errors="replace")
    return "\0" not in text and any(sign in text for sign in ",;\t|\n\r")


def _looks_chinese(path: Path) -> bool:
    """Whether nearly all characters beyond ASCII are in GB 2312, as in any ordinary Chinese text."""
    common = total = 0
    for piece in decoded(path, "gb18030"):
        wide = re.sub(r"[\x00-\x7f]+", "", piece)
        total += len(wide)
        common += len(wide.encode("gb2312", "ignore")) // 2
        if total > CHUNK:
            break
    return common >= total * _COMMON_SHARE


def _likely(path: Path, possible: tuple[str, ...]) -> str | None:
    """Of the encodings that fit the whole file, the one in which it reads like ordinary text."""
    if "big5" in possible and _share(path, "big5", _big5_common) >= _COMMON_SHARE:
        return "big5"
    if "shift_jis" in possible and _share(path, "shift_jis", _japanese) >= _COMMON_SHARE:
        return "shift_jis"
    return None


def _share(path: Path, name: str, common: Callable[[str], int]) -> float:
    """The share of ordinary characters among those beyond ASCII, in the first of them."""
    ordinary = total = 0
    for piece in decoded(path, name):
        wide = re.sub(r"[\x00-\x7f]+", "", piece)
        total += len(wide)
        ordinary += common(wide)
        if total > CHUNK:
            break
    return ordinary / total if total else 0.0


def _big5_common(text: str) -> int:
    """Signs and the 5,401 frequent characters stand before 0xC67F."""
    raw = text.encode("big5")
    return sum(lead <= 0xC6 for lead in raw[::2])


def _japanese(text: str) -> int:
    """Characters of JIS level 1, if a fifth or more are kana as in any Japanese text, else none."""
    kana = len(_KANA.findall(text))
    raw = text.encode("shift_jis")
    level_one = len(_LEVEL_ONE.findall(raw))
    return level_one if kana * 5 >= len(text) else 0


def _possible(path: Path) -> tuple[str, ...]:
    return tuple(name for name in DECLARED_ONLY if isinstance(_scan(path, name, b""), Encoding))
