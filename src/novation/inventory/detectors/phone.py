"""Telephone numbers of all countries, by the number plans that the phonenumbers library carries."""

from __future__ import annotations

from functools import cache

import numpy as np
import phonenumbers
import polars as pl
from phonenumbers.phonemetadata import PhoneMetadata

from novation.inventory.detectors.base import Detector, Text
from novation.inventory.detectors.spans import Spans, pattern_spans
from novation.inventory.values import Bools, Values

_WRITTEN = r"^(?:\+|00)[0-9][0-9 ().\-/]{6,24}$"
_INSIDE = r"\+[1-9][0-9][0-9 ().\-]{5,18}[0-9]"
_MOST_LEFT_OVER = 500  # distinct values a batch that go to the library one by one
_TYPES = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)


@cache
def number_plan(code: int) -> str:
    """A pattern for all valid national numbers behind a country code, from the library's own metadata."""
    shapes: list[str] = []
    for region in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(code, ()):
        plan = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
        if plan is None:
            continue
        for name in _TYPES:
            part = getattr(plan, name)
            if part is not None and part.national_number_pattern and part.national_number_pattern != "NA":
                shapes.append(part.national_number_pattern)
    return rf"^(?:\+|00){code}(?:{'|'.join(shapes)})$" if shapes else r"^\b$"


@cache
def _codes() -> dict[str, int]:
    return {str(code): code for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE}


def valid_international(bare: pl.Series) -> Bools:
    """Which numbers, written +<digits> or 00<digits>, are valid in the plan of their country."""
    frame = pl.DataFrame({"t": bare, "d": bare.str.strip_prefix("+").str.strip_prefix("00")})
    marked = np.zeros(len(frame), np.bool_)
    for width in (1, 2, 3):
        heads = frame["d"].str.slice(0, width)
        for head in heads.unique().to_list():
            if head in _codes() and len(head) == width:
                rows = np.flatnonzero((heads == head).fill_null(False).to_numpy() & ~marked)
                some = bare.gather(pl.Series(rows, dtype=pl.UInt32))
                marked[rows] = some.str.contains(number_plan(_codes()[head])).to_numpy()
    return marked


class InternationalPhone:
    """Numbers with a country code. Written with "(0)" or an extension they go to the library, each value once."""

    kind = "generic.phone"

    def match_values(self, values: Values) -> Bools:
        marked = values.matches_among(values.opening("+0", 8, 32), _WRITTEN)
        rows = np.flatnonzero(marked)
        if not len(rows):
            return marked
        some = values.series.gather(pl.Series(rows, dtype=pl.UInt32))
        good = valid_international(some.str.replace_all(r"[^0-9+]", ""))
        left = np.flatnonzero(~good & some.str.contains(r"\(0\)").to_numpy())
        if len(left):
            distinct = some.gather(pl.Series(left, dtype=pl.UInt32)).unique().head(_MOST_LEFT_OVER)
            valid = [text for text in distinct if _valid_by_library(text)]
            good |= some.is_in(valid).to_numpy()
        marked[rows] = good
        return marked

    def find(self, text: Text) -> Spans:
        if not text.values.has("+"):
            return Spans.empty()
        spans = pattern_spans(text.values, _INSIDE)
        if not len(spans):
            return spans
        found = pl.Series(spans.texts(text.values, len(spans)), dtype=pl.String)
        return spans.select(valid_international(found.str.replace_all(r"[^0-9+]", "")))


class NationalPhone:
    """Numbers written as people write them at home: a shape only, so it convinces only with a telling header."""

    kind = "generic.phone-local"

    def match_values(self, values: Values) -> Bools:
        shaped = values.matches_among(
            values.opening("+(0123456789", 6, 40),
            r"^(?:\+|00)?\(?[0-9][0-9 ()./\-]{4,20}[0-9](?:\s*(?:x|ext\.?|#)\s*\d{1,6})?$",
        )
        count = values.series.str.count_matches(r"[0-9]").to_numpy()
        dates = values.matches(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?: |$)|^\d+\.\d+$")
        return shaped & (count >= 7) & (count <= 15) & ~dates

    def find(self, text: Text) -> Spans:
        return Spans.empty()


def _valid_by_library(text: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, None))
    except phonenumbers.NumberParseException:
        return False


def detectors() -> list[Detector]:
    return [InternationalPhone(), NationalPhone()]
