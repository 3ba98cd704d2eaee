"""Whether what a header says can be true of the values: a header alone never overrules them."""

from __future__ import annotations

import pyarrow as pa

from novation.inventory import closer_looks as closer
from novation.inventory.candidate import PHONES
from novation.inventory.closer_days import month_days
from novation.inventory.headers import Cue
from novation.inventory.kinds import KINDS
from novation.inventory.profile import ColumnProfile

_STATES = frozenset(
    {
        "consent.purpose",
        "consent.state",
        "objection.state",
        "marketing.state",
        "hold.state",
        "order.state",
        "relationship.state",
        "person.gender",
        "person.title",
        "place.country",
        "place.region",
        "person.nationality",
        "ethnicity",
    }
)
_NAMES = frozenset(
    {"person.name", "person.guardian", "org.name", "place.city", "person.occupation", "order.item"}
)


def compatible(cue: Cue, profile: ColumnProfile) -> float:
    """How well the values bear what the header says: 0 = not at all, 1 = fully. An empty column bears anything half."""
    kind, looks, share = cue.kind, profile.looks, profile.share
    if not profile.filled:
        return 0.0 if kind == "person.name" and cue.strength < 0.5 else 0.5 * _bears(kind, profile)
    named = share(looks["name"] + looks["name.latin"] + looks["name.east"])
    if kind == "person.name" and cue.strength < 0.5:
        # A bare “name” may be anybody's or anything's, and a role may be held by a system.
        return 1.0 if named >= 0.4 or closer.titled(profile) >= 0.6 else 0.0
    if kind == "person.name" and closer.nobodys(profile):
        return 0.0  # companies under 联系人
    numeric = share(looks["integer"] + looks["decimal"])
    dated = share(looks["date"])
    if kind.startswith("key.") and share(looks["name.usual"]) >= 0.5:
        return 0.0  # 客户 may head a column of names
    if kind.startswith("key."):
        return (
            0.0
            if dated > 0.8
            and not share(looks["digits"])
            or profile.mean_length > 64
            or share(looks["decimal"]) > 0.5
            else 1.0
        )
    if kind.startswith("time.") or kind == "consent.at":
        return 1.0 if dated >= 0.5 or _epoch(profile) else 0.0
    if kind == "person.birth-date":
        if dated >= 0.4 or _year_only(profile) or closer.born_on(profile)[0] >= 0.7:
            return 1.0
        short = cue.strength >= 0.9 and profile.mean_length <= 6
        return 0.8 if short and (numeric < 0.5 or month_days(profile.closer) >= 0.9) else 0.0  # 3月5日
    if kind == "person.age":
        return 1.0 if profile.mean_length <= 8 and (profile.highest or 0) <= 130 else 0.0
    if kind == "person.income" and share(looks["code"]) >= 0.5 and numeric < 0.5:
        return 0.0  # the number of a payroll, W0181
    if kind in {"order.amount", "person.income"}:
        return 1.0 if numeric >= 0.5 or profile.mean_length <= 12 else 0.2
    if kind == "preference":
        large = "size" in cue.word and numeric > 0.8 and (profile.highest or 0) > 70  # of a file
        return 0.0 if closer.of_machines(profile) or dated > 0.5 or large else 1.0
    if kind == "account.login" and (
        dated > 0.5 or share(looks["decimal"]) > 0.3 or profile.mean_length > 64 or _ledger(profile)
    ):
        return 0.0
    if kind == "credential" and "pass" not in cue.word and "密" not in cue.word and _ledger(profile):
        return 0.0
    if kind == "biometric":
        return 1.0 if profile.distinct.unique_share > 0.3 or profile.filled < 8 else 0.0
    if kind in _NAMES:
        letters = share(looks["letters"])
        return 0.0 if dated > 0.5 or numeric > 0.5 or letters < 0.5 or profile.mean_length > 80 else 1.0
    if kind == "hold.state" and numeric >= 0.5:
        return 1.0  # 欠款 holds an amount: anything but 0 is an open claim
    if kind == "person.gender" and (profile.distinct.count > 16 or closer.for_sale(profile)):
        return 0.0
    if kind in _STATES:
        return 1.0 if profile.mean_length <= 40 and dated < 0.5 and share(looks["decimal"]) < 0.5 else 0.0
    if kind == "place.address":
        placed = share(looks["code"]) >= 0.9 and profile.mean_length <= 14  # A-36-41: a shelf
        return 0.0 if numeric > 0.5 or dated > 0.5 or placed else 1.0
    if kind == "place.postcode":
        return 1.0 if profile.mean_length <= 11 and dated < 0.5 and share(looks["decimal"]) < 0.2 else 0.0
    if kind == "text.free":
        return 0.0 if dated > 0.8 else (0.5 if numeric > 0.8 else 1.0)
    if KINDS[kind].proof == "check":
        return _plausible(kind, profile)
    return 1.0


