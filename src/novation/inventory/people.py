"""Looks of names and addresses: Chinese by surname table, others by script and pattern. A look, not a proof."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from novation.inventory.tables import load
from novation.inventory.values import Bools, Values

_STREET_ZH = r"(?:路|街|道|巷|弄|胡同|村|组|号|栋|幢|座|室|单元|大厦|花园|小区|苑|楼|屯|里)"
_AREA_ZH = r"(?:省|市|区|县|州|盟|旗|镇|乡|街道)"
_ADDRESS_ZH = rf"[\u4e00-\u9fff]{{2,}}{_AREA_ZH}.*(?:{_STREET_ZH}|\d)|[\u4e00-\u9fff]{{2,}}(?:路|街|道|巷|弄).{{0,4}}\d+"
_ADDRESS_JP = r"[都道府県].*[市区町村郡].*[\d一二三四五六七八九十〇\-]|[\u4e00-\u9fff]{1,4}[市区町村].*\d"
_ADDRESS_KR = r"[가-힣]+(?:시|도|군|구)\s?[가-힣]+.*\d|[가-힣0-9]+(?:로|길)\s?\d+"
_STREET = (
    r"st|street|rue|avenue|ave|av|road|rd|lane|ln|blvd|boulevard|drive|dr|way|platz|calle|via|avda|square|sq|place|"
    r"plaza|court|ct|quai|gasse|weg|allee|strada|rua|chaussée|chemin|impasse|c|terrace|close|crescent|route"
)
_ADDRESS_LATIN = (
    rf"(?i)(?:\d.*(?-u:\b)(?:{_STREET})(?-u:\b)|(?-u:\b)(?:{_STREET})(?-u:\b)\.?.*\d|\p{{L}}(?:straße|strasse|str\.|gasse|weg|platz|allee|gatan|vej|plads)\s*\d|"
    r"p\.?\s?o\.? ?box|postfach)"
)
_LATIN_WORD = r"\p{Lu}[\p{L}'’\-]*\.?"
_LATIN_NAME = rf"^{_LATIN_WORD}(?:[ ,]+(?:{_LATIN_WORD}|de|da|di|du|del|della|der|van|von|den|la|le|bin|al|y|e)){{1,4}}$"
_KANA_NAME = r"^[\u4e00-\u9fff々]{1,4}[ 　]?[\u4e00-\u9fff々\u3040-\u309f\u30a0-\u30ffー]{1,6}$|^[\u30a0-\u30ffー]{2,8}[ 　・]?[\u30a0-\u30ffー]{2,8}$"


@cache
def _tables() -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_], frozenset[int]]:
    words = load("names.yaml")
    surname = _marks(words["single"] + words["traditional"])
    double = frozenset(ord(d[0]) << 16 | ord(d[1]) for d in words["double"])
    return surname, _marks(words["given"]), _marks(words["never_last"]), double


def _marks(signs: str) -> NDArray[np.bool_]:
    table = np.zeros(65536, np.bool_)
    table[[ord(sign) for sign in signs]] = True
    return table


def chinese_names(values: Values) -> tuple[Bools, Bools]:
    """Two marks a value: opens with a surname and is 2 to 4 signs long; and has a sign usual in given names."""
    surname, given, never_last, double = _tables()
    looks, usual = values.none(), values.none()
    for signs in (2, 3, 4):
        rows = values.rows_of_length(signs * 3)
        if not len(rows):
            continue
        m = values.matrix(rows, signs * 3).astype(np.int64).reshape(-1, signs, 3)
        three = (m[:, :, 0] & 0xF0) == 0xE0
        code = np.where(three, (m[:, :, 0] & 15) << 12 | (m[:, :, 1] & 63) << 6 | (m[:, :, 2] & 63), 0)
        han = ((code >= 0x4E00) & (code <= 0x9FFF)).all(axis=1)
        pair = np.isin(code[:, 0] << 16 | code[:, 1], list(double))
        begins = pair if signs == 4 else (surname[code[:, 0]] | (pair & (signs > 2)))
        good = han & begins & ~never_last[code[:, -1]]
        looks[rows[good]] = True
        usual[rows[good & given[code[:, -1]]]] = True
    return looks, usual


def other_names(values: Values) -> tuple[Bools, Bools]:
    """Two marks a value: looks like a Latin, Japanese or Korean name; and its first or last word is a known name."""
    words = load("names.yaml")
    looks = values.matches_among((values.heads < 0xE0) & values.opening("", 3, 80), _LATIN_NAME)
    known = values.none()
    rows = np.flatnonzero(looks)
    if len(rows):
        lower = values.series.gather(pl.Series(rows, dtype=pl.UInt32)).str.to_lowercase()
        first = lower.str.extract(r"^([\p{L}\-']+)", 1)
        last = lower.str.extract(r"([\p{L}\-']+)\.?$", 1)
        known[rows] = (first.is_in(words["latin"]) | last.is_in(words["latin"])).fill_null(False).to_numpy()
    east = (values.heads >= 0xE3) & values.opening("", 6, 40)
    if east.any():
        japanese = values.matches_among(east, _KANA_NAME)
        opens = values.matches_among(japanese, f"^(?:{'|'.join(words['japanese'])})")
        kana = values.matches_among(japanese, r"[\u3040-\u30ff]")
        korean = values.matches_among(values.heads >= 0xEA, rf"^[{words['korean']}][가-힣]{{1,3}}$")
        looks |= (japanese & (opens | kana)) | korean
        known |= (japanese & opens) | korean
    return looks, known


def addresses(values: Values) -> Bools:
    """Values that look like a postal address, in Chinese, Japanese, Korean or Latin script."""
    long = values.opening("", 7)
    marked = values.none()
    if values.wide:
        marked |= values.matches_among(long & (values.lengths >= 12), _ADDRESS_ZH)
        other = long & ~marked & (values.heads >= 0xE3)
        marked |= values.matches_among(other & (values.heads < 0xEA), _ADDRESS_JP)
        marked |= values.matches_among(other & (values.heads >= 0xEA), _ADDRESS_KR)
    if values.latin:
        marked |= values.matches_among(long & ~marked, _ADDRESS_LATIN)
    return marked
