"""Turns the counters of a column into candidates: kinds that its values speak for, and how loudly."""

from __future__ import annotations

import numpy as np

from novation.inventory import closer_looks as closer
from novation.inventory.candidate import PHONES, SHAPES, Candidate
from novation.inventory.closer_candidates import born, looked_closer
from novation.inventory.profile import ColumnProfile
from novation.inventory.vocabulary import word_lists
from novation.inventory.worth import worths

_TELLING_ALONE = frozenset({"cn.resident-id", "generic.email", "generic.iban", "cn.uscc", "cn.plate"})
_LEAST_NAMED = 0.3  # of the values by the model of names
_LEAST_HEADED, _LEAST_ALONE, _LEAST_COMMON = 0.15, 0.5, 0.75
_RANDOM_PASS = frozenset(
    {"cn.mobile", "cn.passport", "cn.hkmo-permit", "de.tax-id", "jp.my-number", "tw.national-id"}
)


def from_values(profile: ColumnProfile, cues: frozenset[str]) -> list[Candidate]:
    """All kinds that the values speak for, the loudest first."""
    found = [*_checked(profile, cues), *_listed(profile), *_looked(profile)]
    found = _surer([*found, *looked_closer(profile, cues, found)])
    return sorted(found, key=lambda c: (-c.score, -c.count))


def _surer(found: list[Candidate]) -> list[Candidate]:
    """Of two candidates of one kind the louder one."""
    best: dict[str, Candidate] = {}
    for one in found:
        if one.kind not in best or best[one.kind].score < one.score:
            best[one.kind] = one
    return list(best.values())


def _checked(profile: ColumnProfile, cues: frozenset[str]) -> list[Candidate]:
    counts: dict[str, int] = {}
    weight: dict[str, float] = {}
    running = profile.distinct.running
    for name, count in profile.hits.items():
        worth = worths().get(name)
        if worth is None:  # a number that only a header can tell from others
            continue
        kind = worth.reported_as
        headed = kind in cues or (kind in PHONES and bool(cues & PHONES))
        if not count or (worth.cue and not headed) or (worth.runs_apart and running and not headed):
            continue
        counts[kind] = counts.get(kind, 0) + count
        weight[kind] = weight.get(kind, 0.0) + count * worth.strength
    found = []
    for kind, count in counts.items():
        headed = kind in cues or (kind in PHONES and bool(cues & PHONES))
        share = min(1.0, profile.share(count))
        if kind == "generic.ip" and not headed and closer.versions(profile):
            continue
        if kind in SHAPES and not headed and closer.of_one_maker(profile, kind):
            continue
        if share >= (_LEAST_HEADED if headed else _least_alone(kind)):
            score = weight[kind] / count * float(np.sqrt(share))
            found.append(Candidate(kind, score, min(count, profile.filled), "check"))
    return _phones_together(profile, found)


def _least_alone(kind: str) -> float:
    if kind in _TELLING_ALONE:
        return 0.2
    return _LEAST_COMMON if kind in _RANDOM_PASS else _LEAST_ALONE


def _phones_together(profile: ColumnProfile, found: list[Candidate]) -> list[Candidate]:
    """A column with mobile, fixed and foreign numbers is one of phones; it goes by its largest part if that rules."""
    phones = [c for c in found if c.kind in PHONES]
    if len(phones) < 2 or max(c.count for c in phones) >= 0.8 * profile.filled:
        return found
    together = min(profile.filled, sum(c.count for c in phones))
    rest = [c for c in found if c.kind not in PHONES]
    return [
        *rest,
        Candidate("generic.phone", 0.95 * float(np.sqrt(profile.share(together))), together, "check"),
    ]


def _listed(profile: ColumnProfile) -> list[Candidate]:
    found = []
    for words in word_lists():
        count = profile.words.get(words.kind, 0)
        share = profile.share(count)
        if words.kind in ("person.occupation", "other", "preference", "none", "health", "belief"):
            least = 0.5  # open lists: nobody can write them all down
        else:
            least = 0.6
        if (
            share >= least
            and profile.telling.get(words.kind, 0)
            and words.worth
            and profile.distinct.count >= 2
            and not (words.kind == "person.gender" and share < 0.97 and closer.for_sale(profile))
        ):
            found.append(Candidate(words.kind, words.worth * share, count, "words"))
    return found


def _looked(profile: ColumnProfile) -> list[Candidate]:
    looks, found = profile.looks, [*_named(profile), *_told(profile)]
    if (
        profile.share(looks["address"]) >= 0.5
        and profile.mean_length >= 7
        and not closer.certificates(profile)
    ):
        found.append(
            Candidate("place.address", 0.88 * profile.share(looks["address"]), looks["address"], "look")
        )
    city = max(looks["city"], profile.words["place.city"])
    if profile.share(city) >= 0.7 and profile.distinct.count >= 2:
        found.append(Candidate("place.city", 0.75 * profile.share(city), city, "look"))
    if is_text(profile):
        found.append(Candidate("text.free", 0.72, looks["sentence"], "look"))
    if profile.share(looks["date"]) >= 0.8:
        kind, score = ("person.birth-date", 0.72) if _born(profile) else ("time.other", 0.7)
        found.append(Candidate(kind, score, looks["date"], "look"))
    return found


