"""Where things lie in the two arrays that every part gets: the tables `t` and the work array `w`.

Two plain arrays instead of many: compiling a call costs time for every array that it hands on.
"""

from __future__ import annotations

TODAY, REGIONS, REGION_CODES, WORDS_BEFORE, WORDS_AFTER, HEADER = 0, 1, 2, 3, 4, 8
"""Head of `t` (int32): the day as yyyymmdd, number of regions, and where codes (then last years) and words begin.

Words of a side: what a character is to the search, by code point, four to a number (STOP, GLUE, EDGE: some word has it
at its edge); families of words of one character, by code point; a table by the two characters at the edge (place of
the first record << 8 | number of records, the longest first), records (where the bytes of the word lie, one each; how
many; the family), and those bytes.
"""
SORTS, SIGNS, PAIRS = 16_384, 65_536, 8_192
STOP, GLUE, EDGE = 1, 2, 4
"""STOP ends the search for a word, GLUE is passed over."""

KIND, LAST, COUNT, STARTS, ENDS, GAPS, SUMS, D, WORK = 6, 7, 8, 16, 32, 48, 64, 80, 128
"""Parts of `w` (int64): 0 to 4 the span found; the type and the end of the span before it in the row; the number of digit groups, their starts, their ends, the kind of gap
before each, the number of digits up to its end; all digits from D on."""
