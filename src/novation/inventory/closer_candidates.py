"""Kinds that only a closer look at some of the values speaks for; each look is taken where the counts leave room for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np

from novation.inventory import closer_looks as look
from novation.inventory.candidate import PHONES, Candidate
from novation.inventory.profile import ColumnProfile

_SURE = 0.6  # what the counts say this loudly needs no closer look


def looked_closer(
    profile: ColumnProfile, cues: frozenset[str], found: Collection[Candidate]
) -> list[Candidate]:
    """More candidates; none where the values speak for a kind already."""
    if not profile.closer.values:
        return []
    if any(one.how == "check" and one.score >= _SURE for one in found):
        return []
    more = [*_numbers(profile, cues), *_inside(profile)]
    if not found or max(one.score for one in found) < _SURE:
        more += [*_codes(profile), *_places(profile), *_ages(profile), *_days(profile)]
    if not any(one.kind == "person.name" for one in found):
        more += _names(profile)
    return more


def _made(profile: ColumnProfile, kind: str, score: float, share: float, how: str) -> Candidate:
    return Candidate(kind, score, round(min(1.0, share) * profile.filled), how)


def _numbers(profile: ColumnProfile, cues: frozenset[str]) -> list[Candidate]:
    """Telephones that are hidden in part, rounded by a spreadsheet, written with words or in many ways."""
    looks, share = profile.looks, profile.share
    some = share(looks["mobile"] + looks["landline"] + looks["phone"] + looks["maybe"] + looks["masked"])
    if some + share(looks["damaged"] + looks["digits"]) < 0.4 or not 6 <= profile.mean_length <= 40:
        return []
    if profile.distinct.running and not cues & PHONES:
        return []
    found = []
    mobile, seen = look.mobiles(profile)
    if mobile >= 0.75 and not seen:
        return [] if cues & PHONES else [_made(profile, "cn.mobile", 0.58, mobile, "look")]
    if mobile >= 0.75:
        found.append(_made(profile, "cn.mobile", 0.95 * float(np.sqrt(mobile)), mobile, "check"))
    any_ = look.telephones(profile) if mobile < 0.9 else 0.0
    if any_ >= 0.8 and mobile < 0.8:
        found.append(_made(profile, "generic.phone", 0.9 * float(np.sqrt(min(1.0, any_))), any_, "check"))
    return found


def _inside(profile: ColumnProfile) -> list[Candidate]:
    """An identifier with a few words round it in nearly every value: the column holds it, and is no text."""
    found = []
    for kind, count in profile.inside.items():
        share = profile.share(count + profile.hits.get(kind, 0))
        single = profile.mean_length <= 32 and profile.share(count) <= 1.3
        if (
            kind in ("generic.ip", "cn.mobile", "generic.email", "cn.resident-id")
            and share >= 0.85
            and single
        ):
            found.append(_made(profile, kind, 0.85, share, "check"))
    return found


def _codes(profile: ColumnProfile) -> list[Candidate]:
    looks, share, found = profile.looks, profile.share, []
    if share(looks["code"]) >= 0.8 and share(looks["capitals"]) >= 0.8 and profile.mean_length <= 9:
        ill = look.illnesses(profile)
        if ill >= 0.9:
            found.append(_made(profile, "health", 0.8, ill, "look"))
    if profile.mean_length <= 5 and 3 <= profile.distinct.count <= 16 and look.blood_groups(profile):
        found.append(_made(profile, "health", 0.7, 1.0, "look"))
    if share(looks["letters"]) >= 0.8 and 3 <= profile.mean_length <= 30 and share(looks["company"]) < 0.3:
        given = look.drugs(profile)
        if given >= 0.6 and profile.distinct.count >= 2:
            found.append(_made(profile, "health", 0.6 * given, given, "look"))
    if 20 <= profile.mean_length <= 200 and share(looks["ascii"]) >= 0.8:
        hidden = look.secrets(profile)
        if hidden >= 0.8:
            found.append(_made(profile, "credential", 0.9, hidden, "look"))
    return found


def _places(profile: ColumnProfile) -> list[Candidate]:
    """Addresses without the town."""
    looks, share = profile.looks, profile.share
    short = 5 <= profile.mean_length <= 40 and profile.distinct.unique_share > 0.3
    if not short or share(looks["letters"]) < 0.8 or share(looks["code"] + looks["date"]) > 0.3:
        return []
    if look.certificates(profile):
        return []
    told = max(look.house_numbers(profile), 0.0)
    return [_made(profile, "place.address", 0.75 * told, told, "look")] if told >= 0.6 else []


def _ages(profile: ColumnProfile) -> list[Candidate]:
    """Bands of ages, or ages with the word for years."""
    if profile.mean_length > 10 or profile.share(profile.looks["date"]) > 0.2:
        return []
    bands = look.age_bands(profile)
    return [_made(profile, "person.age", 0.7, bands, "look")] if bands >= 0.9 else []


def _days(profile: ColumnProfile) -> list[Candidate]:
    looks, share = profile.looks, profile.share
    if not 6 <= profile.mean_length <= 14 or share(looks["date"]) >= 0.8 or looks["clock"]:
        return []
    if share(looks["letters"]) > 0.5 and share(looks["maybe"] + looks["date"] + looks["code"]) < 0.4:
        return []
    told, years = look.born_on(profile)
    if told < 0.9:
        return []
    kind, score = ("person.birth-date", 0.72) if born(years) else ("time.other", 0.6)
    return [_made(profile, kind, score, told, "look")]


def born(years: dict[int, int]) -> bool:
    """Days spread over decades, none in the last year, some before 1990."""
    total = sum(years.values())
    if total < 8:
        return False
    known = np.array(sorted(years))
    cumulated = np.cumsum([years[year] for year in known.tolist()])
    early, late = (int(known[np.searchsorted(cumulated, total * q)]) for q in (0.1, 0.9))
    return late - early >= 15 and early < 1990 and late < date.today().year - 2


def _names(profile: ColumnProfile) -> list[Candidate]:
    """Names of a few people over and over, between words for nobody, or as airlines write them.

    The model of names has to take most of them for names: brands and dishes look like names by their signs too.
    """
    looks, share = profile.looks, profile.share
    if share(looks["code"]) > 0.3 or not 2 <= profile.mean_length <= 32:
        return []
    if share(looks["letters"]) >= 0.8 and looks["sentence"] and look.last_first(profile):
        return [_made(profile, "person.name", 0.76, 1.0, "look")]
    if share(looks["letters"]) >= 0.8 and share(looks["ascii"]) >= 0.9 and look.names_by_two(profile) >= 0.8:
        return [_made(profile, "person.name", 0.62, 1.0, "look")]
    if share(looks["masked"] + looks["letters"]) >= 0.8 and look.hidden_names(profile) >= 0.2:
        told = look.hidden_names(profile) + share(looks["name"])
        return [_made(profile, "person.name", 0.62, told, "look")] if told >= 0.75 else []
    east = share(looks["name.east"])
    if look.titled(profile) >= 0.75 or (
        east >= 0.9 and profile.distinct.count >= 3 and profile.mean_length >= 2.8
    ):
        return [_made(profile, "person.name", 0.58, max(look.titled(profile), east), "look")]
    han, latin = share(looks["name"]), share(looks["name.latin"] + looks["name.latin.known"])
    if han < 0.3 and latin < 0.5 or share(profile.words["place.city"]) > 0.2:
        return []
    if share(profile.telling["none"] + profile.telling["person.occupation"]) > 0.2:
        return []
    named = profile.closer.named
    known = han < 0.3 and share(looks["name.latin.known"]) >= 0.6
    least = 0.75 if han >= 0.3 else 0.3 if known else 0.6
    return [_made(profile, "person.name", 0.55 + 0.2 * named, named, "look")] if named >= least else []
