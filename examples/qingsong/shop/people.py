"""The invented people, a chunk at a time: one row a person, every trait that any of the files shows.

The frame of `draw` has, for each person: `person` (ordinal), `source` (member | crm-only | card-only), `member_no`,
`card_no`, `crm_no`, place, name, dates (days), identifiers, texts as written, and the states the truth is about.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

from shop import words
from shop.contacts import contacts
from shop.days import AS_OF, EXPORTED_ON, FIRST_ORDER_ON, day
from shop.identifiers import bank_cards, german_ibans, padded, resident_ids
from shop.sentinels import SENTINELS, Sentinel, position

CHUNK = 50_000
NEVER = np.int64(-(10**6))  # stands for "no date" in day columns until the frame is made
BANDS = [0.09, 0.36, 0.22, 0.12, 0.04, 0.07, 0.05, 0.05]  # never, <1, 1-3, 3-5, 5-6, 6-8, 8-10, >10 years
BAND_YEARS = np.array(
    [[0.25, 0.9], [1.05, 2.9], [3.1, 4.9], [5.1, 5.9], [6.1, 7.9], [8.1, 9.8], [10.15, 11.8]]
)
TRANSFER = ["none", "agreed", "refused", "withdrawn", "refused-then-agreed"]


@dataclass(frozen=True)
class Chunk:
    """A run of people [start, stop) with its own random streams, so the size of memory is that of a chunk."""

    seed: int
    start: int
    stop: int

    @property
    def size(self) -> int:
        return self.stop - self.start

    def stream(self, name: str) -> np.random.Generator:
        """A random stream of its own for each file, so that a change in one leaves the others as they were."""
        return np.random.default_rng([self.seed, self.start, *name.encode()])


def chunks(customers: int, seed: int) -> list[Chunk]:
    return [Chunk(seed, at, min(at + CHUNK, customers)) for at in range(0, customers, CHUNK)]


def draw(chunk: Chunk) -> pl.DataFrame:
    rng = chunk.stream("people")
    planted = [
        (position(k) - chunk.start, s)
        for k, s in enumerate(SENTINELS)
        if chunk.start <= position(k) < chunk.stop
    ]
    traits = _traits(rng, chunk.size)
    for at, sentinel in planted:
        _override(traits, at, sentinel)
    _settle_dates(rng, traits)
    person = np.arange(chunk.start, chunk.stop)
    frame = pl.DataFrame({"person": person, **traits}).with_columns(
        pl.col("birth", "last", "registered").replace(int(NEVER), None).cast(pl.Int32).cast(pl.Date)
    )
    return contacts(rng, _numbers(rng, frame, traits), planted)


def _pick(rng: np.random.Generator, size: int, shares: list[float]) -> np.ndarray:
    weights = np.array(shares) / sum(shares)
    return rng.choice(len(shares), size, p=weights)


def _choose(rng: np.random.Generator, size: int, options: list[str], shares: list[float]) -> np.ndarray:
    return np.array(options, dtype=object)[_pick(rng, size, shares)]


def _traits(rng: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    """Everything drawn independently, before the sentinels are written over it."""
    place = _choose(rng, size, words.PLACE_NAMES, [v[0] for v in words.PLACES.values()])
    cn = place == "cn"
    age = 18.1 + rng.gamma(2.6, 9.0, size)
    age = np.where(age > 90, 30 + age % 40, age)
    minor = rng.random(size) < np.where(cn, 0.045, 0.015)
    age = np.where(minor, rng.uniform(4.2, 17.9, size), age)
    band = _pick(rng, size, BANDS)
    band = np.where(minor & (band > 2), 1, band)
    low, high = BAND_YEARS[np.maximum(band, 1) - 1].T
    years = low + rng.random(size) * (high - low)
    europe = np.isin(place, ["de", "fr", "uk", "eu"])
    source = _choose(rng, size, ["member", "crm-only", "card-only"], [0.97, 0.02, 0.01])
    source[minor] = "member"
    adult_word = _choose(rng, size, TRANSFER, [0.40, 0.42, 0.11, 0.04, 0.03])
    asked = (source == "member") & ~(minor & (age < 14))
    sensitive = _choose(rng, size, ["none", "agreed", "refused"], [0.6, 0.3, 0.1])
    health = rng.random(size) < 0.02
    bank = _choose(rng, size, ["", "card"], [0.96, 0.04])
    bank[(place == "de") & (rng.random(size) < 0.15)] = "iban"
    bank[minor | (source == "card-only")] = ""
    debt = (rng.random(size) < 0.015) & (band > 0) & ~minor & (source != "card-only")
    dispute = _choose(rng, size, ["", "notes", "crm"], [0.986, 0.008, 0.006])
    dispute[(band == 0) | minor | (source != "member")] = ""
    old_crm = rng.random(size) < np.where(years > 6, 0.75, 0.27)
    return {
        "source": source.astype(str),
        "place": place.astype(str),
        "male": rng.random(size) < 0.48,
        "gender_known": rng.random(size) < 0.9,
        "birth": (day(AS_OF) - age * 365.25).astype(np.int64),
        "birth_known": minor | (rng.random(size) < 0.88),
        "last": np.where(band == 0, NEVER, (day(AS_OF) - years * 365.25).astype(np.int64)),
        "transfer": np.where(asked, adult_word, "none").astype(str),
        "sensitive": np.where(asked & (health | (bank != "")), sensitive, "none").astype(str),
        "guardian": np.where(minor & (age < 14), _choose(rng, size, ["none", "agreed", "refused"], [0.5, 0.4, 0.1]), "none").astype(str),
        "marketing": np.where(source == "member", _choose(rng, size, ["none", "consented", "opted-out"], [0.2, 0.62, 0.18]), "none").astype(str),
        "objected": np.where((source == "member") & (rng.random(size) < np.where(europe, 0.06, 0.018)), "own", "").astype(str),
        "dispute": dispute.astype(str),
        "debt": debt,
        "health": health & (source == "member"),
        "id_state": np.where(cn & ~minor, _choose(rng, size, ["", "valid", "invalid"], [0.91, 0.085, 0.005]), "").astype(str),
        "bank": bank.astype(str),
        "in_card": (rng.random(size) < np.where(cn, 0.34, 0.06)) | (source == "card-only"),
        "in_crm": ((old_crm | debt | (bank != "") | (dispute == "crm")) & (source != "card-only")) | (source == "crm-only"),
        "second_number": (rng.random(size) < 0.02) & (source == "member"),
        "phone_style": np.where(cn, _choose(rng, size, ["plain", "fullwidth", "plus", "dashes", "none", "placeholder"], [0.85, 0.03, 0.05, 0.03, 0.038, 0.002]), "plain").astype(str),
        "household": np.repeat(rng.random(size // 2 + 1) < 0.04, 2)[:size],
        "sports_class": minor & (age < 15) & (rng.random(size) < 0.7),
    }  # fmt: skip


def _override(traits: dict[str, np.ndarray], at: int, who: Sentinel) -> None:
    """Writes a sentinel over the traits drawn at its place."""
    plain = {
        "source": "member", "place": who.place, "gender_known": True, "birth": day(who.birth), "birth_known": True,
        "last": NEVER if who.last is None else day(who.last), "transfer": who.transfer, "sensitive": who.sensitive,
        "guardian": who.guardian, "marketing": who.marketing, "objected": who.objected, "dispute": who.dispute,
        "debt": who.debt, "health": False, "id_state": who.resident_id, "bank": who.bank, "in_card": who.card_book,
        "in_crm": who.old_crm, "second_number": who.objected == "second", "phone_style": who.phone_style,
        "household": False, "sports_class": bool(who.sports_class),
    }  # fmt: skip
    for name, value in plain.items():
        if traits[name].dtype.kind == "U" and len(str(value)) > traits[name].dtype.itemsize // 4:
            traits[name] = traits[name].astype(f"U{len(str(value))}")
        traits[name][at] = value


def _settle_dates(rng: np.random.Generator, traits: dict[str, np.ndarray]) -> None:
    """Registration lies before the last purchase, and nobody adult was a child when buying."""
    last, birth = traits["last"], traits["birth"]
    size = len(last)
    adult = birth < day(dt.date(AS_OF.year - 18, AS_OF.month, AS_OF.day))
    until = np.where(last == NEVER, day(EXPORTED_ON) - 60, last)
    back = rng.exponential(np.where(adult, 900.0, 120.0), size).astype(np.int64)
    registered = np.maximum(until - back, day(FIRST_ORDER_ON))
    traits["birth"] = np.where(adult, np.minimum(birth, registered - 18 * 366), birth)
    traits["registered"] = np.minimum(registered, until)
    able = traits["household"] & adult & (traits["place"] == "cn")
    first = np.arange(size) // 2 * 2  # people live together in pairs (2k, 2k+1)
    second = np.minimum(first + 1, size - 1)
    traits["household"] = able[first] & able[second] & (first != second)


def _numbers(rng: np.random.Generator, frame: pl.DataFrame, traits: dict[str, np.ndarray]) -> pl.DataFrame:
    """Customer numbers and numbers with a checksum."""
    person = frame["person"].to_numpy()
    size = frame.height
    valid = traits["id_state"] != "invalid"
    card_valid = rng.random(size) > 0.03
    ids = resident_ids(person, traits["birth"], traits["male"], valid)
    return frame.with_columns(
        _only("QS" + padded(person + 10_000_001, 8), traits["source"] == "member").alias("member_no"),
        _only("QS" + padded(person + 90_000_001, 8), traits["second_number"]).alias("second_no"),
        _only("5540" + padded(person * 7 + 100_000_000_000, 12), traits["in_card"]).alias("card_no"),
        _only("K" + padded(person + 500_001, 7), traits["in_crm"]).alias("crm_no"),
        _only(ids, traits["id_state"] != "").alias("resident_id"),
        _only(bank_cards(person, card_valid), traits["bank"] == "card").alias("bank_card"),
        _only(german_ibans(person), traits["bank"] == "iban").alias("iban"),
    )


def _only(values: pl.Series, where: np.ndarray) -> pl.Series:
    """The values where true, null elsewhere."""
    return pl.select(pl.when(pl.Series(where)).then(values).otherwise(None)).to_series()
