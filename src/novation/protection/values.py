"""A column's value in the finest form that is ever released, as SQL: a month, an age, a band, a place, a word."""

from __future__ import annotations

from novation.engine.expressions import plain_sql, timestamp_sql
from novation.protection.forms import Form
from novation.protection.places import place_sql

_EARLIEST, _LATEST, _OLDEST = 1900, 2100, 120
_MONEY = "[¥￥$€£,，元圆\\s]"
LENGTHS = ((0, "0"), (1, "1–20"), (2, "21–100"), (3, "> 100"))


def value_sql(form: Form, column: str, sql_type: str = "VARCHAR", *, address: bool = False) -> str:
    """NULL where the cell says nothing of the form. Whole numbers for months, ages, bands and lengths, else text."""
    if form is Form.MONTH:
        return month_sql(timestamp_sql(column, sql_type))
    if form is Form.AGE:
        age = f"try_cast(regexp_extract({plain_sql(column)}, '^([0-9]{{1,3}})([^0-9]|$)', 1) AS INTEGER)"
        return f"CASE WHEN {age} <= {_OLDEST} THEN {age} END"
    if form is Form.AMOUNT:
        return band_sql(amount_sql(column))
    if form is Form.PLACE:
        return place_sql(column, address=address)
    if form is Form.POSTCODE:
        return f"nullif(regexp_extract({plain_sql(column)}, '^([0-9]{{3}})[0-9]{{2,3}}$', 1), '')"
    if form is Form.LENGTH:
        size = f"length(trim({column}::VARCHAR))"
        return f"(CASE WHEN {size} = 0 THEN 0 WHEN {size} <= 20 THEN 1 WHEN {size} <= 100 THEN 2 ELSE 3 END)::INTEGER"
    return f"nullif({plain_sql(column)}, '')"


def month_sql(timestamp: str) -> str:
    """Months since the year 0."""
    return (
        f"CASE WHEN year({timestamp}) BETWEEN {_EARLIEST} AND {_LATEST} "
        f"THEN (year({timestamp}) * 12 + month({timestamp}) - 1)::INTEGER END"
    )


def amount_sql(column: str) -> str:
    """A number however it is written; NULL where it is none."""
    return f"try_cast(regexp_replace({plain_sql(column)}, '{_MONEY}', '', 'g') AS DOUBLE)"


def band_sql(number: str) -> str:
    """The band 1–2–5 of a number: 0 for 1 to 2, 1 for 2 to 5, 2 for 5 to 10, 3 for 10 to 20 …; -1 for less than 1."""
    decade = f"floor(log10(greatest({number}, 1)))"
    lead = f"({number} / pow(10, {decade}))"
    return (
        f"CASE WHEN {number} < 1 THEN -1 WHEN {number} < 1e15 "
        f"THEN (3 * {decade} + CASE WHEN {lead} < 2 THEN 0 WHEN {lead} < 5 THEN 1 ELSE 2 END)::INTEGER END"
    )


def month_words(low: int, high: int) -> str:
    first, last = f"{low // 12}-{low % 12 + 1:02}", f"{high // 12}-{high % 12 + 1:02}"
    if low == high:
        return first
    if low % 12 == 0 and high % 12 == 11:
        years = (low // 12, high // 12)
        return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
    return f"{first}–{last}"


def age_words(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def band_words(low: int, high: int) -> str:
    if high < 0:
        return "< 1"
    return f"< {_bound(high + 1)}" if low < 0 else f"{_bound(low)} – < {_bound(high + 1)}"


def _bound(band: int) -> str:
    return f"{(1, 2, 5)[band % 3] * 10 ** (band // 3):,}"


def length_words(low: int, high: int) -> str:
    if low == high:
        return LENGTHS[low][1]
    return (
        f"{LENGTHS[low][1].split('–')[0]}–{LENGTHS[high][1].split('–')[-1]}"
        if high < 3
        else f"≥ {(0, 1, 21, 101)[low]}"
    )
