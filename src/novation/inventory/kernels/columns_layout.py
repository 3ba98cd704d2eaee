"""Where things lie in the arrays of the column pass: the tables `t` and `w`, and the counters `c` of a column.

Three plain arrays instead of thirty: every array that a call hands on costs seven arguments, in compiling and in running.
"""

from __future__ import annotations

TODAY, REGIONS, REGION_COUNT, PAIR_MASK, WORD_MASK, LISTS, LIST_MASK, KINDS = 0, 1, 2, 3, 4, 5, 6, 16
"""Head of `t` (int32): the day as yyyymmdd; where region codes (then the last years they were in use) begin, and how many;
the masks of the tables of hashes; where the word lists begin in `w`. What a sign is stands by code point from KINDS on."""
OPENS, OPEN_SIZES = KINDS + 65_536, 64
OPENINGS = 3 * 256 + 2 * OPEN_SIZES
"""Which plug-ins are to be asked about a value, as bits: by its first three bytes, its length, its length if it is digits only
(`inventory.openings`)."""
PAIR_SIEVE, PAIR_SIEVE_BITS = OPENS + OPENINGS, 14
"""A set of bits in `t`: which pairs of Han signs may be known (see `PAIRS`); next to none of a text are."""
SIEVE, SIEVE_BITS = PAIR_SIEVE + (1 << PAIR_SIEVE_BITS) // 32, 20
"""A set of bits in `t`: that of a hash (`columns_values.sieve_bit`) is set if the hash is in one of the tables of `w`, and
seldom otherwise; most words and values are known to nobody, and the tables are too large to be near."""
PAIRS = SIEVE + (1 << SIEVE_BITS) // 32
"""Pairs of Han signs in `t`: open-addressed, two numbers each (both signs, what the pair is), 0 for a free place."""
WORD_BITS = 9
"""Lowest bits of a word in `w` (int64, from 0 on), which say what it is; those above are its hash. From `t[LISTS]` on the
hashes of values in closed lists, then two numbers each: the lists a value stands in, and those it tells. Both tables
are open-addressed with 0 for a free place, and dense: a miss in them costs more than looking at the value."""

NOTHING_INSIDE = 1 << 30
"""Beside the bits of the plug-ins: a value in which the identifier pass finds nothing (`codes.short_code`)."""
COUNTS, INSIDE, TELLING, YEARS, LENGTHS, SMALL = 0, 64, 128, 192, 2432, 2560
"""Parts of `c` (int64): rows by bit, by word list, by telling word list; days by year; lengths in signs (64: and more);
whole numbers below 256."""
SUMS, SHAPES, SURNAMES, SKETCH, CACHE, STATE = 2816, 2880, 3904, 4928, 13_120, 21_312
"""The sums below; marks of shapes and of surnames; kept hashes; the values seen last; the length of it all."""
FILLED, CHARACTERS, LONGEST, RISEN, FALLEN, FIRST_ROW, LAST_ROW, KEPT, REPEATED, LIMIT, ASKED = range(
    SUMS, SUMS + 11
)
"""Filled rows, their signs, the longest; values behind and before the one before; first and last filled row of the batch;
how many hashes are kept; rows whose value had been seen shortly before; the hash above which none is kept (as uint64);
the plug-ins that are to be asked about some value of the column, as bits."""
MARKS, HASHES, RECENT, RECENT_SIZE, TALLY = 1024, 8192, 2048, 4, 4096
"""How many shapes and surnames are told apart, hashes have room, values are remembered (hash, mask, year | signs << 20,
one more than the place in `w` of its lists or 0 | plug-ins to be asked << 32), masks are counted in a batch."""
FIRSTS = 64
TOTALS = FIRSTS + RECENT
SPARE = TOTALS + 2 * TALLY
BATCH = SPARE + HASHES
"""Parts of `f` (int64), whose first places are the counts of one value: first row of the batch, plus one, that holds a
remembered value; masks and how many rows have each; room for hashes; the length of it all."""
