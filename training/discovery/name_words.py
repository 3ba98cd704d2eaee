"""Gathers the words of names that the column pass knows: `python name_words.py ../../src/novation/inventory/name_words.dat`.

All come from Faker (MIT). Words that are common in other columns too (streets, companies, verbs) are left out.
"""

from __future__ import annotations

import argparse
import importlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LOCALES = (
    "en_US en_GB en_NZ en_IN en_IE de_DE de_AT de_CH fr_FR fr_CH es_ES es_MX es_AR it_IT pt_BR pt_PT nl_NL pl_PL sv_SE "
    "da_DK no_NO fi_FI cs_CZ sk_SK hu_HU ro_RO tr_TR id_ID hr_HR sl_SI et_EE lv_LV lt_LT vi_VN ru_RU uk_UA bg_BG"
)  # fmt: skip
GIVEN = (
    "first_names",
    "first_names_male",
    "first_names_female",
    "first_names_nonbinary",
    "first_male_names",
    "first_female_names",
)
SURNAMES = ("last_names", "last_names_male", "last_names_female", "last_names_nonbinary", "last_names_unisex")
NO_NAMES = "street road lane hall church park green hill north south east west inc ltd company group the and for will may"
_BETWEEN = re.compile(r"[\s\-'’.]+")
TITLE = (
    "# Words of personal names, from Faker (MIT licence): line 1 given names, line 2 surnames, "
    "line 3 Japanese surnames, line 4 signs of Chinese given names"
)


def provider(locale: str) -> Any:
    return importlib.import_module(f"faker.providers.person.{locale}").Provider


def listed(source: Any, fields: Iterable[str]) -> list[str]:
    """All entries of the lists (or weighted lists) that a provider has under these names."""
    return [entry for field in fields for entry in getattr(source, field, ())]


def words(source: Any, fields: Iterable[str]) -> set[str]:
    return {
        word.lower() for entry in listed(source, fields) for word in _BETWEEN.split(entry) if len(word) >= 2
    }


def gather() -> list[str]:
    """The four lines of the file."""
    given, surnames = set(), set()
    for locale in LOCALES.split(" "):
        source = provider(locale)
        given |= words(source, GIVEN)
        surnames |= words(source, SURNAMES)
    japanese = provider("ja_JP")
    given |= {
        entry[2].lower() for entry in listed(japanese, ("first_name_male_pairs", "first_name_female_pairs"))
    }
    surnames |= {entry[2].lower() for entry in japanese.last_name_pairs}
    kanji = {entry[0] for entry in japanese.last_name_pairs}
    signs = {
        sign for locale in ("zh_CN", "zh_TW") for entry in listed(provider(locale), GIVEN) for sign in entry
    }
    given -= set(NO_NAMES.split(" "))
    return [
        " ".join(sorted(given)),
        " ".join(sorted(surnames)),
        " ".join(sorted(kanji)),
        "".join(sorted(signs)),
    ]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path)
    out = arguments.parse_args().out
    out.write_text("\n".join([TITLE, *gather()]) + "\n", encoding="utf-8")
    print(f"written {out}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
