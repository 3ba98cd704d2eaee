"""Names, telephone numbers, e-mail and postal addresses of a chunk of people, as the shop wrote them down."""

from __future__ import annotations

import numpy as np
import polars as pl

from shop import words
from shop.identifiers import cn_mobile, padded, scatter
from shop.sentinels import DOMAIN_OF_PLANTED, Sentinel

PLACEHOLDER = "13800000000"  # typed in by staff when somebody gave no number: shared, and nobody's
CALLING = {"de": ("+49 151 ", 8), "fr": ("+33 6 ", 8), "uk": ("+44 74", 8), "us-ca": ("+1 559 ", 7), "jp": ("+81 90 ", 8), "kr": ("+82 10 ", 8),
           "us": ("+1 512 ", 7), "hk": ("+852 6", 7), "eu": ("+31 6 ", 8), "sg": ("+65 8", 7)}  # fmt: skip


def contacts(
    rng: np.random.Generator, frame: pl.DataFrame, planted: list[tuple[int, Sentinel]]
) -> pl.DataFrame:
    """Adds language, name, phone (canonical and as shown), landline, email, country, region, city, address."""
    frame = frame.with_columns(
        language=pl.col("place").replace_strict({p: v[1] for p, v in words.PLACES.items()})
    )
    frame = frame.with_columns(name=_names(rng, frame))
    frame = _spots(rng, _phones(frame, rng), rng.random(frame.height) < 0.62)
    for at, sentinel in planted:
        frame = _write_over(frame, at, sentinel)
    return frame


def _take(options: list[str], index: np.ndarray) -> pl.Series:
    return pl.Series(options, dtype=pl.String).gather(index % len(options))


def _by(frame: pl.DataFrame, column: str, choices: dict[str, pl.Series]) -> pl.Series:
    """For each row the series named by its value in `column`."""
    text: pl.Expr = pl.lit("")
    for key, value in choices.items():
        text = pl.when(pl.col(column) == key).then(value).otherwise(text)
    return frame.select(text).to_series()


def _names(rng: np.random.Generator, frame: pl.DataFrame) -> pl.Series:
    a, b, c = (rng.integers(0, 1 << 30, frame.height) for _ in range(3))
    one = pl.Series(c % 4 == 0)
    given = _take(words.GIVEN_ZH, b)
    second = pl.select(pl.when(one).then(pl.lit("")).otherwise(_take(words.GIVEN_ZH, c))).to_series()
    choices = {"zh": _take(words.SURNAMES_ZH, a) + given + second}
    for language in ("de", "fr", "en"):
        choices[language] = _take(words.GIVEN[language], b) + " " + _take(words.SURNAMES[language], a)
    choices["ja"] = _take(words.SURNAMES["ja"], a) + " " + _take(words.GIVEN["ja"], b)
    choices["ko"] = _take(words.SURNAMES["ko"], a) + _take(words.GIVEN["ko"], b)
    return _by(frame, "language", choices)


def _phones(frame: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """`phone`: canonical (11 digits in China, +… elsewhere; null if none); `phone_shown`: as the export has it."""
    person = frame["person"].to_numpy()
    mobile = cn_mobile(person)
    choices = {"cn": mobile}
    for place, (lead, width) in CALLING.items():
        tail = padded(scatter(person, 10 ** (width - 1), 271_828) + 2 * 10 ** (width - 1), width)
        choices[place] = lead + tail.str.slice(0, 4) + " " + tail.str.slice(4)
    phone = _by(frame, "place", choices)
    style = pl.col("phone_style")
    wide = phone.str.replace_many(list("0123456789"), list("０１２３４５６７８９"))
    dashed = phone.str.slice(0, 3) + "-" + phone.str.slice(3, 4) + "-" + phone.str.slice(7)
    abroad, habit = pl.col("place") != "cn", pl.Series(scatter(person, 1_000, 5) % 4)
    home = frame["household"].to_numpy()
    own = np.where(home, person // 2 * 2, person)
    has_line = home | ((frame["place"] == "cn").to_numpy() & (rng.random(frame.height) < 0.05))
    line = "0571-8" + padded(scatter(own, 10_000_000, 86_420), 7)
    return frame.with_columns(
        pl.when(style.is_in(["none", "placeholder"])).then(None).otherwise(phone).alias("phone"),
        pl.when(style == "fullwidth").then(wide)
        .when(style == "plus").then(pl.lit("+86 ") + phone)
        .when(style == "dashes").then(dashed)
        .when(style == "none").then(pl.lit(""))
        .when(style == "placeholder").then(pl.lit(PLACEHOLDER))
        .when(abroad & (habit == 1)).then(phone.str.replace_all(" ", "", literal=True))
        .when(abroad & (habit == 2)).then(phone.str.replace("+", "00", literal=True))
        .otherwise(phone).alias("phone_shown"),
        pl.when(pl.Series(has_line)).then(line).otherwise(pl.lit("")).alias("landline"),
    )  # fmt: skip


def _spots(rng: np.random.Generator, frame: pl.DataFrame, has_email: np.ndarray) -> pl.DataFrame:
    """Country, region, city, address as written, and e-mail."""
    size = frame.height
    a, b, c, d = (rng.integers(0, 1 << 30, size) for _ in range(4))
    person = frame["person"].to_numpy()
    lead = np.where(
        frame["household"].to_numpy(), np.arange(size) // 2 * 2, np.arange(size)
    )  # one home, one address
    a_home, b_home, c_home = a[lead], b[lead], c[lead]
    number = padded(c_home % 180 + 1, 1)
    provinces, cities, districts = (list(column) for column in zip(*words.CITIES_CN, strict=True))
    country, region, city, address = {}, {}, {}, {}
    for place, (_, language, spellings, regions, towns) in words.PLACES.items():
        country[place] = _take(spellings, d)
        streets = words.STREETS[language]
        if place == "cn":
            region[place], city[place] = _take(provinces, a_home), _take(cities, a_home)
            rooms = (
                padded(c_home // 7 % 20 + 1, 1)
                + "幢"
                + padded(c_home // 140 % 18 + 1, 1)
                + "0"
                + padded(c_home // 3 % 4 + 1, 1)
                + "室"
            )
            address[place] = (
                region[place]
                + city[place]
                + _take(districts, a_home)
                + _take(streets, b_home)
                + number
                + "号"
                + rooms
            )
        else:
            region[place], city[place] = _take(regions, a), _take(towns, b)
            post = padded(c % 90_000 + 10_000, 5)
            address[place] = _take(streets, b // 7) + " " + number + ", " + post + " " + city[place]
    box = _take(words.PINYIN, a) + "." + padded(person, 1) + "@" + _take(words.DOMAINS, b)
    return frame.with_columns(
        country=_by(frame, "place", country),
        region=_by(frame, "place", region),
        city=_by(frame, "place", city),
        address=_by(frame, "place", address),
        email=pl.select(pl.when(pl.Series(has_email)).then(box).otherwise(None)).to_series(),
    )


def _write_over(frame: pl.DataFrame, at: int, who: Sentinel) -> pl.DataFrame:
    """A sentinel's name, and an e-mail address like nobody else's."""
    box = f"vogel{at:03d}{DOMAIN_OF_PLANTED}"
    here = pl.Series(np.arange(frame.height) == at)
    country = words.PLACES[who.place][2][0]
    return frame.with_columns(
        name=pl.when(here).then(pl.lit(who.name)).otherwise("name"),
        email=pl.when(here).then(pl.lit(box)).otherwise("email"),
        country=pl.when(here).then(pl.lit(country)).otherwise("country"),
    )
