"""National numbers of other countries: the kernel proposes candidates, python-stdnum judges the few distinct ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.families import CANDIDATE, NATIONAL, SHAPED_CANDIDATE
from novation.inventory.kernels.vocabulary import FAMILY
from novation.inventory.span_types import CODES

_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_NRIC_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)


def _stdnum(module: str) -> Callable[[str], bool]:
    def valid(number: str) -> bool:
        judge = import_module(f"stdnum.{module}").is_valid
        return bool(judge(number))

    return valid


def _nino(number: str) -> bool:
    """HMRC NIM39110."""
    return bool(_NINO.fullmatch(re.sub(r"[ \-]", "", number).upper()))


def _nric(number: str) -> bool:
    """Singapore: weighted modulo 11 with a letter for the rest, tables by series."""
    number = number.replace(" ", "").replace("-", "").upper()
    if not re.fullmatch(r"[STFGM]\d{7}[A-Z]", number):
        return False
    total = sum(int(d) * k for d, k in zip(number[1:8], _NRIC_WEIGHTS, strict=True))
    total += {"T": 4, "G": 4, "M": 3}.get(number[0], 0)
    letters = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK"}
    table = letters.get(number[0], "KLJNPQRTUWX")
    rest = total % 11 if number[0] != "M" else 10 - total % 11
    return table[rest] == number[8]


def _my_number(number: str) -> bool:
    """Japan: ordinance 85 of 2014, article 5."""
    digits = [int(d) for d in re.sub(r"[ \-]", "", number) if d.isdigit()]
    if len(digits) != 12:
        return False
    total = sum(d * k for d, k in zip(digits[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    return (-total % 11) % 10 == digits[11]


def _dni(number: str) -> bool:
    return _stdnum("es.dni")(number) or _stdnum("es.nie")(number)


def _bare_dni(number: str) -> bool:
    """Without a word beside it: no day before the letter, as lots and orders have."""
    return not _DAY.match(number) and _dni(number)


Judge = tuple[str, Callable[[str], bool]]
_BY_FAMILY: dict[str, tuple[Judge, ...]] = {
    "N_SSN": (("us-ssn", _stdnum("us.ssn")), ("us-itin", _stdnum("us.itin"))),
    "N_NINO": (("uk-nino", _nino),),
    "N_NHS": (("uk-nhs", _stdnum("gb.nhs")),),
    "N_DE": (("de-tax-id", _stdnum("de.idnr")),),
    "N_FR": (("fr-nir", _stdnum("fr.nir")),),
    "N_IT": (("it-cf", _stdnum("it.codicefiscale")),),
    "N_ES": (("es-dni", _dni), ("pt-nif", _stdnum("pt.nif"))),  # NIF is a word of both countries
    "N_NL": (("nl-bsn", _stdnum("nl.bsn")),),
    "N_PL": (("pl-pesel", _stdnum("pl.pesel")),),
    "N_SE": (("se-pnr", _stdnum("se.personnummer")),),
    "N_DK": (("dk-cpr", _stdnum("dk.cpr")),),
    "N_NO": (("no-fnr", _stdnum("no.fodselsnummer")),),
    "N_FI": (("fi-hetu", _stdnum("fi.hetu")),),
    "N_BE": (("be-nn", _stdnum("be.nn")),),
    "N_PT": (("pt-nif", _stdnum("pt.nif")),),
    "N_CH": (("ch-ssn", _stdnum("ch.ssn")),),
    "N_JP": (("jp-my-number", _my_number),),
    "N_KR": (("kr-rrn", _stdnum("kr.rrn")),),
    "N_SG": (("sg-nric", _nric), ("my-nric", _stdnum("my.nric"))),  # NRIC is a word of both
    "N_BR": (("br-cpf", _stdnum("br.cpf")),),
    "N_IN": (("in-aadhaar", _stdnum("in_.aadhaar")),),
    "N_PAN": (("in-pan", _stdnum("in_.pan")),),
    "N_CA": (("ca-sin", _stdnum("ca.sin")),),
    "N_AU": (("au-tfn", _stdnum("au.tfn")),),
    "N_ZA": (("za-id", _stdnum("za.idnr")),),
    "N_TR": (("tr-tc", _stdnum("tr.tckimlik")),),
    "N_MY": (("my-nric", _stdnum("my.nric")),),
    "N_TH": (("th-pin", _stdnum("th.pin")),),
}
_BY_SHAPE: tuple[tuple[str, Judge], ...] = (
    (r"\d{3}-\d{2}-\d{4}", _BY_FAMILY["N_SSN"][0]),
    (r"\d{3}-\d{2}-\d{4}", _BY_FAMILY["N_SSN"][1]),
    (r"\d{6}-\d{7}", _BY_FAMILY["N_KR"][0]),
    (r"\d{3}\.\d{3}\.\d{3}-\d{2}", _BY_FAMILY["N_BR"][0]),
    (r"756\.\d{4}\.\d{4}\.\d{2}", _BY_FAMILY["N_CH"][0]),
    (r"[A-Z]{6}\w{2}[A-EHLMPR-T]\w{2}[A-Z]\w{3}[A-Z]", _BY_FAMILY["N_IT"][0]),
    (r"[STFGM]\d{7}[A-Z]", _BY_FAMILY["N_SG"][0]),
    (r"[A-Z]{3}P[A-Z]\d{4}[A-Z]", _BY_FAMILY["N_PAN"][0]),
    (r"[XYZ]\d{7}[A-Z]", _BY_FAMILY["N_ES"][0]),
    (r"\d{8}[A-Z]", ("es-dni", _bare_dni)),
    (r"[A-Z]{2} \d\d \d\d \d\d [A-D]", _BY_FAMILY["N_NINO"][0]),
    (r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", _BY_FAMILY["N_BE"][0]),
    (r"\d-\d{4}-\d{5}-\d\d-\d", _BY_FAMILY["N_TH"][0]),
    (r"\d{6}[-+]\d{3}[0-9A-Y]", _BY_FAMILY["N_FI"][0]),
    (r"[12] \d\d \d\d \d\d \d{3} \d{3} \d\d", _BY_FAMILY["N_FR"][0]),
    (r"\d{13}", _BY_FAMILY["N_ZA"][0]),
    (r"\d{13}", _BY_FAMILY["N_TH"][0]),
)
_NAMES = {code: name for name, code in FAMILY.items()}


@lru_cache(maxsize=65_536)
def judge(candidate: str, code: int) -> tuple[int, int]:
    """Type code and length in signs of the longest beginning of a candidate that is a valid number; (0, 0) for none."""
    ends = [match.end() for match in re.finditer(r"[0-9A-Za-z]+", candidate)]
    for end in reversed(ends):
        text = candidate[:end]
        if code == SHAPED_CANDIDATE:
            for shape, (slug, valid) in _BY_SHAPE:
                if re.fullmatch(shape, text, re.ASCII) and valid(text):
                    return CODES[slug], end
        else:
            for slug, valid in _BY_FAMILY[_NAMES[code - CANDIDATE + NATIONAL]]:
                if valid(text):
                    return CODES[slug], end
    return 0, 0


def settle(buf: NDArray[np.uint8], offsets: NDArray[np.int64], spans: Spans) -> Spans:
    """Candidates become spans of their type, or go; a cell of text is looked at once a distinct candidate."""
    open_ = np.flatnonzero(spans.types >= CANDIDATE)
    if not len(open_):
        return spans
    keep = np.ones(len(spans), np.bool_)
    types, ends = spans.types.copy(), spans.ends.copy()
    confidence = spans.confidence.copy()
    base = offsets[spans.rows[open_]]
    for k, first, last in zip(
        open_.tolist(),
        (base + spans.starts[open_]).tolist(),
        (base + spans.ends[open_]).tolist(),
        strict=True,
    ):
        code, size = judge(buf[first:last].tobytes().decode("ascii", "replace"), int(types[k]))
        keep[k] = code != 0
        types[k], ends[k], confidence[k] = code, spans.starts[k] + size, 0.97
    return Spans(spans.rows, spans.starts, ends, types, confidence).select(keep)
