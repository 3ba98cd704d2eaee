"""Provinces and cities of China by name, from the table that python-stdnum carries (GB/T 2260), and how text is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from novation.engine.expressions import plain_sql
from novation.engine.identifiers import quote_text

_PROVINCE = re.compile(r'^(\d{2}) province="([^"]+)"')
_CITY = re.compile(r'^\s+(\d\d)00 county="([^"]*)"')
_SUFFIX = re.compile(r"(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|特別行政區)$")
_PERIOD = re.compile(r"\[[^\]]*\]")
_SHORTEST = 3
"""Shorter words of the table, and those of districts under nobody, are no names of cities."""


@dataclass(frozen=True, slots=True)
class Places:
    """`provinces`: full name by the short one, `cities`: province by the city's full name."""

    provinces: dict[str, str]
    cities: dict[str, str]

    def path(self, word: str) -> tuple[str, str] | None:
        """City and province of a word that `place_sql` found."""
        if word in self.cities:
            return word, self.cities[word]
        full = self.provinces.get(word)
        return (full, full) if full else None


@cache
def places() -> Places:
    provinces: dict[str, str] = {}
    cities: dict[str, str] = {}
    province = ""
    for line in (files("stdnum") / "cn" / "loc.dat").read_text(encoding="utf-8").splitlines():
        if head := _PROVINCE.match(line):
            province = head[2]
            provinces[_SUFFIX.sub("", province)] = province
        elif found := _CITY.match(line):
            for name in _PERIOD.sub("", found[2]).split(","):
                if len(name) >= _SHORTEST and "直辖" not in name and name not in ("市辖区", province):
                    cities.setdefault(name, province)
    return Places(provinces, cities)


def place_sql(column: str, *, address: bool) -> str:
    """The city (by its full name), else the province (by its short one) that a text begins with, else nothing.

    Of an address nothing else is ever given; of a column of places, what it says where it is no place of China.
    """
    known = places()
    value = plain_sql(column)
    cities = "|".join(sorted(map(re.escape, known.cities), key=len, reverse=True))
    short = "|".join(known.provinces)
    city = f"nullif(regexp_extract({value}, {quote_text(f'^.{{0,12}}?({cities})')}, 1), '')"
    province = f"nullif(regexp_extract({value}, {quote_text(f'^(?:中国|中华人民共和国)?({short})')}, 1), '')"
    found = f"coalesce({city}, {_short_city(value)}, {province})"
    return found if address else f"coalesce({found}, nullif({value}, ''))"


def _short_city(value: str) -> str:
    """A city without its suffix, where nothing else is in the cell or the province stands before it."""
    names = [name.removesuffix("市") for name in places().cities if name.endswith("市")]
    short = "|".join(
        sorted(
            (re.escape(n) for n in names if len(n) > 1 and n not in places().provinces), key=len, reverse=True
        )
    )
    before = "|".join(places().provinces)
    pattern = f"^(?:(?:{before})(?:省|市|.{{0,4}}自治区)?)?({short})$"
    return f"nullif(regexp_extract({value}, {quote_text(pattern)}, 1) || '市', '市')"