_WRITTEN = (
    "person.name", "place.address", "text.free", "generic.email", "person.photo", "org.name", "account.login",
    "generic.url", "credential", "account.device", "person.guardian", "generic.ip", "person.occupation", "order.item",
)  # fmt: skip


def _bears(kind: str, profile: ColumnProfile) -> float:
    """Whether the type of an empty column can hold the kind: a name is no number, a sum is no day."""
    given = profile.type
    number = pa.types.is_integer(given) or pa.types.is_floating(given) or pa.types.is_boolean(given)
    time = pa.types.is_temporal(given)
    if (number or time) and kind in _WRITTEN:
        return 0.0
    if time and not kind.startswith(("time.", "consent.at", "person.birth-date")):
        return 0.0
    if kind == "person.birth-date" and (pa.types.is_boolean(given) or pa.types.is_floating(given)):
        return 0.0
    if kind in ("place.region", "place.city") and pa.types.is_integer(given):
        return 0.0
    return 1.0


def _plausible(kind: str, profile: ColumnProfile) -> float:
    """For kinds that values could prove and do not: masked, damaged or badly typed values keep some trust."""
    looks, share = profile.looks, profile.share
    if share(profile.inside.get(kind, 0)) >= 0.5:
        return 0.9  # several in one cell, or with words round it
    if share(looks["masked"]) >= 0.5 or share(looks["damaged"]) >= 0.5:
        return 0.8
    if kind == "generic.gps":
        within = profile.highest is None or abs(profile.highest) <= 180
        if profile.filled >= 100 and profile.distinct.count <= min(12, profile.filled // 20):
            return 0.0  # a few places over and over are sites, not where people are
        return 1.0 if share(looks["decimal"] + looks["integer"]) >= 0.8 and within else 0.0
    if kind == "cn.tw-permit" and profile.closer.share(closer.TAIWAN_PERMITS) >= 0.8:
        return 1.0
    coded = share(looks["code"])
    if kind in PHONES and profile.closer.share(closer.PHONE_LIKE) >= 0.8 and profile.shapes < 200:
        return 0.8 if share(looks["decimal"] + looks["date"]) < 0.2 else 0.0
    if kind in PHONES:
        return 0.6 if share(looks["digits"]) >= 0.5 and 6 <= profile.mean_length <= 16 else 0.0
    if KINDS[kind].category.value in {"government-id", "financial"}:
        return 0.6 if coded >= 0.5 and 7 <= profile.mean_length <= 24 else 0.0
    if kind in {"cn.wechat", "cn.qq", "cn.plate"}:
        return 0.5 if profile.mean_length <= 24 and share(looks["date"]) < 0.5 else 0.0
    return 0.0


def _ledger(profile: ColumnProfile) -> bool:
    """A few values over and over: accounts of a ledger, types of tokens."""
    return profile.filled >= 100 and profile.distinct.count <= profile.filled // 20


def _epoch(profile: ColumnProfile) -> bool:
    """Seconds or milliseconds since 1970, between 1990 and 2065."""
    if profile.lowest is None or profile.highest is None or profile.share(profile.looks["integer"]) < 0.9:
        return False
    return any(631_152_000 * f <= profile.lowest and profile.highest <= 3_000_000_000 * f for f in (1, 1000))


def _year_only(profile: ColumnProfile) -> bool:
    low, high = profile.lowest or 0, profile.highest or 0
    return profile.share(profile.looks["integer"]) > 0.8 and low >= 1900 and high <= 2100