def _named(profile: ColumnProfile) -> list[Candidate]:
    """Names: enough of them by look, enough with a usual sign or a known word, and not three words over and over."""
    looks, share = profile.looks, profile.share
    han, latin, east = looks["name"], looks["name.latin"], looks["name.east"]
    count = min(profile.filled, han + latin + east)
    alone = looks["name.latin.known"]
    if share(alone) >= 0.75 and share(count) < 0.5 and profile.distinct.count >= 5:
        firm = share(looks["company"]) + share(profile.words["place.city"]) + share(profile.telling["none"])
        return [Candidate("person.name", 0.6 * share(alone), alone, "look")] if firm < 0.3 else []
    if profile.distinct.count < 3 or share(count) < 0.5 or share(profile.telling["none"]) > 0.2:
        return []
    if share(profile.telling["person.occupation"]) > 0.2:
        return []
    known = min(count, looks["name.usual"] + looks["name.latin.known"] + east)
    least = 0.3 if latin > count / 2 else 0.55
    varied = profile.distinct.count >= min(30, profile.filled * 0.3)
    if (
        known < least * count
        or not varied
        or (han > count / 2 and profile.surnames < min(8, profile.filled / 4))
    ):
        return []
    if east < count / 2 and profile.closer.named < _LEAST_NAMED:
        return []  # streets, ships and sorts of tea have the signs of names
    score = 0.85 * share(count) * min(1.0, 0.6 + known / count)
    return [Candidate("person.name", score, count, "look")]


def _told(profile: ColumnProfile) -> list[Candidate]:
    """Short values that are told by words in them: health, children, companies; and handles and numbers of messengers."""
    looks, share, found = profile.looks, profile.share, []
    short = profile.mean_length <= 30
    ill = max(looks["health"], profile.telling["health"])
    said = profile.closer.said if short and 0.2 <= share(ill) < 0.5 else 1.0
    if short and share(ill) >= 0.5 * said:
        found.append(Candidate("health", 0.86 * min(1.0, share(ill) / said + 0.2), ill, "look"))
    if short and share(looks["child"]) >= 0.5 and share(looks["company"]) < 0.3:
        found.append(Candidate("person.guardian", 0.84, looks["child"], "look"))
    firms = share(looks["company"])
    if firms >= 0.6 or (
        firms >= 0.35 and share(looks["name.latin.known"]) < 0.45 and profile.distinct.count >= 3
    ):
        found.append(Candidate("org.name", max(0.55, 0.84 * firms), looks["company"], "look"))
    if share(looks["wechat"]) >= 0.8 and share(looks["wxid"]) >= 0.03 and share(looks["capitals"]) < 0.2:
        found.append(Candidate("cn.wechat", 0.85 * share(looks["wechat"]), looks["wechat"], "look"))
    elif (
        share(looks["login"]) >= 0.8
        and share(looks["code"]) >= 0.3
        and profile.distinct.unique_share > 0.9
        and _handles(profile)
        and not closer.machine_made(profile)
    ):
        found.append(Candidate("account.login", 0.6, looks["login"], "look"))
    if _messenger_numbers(profile):
        found.append(Candidate("cn.qq", 0.7, looks["qq"], "look"))
    if (
        share(looks["cents"]) >= 0.6
        and share(looks["decimal"] + looks["integer"]) >= 0.9
        and not _degrees(profile)
    ):
        found.append(Candidate("order.amount", 0.55, looks["cents"], "look"))
    return found


def _handles(profile: ColumnProfile) -> bool:
    """Names that people give themselves have many shapes and small letters; codes have few and capitals."""
    looks = profile.looks
    return (
        profile.shapes >= 12
        and profile.share(looks["capitals"]) < 0.1
        and profile.share(looks["token"]) < 0.1
    )


def _messenger_numbers(profile: ColumnProfile) -> bool:
    """QQ numbers: 5 to 11 digits, most 7 to 10, of several lengths, all different, in no order."""
    looks, lengths = profile.looks, profile.state.lengths
    if profile.share(looks["qq"]) < 0.95 or profile.distinct.rising or profile.distinct.unique_share < 0.95:
        return False
    if profile.share(looks["mobile"]) > 0.3 or profile.share(looks["date"]) > 0.3 or profile.filled < 8:
        return False
    usual = int(lengths[8:11].sum())
    several = int((lengths[5:12] >= 0.03 * profile.filled).sum())
    return usual >= 0.6 * profile.filled and several >= 2 and int(lengths[5:7].sum()) < 0.2 * profile.filled


def _degrees(profile: ColumnProfile) -> bool:
    return profile.share(profile.looks["degrees"]) >= 0.5


def is_text(profile: ColumnProfile) -> bool:
    """Long and varied, with sentences; or a text in which identifiers stand."""
    varied = profile.distinct.unique_share > 0.2 or profile.distinct.count > 20
    if profile.share(profile.looks["company"]) >= 0.6 or profile.share(profile.looks["name.latin"]) >= 0.6:
        return False
    sentences = profile.share(profile.looks["sentence"]) >= 0.4 and profile.mean_length >= 12
    coded = profile.share(profile.looks["code"]) >= 0.5 or not profile.looks["letters"]
    personal = (
        not coded
        and sum(profile.inside.values()) >= max(1, 0.02 * profile.filled)
        and profile.mean_length >= 15
    )
    address = profile.share(profile.looks["address"]) >= 0.5
    return varied and not address and (sentences or personal)


def _born(profile: ColumnProfile) -> bool:
    """Without a time of day, and spread as days of birth are."""
    years = profile.years
    if profile.looks["clock"] > 0.02 * years.sum():
        return False
    return born({int(year): int(years[year]) for year in np.flatnonzero(years)})
