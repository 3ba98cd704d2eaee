"""Number plans as tables: Chinese mobile blocks and area codes, lengths behind country codes, card issuers."""

from __future__ import annotations

import numpy as np

# Blocks open to the public in 2026 (MIIT numbering plan): the third digit by the second.
_MOBILE_BLOCKS = {
    "3": "0123456789",
    "4": "01456789",
    "5": "012356789",
    "6": "2567",
    "7": "012345678",
    "8": "0123456789",
    "9": "012356789",
}
MOBILE = np.zeros(1000, np.bool_)
"""By the first three digits."""
for _second, _thirds in _MOBILE_BLOCKS.items():
    for _third in _thirds:
        MOBILE[int("1" + _second + _third)] = True

# Area codes of the mainland without their 0 (MIIT numbering plan), tens joined: "31": "0-9" is 0310 to 0319.
_AREAS = """31:0123456789 33:5 34:9 35:0123456789 37:012345679 39:1234568 41:0123456789 42:179 43:123456789 45:123456789
46:4789 47:0123456789 48:23 51:0123456789 52:37 53:0123456789 54:36 55:0123456789 56:123456 57:0123456789 58:0
59:123456789 63:12345 66:0238 69:12 70:1 71:0123456789 72:248 73:01456789 74:3456 75:0123456789 76:023689
77:0123456789 79:0123456789 81:23678 82:567 83:0123456789 85:123456789 87:0123456789 88:3678 89:12345678
90:123689 91:12345679 93:0123456789 94:13 95:12345 97:012345679 99:0123456789"""
AREA = np.zeros(1000, np.bool_)
"""By the two or three digits after the 0: 10 for 010, 755 for 0755."""
for _code in (10, 20, 21, 22, 23, 24, 25, 27, 28, 29):
    AREA[_code] = True
for _part in _AREAS.split():
    _tens, _ones = _part.split(":")
    for _one in _ones:
        AREA[int(_tens + _one)] = True

# Shortest and longest national number behind a country code (metadata of phonenumbers 9; fixed, mobile, VoIP).
_LENGTHS = {
    "5-5": "247 500 682",
    "6-6": "298 299 672 681 687 290",
    "5-7": "676 677 678 688 683 690 597",
    "6-8": "686 46 685",
    "6-9": "40 48 252 359 376 421 508",
    "6-10": "53 63 95 98 880 43",
    "6-11": "39 352 49 82 62",
    "7-7": "238 239 246 248 269 291 297 501 592 673 674 679 680 691 692 960",
    "7-8": "230 241 267 372 507 599 670 675 961 974 975",
    "7-9": "220 231 245 254 265 354 423 595 967 27 61",
    "7-10": "243 353 358",
    "7-11": "86",
    "7-12": "381 882",
    "8-8": "45 47 65 216 222 223 226 227 228 232 235 236 253 257 266 268 350 356 357 370 371 373 374 382 386 389 502 503 504 505 506 509 591 598 689 852 853 965 968 973 993",
    "8-9": "32 36 51 66 213 224 250 258 264 355 377 385 387 593 855 962 963 970 971 886",
    "8-10": "20 57 60 64 378 850 856 964 976 977 972",
    "9-9": "33 34 41 56 93 94 211 212 218 221 233 237 240 242 244 249 251 255 256 260 261 262 351 375 380 420 590 594 596 966 992 994 995 996 998 31",
    "9-10": "44 81 84 92 263 881 383 883 870",
    "10-10": "1 7 30 52 58 90 91 225 229 234",
    "10-11": "54 55",
    "12-12": "878",
}
SHORTEST, LONGEST = np.zeros(1000, np.int64), np.zeros(1000, np.int64)
"""By country code; LONGEST is 0 where there is no such code."""
for _span, _codes in _LENGTHS.items():
    for _country in _codes.split():
        SHORTEST[int(_country)], LONGEST[int(_country)] = (int(x) for x in _span.split("-"))

ISSUED = np.zeros((20, 10_000), np.bool_)
"""By length and first four digits: issuers whose cards are told by Luhn alone, without a word for a card."""


def _issue(table: np.ndarray, heads: range | tuple[int, ...], lengths: tuple[int, ...]) -> None:
    for head in heads:
        width = len(str(head))
        low = head * 10 ** (4 - width)
        for length in lengths:
            table[length, low : low + 10 ** (4 - width)] = True


# ISO/IEC 7812 registers: UnionPay 62, Visa, Mastercard, American Express, JCB, Discover; old Chinese cards.
_issue(ISSUED, (62,), (16, 17, 18, 19))
_issue(ISSUED, (4,), (16,))
_issue(ISSUED, range(51, 56), (16,))
_issue(ISSUED, range(2221, 2721), (16,))
_issue(ISSUED, (34, 37), (15,))
_issue(ISSUED, range(3528, 3590), (16,))
_issue(ISSUED, (6011, 65), (16,))
_issue(ISSUED, (9558,), (16, 18, 19))
