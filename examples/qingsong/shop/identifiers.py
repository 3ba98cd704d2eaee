"""Invented numbers that pass their checksums: resident IDs, bank cards, IBANs, telephone numbers.

All functions are bijections of the person's ordinal where the number must be unique, so that two people never
share one by accident; only the sharing that is planted on purpose exists.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from shop.days import ymd

ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], dtype=np.int64)  # GB 11643-1999
ID_CHECK = np.array(list("10X98765432"))

MOBILE_PREFIXES = np.array(
    [133, 135, 136, 137, 138, 139, 150, 151, 152, 158, 159, 177, 180, 186, 187, 188, 189, 198]
)

# County codes of GB/T 2260 and the first year of birth for which registers list them (0: always). Some exist no
# more (330103, 330104, 310103, 310108), as on the cards of older people.
_LISTED_SINCE = {
    **dict.fromkeys(
        [310101, 310104, 310105, 310106, 310107, 310109, 110101, 110105, 110108, 310103, 310108], 0
    ),
    **dict.fromkeys([330102, 330105, 330106, 330203, 330402, 330602, 330103, 330104, 320102, 320104], 1983),
    **dict.fromkeys([340102, 350102, 360102, 370102, 410102, 420102, 430102, 440103, 610102], 1983),
    **{330302: 1984, 330702: 1985, 440106: 1985, 510104: 1990, 330108: 1996, 500103: 1997, 330109: 2001},
}
ID_REGIONS = np.array(list(_LISTED_SINCE))
ID_REGIONS_SINCE = np.array(list(_LISTED_SINCE.values()))
ALWAYS_LISTED = int((ID_REGIONS_SINCE == 0).sum())


def scatter(ordinals: np.ndarray, modulus: int, salt: int) -> np.ndarray:
    """A permutation of 0..modulus-1 (a power of ten), so numbers don't look sequential yet never collide."""
    return (ordinals.astype(np.int64) * 61_803_399 + salt) % modulus


def padded(numbers: np.ndarray, width: int) -> pl.Series:
    """Integers as text with leading zeros."""
    return pl.Series(numbers.astype(np.int64)).cast(pl.String).str.zfill(width)


def digits_of(numbers: np.ndarray, width: int) -> np.ndarray:
    """The decimal digits of integers, one row each, most significant first."""
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return numbers[:, None] // powers[None, :] % 10


def cn_mobile(ordinals: np.ndarray) -> pl.Series:
    """Eleven digits: a prefix in use and eight digits that no other ordinal has."""
    prefixes = MOBILE_PREFIXES[scatter(ordinals, 1_000, 77) % len(MOBILE_PREFIXES)]
    return padded(prefixes * 100_000_000 + scatter(ordinals, 100_000_000, 40_917_263), 11)


def resident_ids(ordinals: np.ndarray, birth: np.ndarray, male: np.ndarray, valid: np.ndarray) -> pl.Series:
    """Chinese resident ID numbers (GB 11643-1999): region, birth date, sequence with the sex's parity, check.

    birth: days since 1970; male, valid: booleans; where not valid, the check character is wrong.
    """
    place = scatter(ordinals, 100_000, 31_337)
    born = ymd(birth)
    pick = place % len(ID_REGIONS)
    pick = np.where(born // 10_000 < ID_REGIONS_SINCE[pick], place % ALWAYS_LISTED, pick)
    sequence = place // len(ID_REGIONS) % 490 * 2 + 10 + male
    body = ID_REGIONS[pick] * 100_000_000_000 + born * 1_000 + sequence
    remainder = (digits_of(body, 17) @ ID_WEIGHTS) % 11
    check = ID_CHECK[(remainder + ~valid) % 11]
    return padded(body, 17) + pl.Series(check.astype(str))


def bank_cards(ordinals: np.ndarray, valid: np.ndarray) -> pl.Series:
    """Nineteen-digit card numbers with a Luhn check digit (ISO/IEC 7812-1), one off where not valid."""
    body = 622_202 * 10**12 + scatter(ordinals, 10**10, 4_242_424_242) * 100 + 37
    digits = digits_of(body, 18)
    digits[:, 1::2] *= 2
    total = (digits // 10 + digits % 10).sum(axis=1)
    check = (10 - total % 10 + ~valid) % 10
    return padded(body, 18) + padded(check, 1)


def german_ibans(ordinals: np.ndarray) -> pl.Series:
    """German IBANs (ISO 13616, mod 97) at a made-up bank code."""
    account = 99_000_000 * 10**10 + scatter(ordinals, 10**10, 1_357_913_579)
    check = 98 - ((account % 97) * (10**6 % 97) + 131_400) % 97
    return (
        pl.Series(["DE"]).gather(np.zeros(len(ordinals), dtype=np.int64))
        + padded(check, 2)
        + padded(account, 18)
    )
