"""What columns are by those beside them where their own values leave it open: split coordinates, documents, staff."""

from __future__ import annotations

from collections.abc import Sequence

from novation.inventory.candidate import PHONES, SHAPES
from novation.inventory.closer_looks import (
    PERMITS,
    age_bands,
    drugs,
    illnesses,
    surnames_in_pinyin,
    syllables,
)
from novation.inventory.judgement import Judgement
from novation.inventory.profile import ColumnProfile
from novation.messages import Text

_OPEN = ("none", "key.other", "order.amount")
_BOXES = (  # latitudes and longitudes of places where many people live
    (3, 54, 73, 136), (24, 72, -170, -52), (34, 72, -25, 45), (-56, 33, -118, -34), (20, 46, 122, 154), (-48, -9, 110, 180),
    (-36, 38, -19, 52), (-11, 38, 60, 142),
)  # fmt: skip
_MORE = 2  # degrees that a box may be overstepped


def settle_company(columns: list[Judgement], telling: frozenset[str]) -> None:
    """Names or takes back kinds by the company a column keeps; `telling` are columns whose header spoke."""
    open_ = [c.profile.name not in telling for c in columns]
    _coordinates(columns, open_)
    _documents(columns, open_)
    _pinyin(columns, open_)


def _pinyin(columns: list[Judgement], open_: Sequence[bool]) -> None:
    """Surname and given name in pinyin, in two columns side by side, in a table with names."""
    if not any(c.kind == "person.name" for c in columns):
        return
    for i in range(len(columns) - 1):
        pair = columns[i : i + 2]
        if not (open_[i] and open_[i + 1]) or any(c.kind != "none" or not _one_word(c.profile) for c in pair):
            continue
        if any(
            surnames_in_pinyin(a.profile) >= 0.9 and syllables(b.profile) >= 0.9
            for a, b in (pair, pair[::-1])
        ):
            for column in pair:
                _name(column, "person.name", 0.6, _SPELT)


def _one_word(profile: ColumnProfile) -> bool:
    letters = (
        profile.share(profile.looks["letters"]) >= 0.95 and profile.share(profile.looks["ascii"]) >= 0.95
    )
    return letters and profile.mean_length <= 12 and profile.distinct.count >= 5


def _coordinates(columns: list[Judgement], open_: Sequence[bool]) -> None:
    """Two neighbours of decimal degrees, one possible as latitudes and one as longitudes of one part of the world."""
    if not _moving(columns):
        return  # shops and stations have coordinates too
    for i in range(len(columns) - 1):
        pair = columns[i : i + 2]
        if not (open_[i] and open_[i + 1]) or any(c.kind not in _OPEN for c in pair):
            continue
        if not all(_degrees(c.profile) for c in pair):
            continue
        spans = [c.profile.decimals for c in pair]
        if any(_in_box(a, b, box) for a, b in (spans, spans[::-1]) for box in _BOXES):
            for column in pair:
                _name(column, "generic.gps", 0.7, _PLACED)


def _moving(columns: Sequence[Judgement]) -> bool:
    """Whether a column is of people or vehicles that change from row to row."""
    return any(c.kind in _MOVING and (c.kind != "person.name" or not _over(c.profile, 200)) for c in columns)


def _over(profile: ColumnProfile, few: int = 30) -> bool:
    """Few values over and over."""
    return profile.distinct.count < min(few, profile.filled * 0.3) and profile.filled >= 8


def _few(profile: ColumnProfile) -> bool:
    """A dozen words at most: what medicines are for as well as what people have."""
    return profile.distinct.count <= 12 and profile.filled >= 40


def _timed(columns: Sequence[Judgement]) -> bool:
    return any(c.kind.startswith("time.") and not _dated(c.profile) for c in columns)


def _dated(profile: ColumnProfile) -> bool:
    """Days without a time."""
    return profile.looks["date"] > 0 and profile.looks["clock"] < 0.5 * profile.filled


def _degrees(profile: ColumnProfile) -> bool:
    varied = profile.distinct.unique_share > 0.3 or profile.distinct.count > 200
    return profile.share(profile.looks["degrees"]) >= 0.95 and varied and profile.filled >= 5


def _in_box(first: tuple[float, float], second: tuple[float, float], box: tuple[int, int, int, int]) -> bool:
    south, north, west, east = box
    within = south - _MORE <= first[0] and first[1] <= north + _MORE
    return within and west - _MORE <= second[0] and second[1] <= east + _MORE


def _documents(columns: list[Judgement], open_: Sequence[bool]) -> None:
    """Codes of the length of passports in many shapes, in a table that tells name and day of birth of travellers."""
    kinds = {c.kind for c in columns if c.confidence >= 0.5}
    if "person.name" not in kinds or not kinds & {"person.birth-date", "person.nationality", "place.country"}:
        return
    for column, free in zip(columns, open_, strict=True):
        if not free or column.kind not in ("none", "key.other"):
            continue
        if _permits(column.profile):
            _name(column, "cn.hkmo-permit", 0.6, _PERMITTED)
        elif _passports(column.profile):
            _name(column, "id.number", 0.55, _TRAVELLED)


def _passports(profile: ColumnProfile) -> bool:
    looks, share, lengths = profile.looks, profile.share, profile.state.lengths
    sized = int(lengths[7:10].sum()) >= 0.98 * profile.filled
    mixed = share(looks["capitals"]) >= 0.4 and share(looks["capitals"] + looks["digits"]) >= 0.98
    return (
        sized
        and mixed
        and profile.shapes >= 6
        and profile.distinct.unique_share > 0.9
        and profile.filled >= 8
    )


def _permits(profile: ColumnProfile) -> bool:
    """Permits to Hong Kong and Macao: C or W (with a second letter since 2017), seven or eight digits."""
    values = profile.closer.values
    if len(values) < 5 or profile.closer.share(PERMITS) < 0.98:
        return False
    return {value[0] for value in values} == {"C", "W"} or any(value[1].isalpha() for value in values)


def withdraw(columns: list[Judgement], telling: frozenset[str]) -> None:
    """Takes back what only looks personal where nothing else in the table is of a person."""
    if not _moving(columns) and not _timed(columns):
        for column in columns:
            if column.kind == "generic.gps" and column.profile.filled:
                _name(column, "none", 0.5, _OF_SITES)
    weak = [i for i, c in enumerate(columns) if _weak(c, c.profile.name in telling)]
    if not weak or any(c.kind in _OF_PEOPLE and i not in weak for i, c in enumerate(columns)):
        return
    for i in weak:
        column = columns[i]
        coded = column.kind in SHAPES or column.profile.share(column.profile.looks["digits"]) > 0.5
        _name(column, "key.other" if coded else "none", 0.5, _ALONE)


def _weak(column: Judgement, told: bool) -> bool:
    """Numbers of mere shape, names and illnesses over and over, bands; and with a header what goods and logs have too."""
    profile = column.profile
    if told:
        return column.kind in ("preference", "person.photo", "person.title") and profile.filled > 0
    if column.kind in SHAPES or column.kind == "preference":
        return True
    if column.kind == "health":
        return _few(profile) or drugs(profile) >= 0.6 or illnesses(profile) >= 0.9
    if column.kind == "person.age":
        return age_bands(profile) >= 0.9
    if column.kind == "generic.phone":
        return profile.share(sum(profile.hits[kind] for kind in PHONES)) < 0.3
    return column.kind == "person.name" and _over(profile)


def _name(column: Judgement, kind: str, confidence: float, why: Text) -> None:
    column.settle(kind)
    column.confidence = confidence
    column.evidence.append(why)


_OF_PEOPLE = frozenset(
    {"person.name", "person.guardian", "person.birth-date", "person.income", "cn.resident-id", "id.number", "tw.national-id",
     "hk.id-card", "us.ssn", "uk.nino", "jp.my-number", "kr.rrn", "de.tax-id", "fr.nir", "cn.passport", "cn.mobile",
     "cn.landline", "generic.phone", "generic.email", "cn.wechat", "cn.qq", "generic.bank-card", "generic.iban", "generic.ip",
     "account.login", "account.device", "place.address", "cn.plate", "key.customer"}
)  # fmt: skip
_MOVING = _OF_PEOPLE - {"place.address", "generic.phone", "cn.landline", "generic.email", "person.income"} | {
    "generic.mac"
}
_PLACED = Text(
    "与相邻列合起来是纬度和经度，取值多样：像个人或车辆的位置",
    "with the column beside it latitudes and longitudes, of many places: like where people or vehicles are",
)
_TRAVELLED = Text(
    "长度如护照号、写法多样的编码，表中有姓名与出生日期或国籍：像证件号码",
    "codes as long as passport numbers in many shapes, in a table with names and births or nationalities: like documents",
)
_PERMITTED = Text(
    "以 C 或 W 开头的九位证件号码，表中有姓名：像往来港澳通行证",
    "nine signs beginning with C or W in a table with names: like permits to Hong Kong and Macao",
)
_OF_SITES = Text(
    "表中没有逐行变化的人或车辆，也没有时刻：像场所的坐标",
    "no people or vehicles that change from row to row, and no times of day: like coordinates of sites",
)
_SPELT = Text(
    "姓与名的拼音各成一列，表中有姓名", "surname and given name in pinyin side by side, in a table with names"
)
_ALONE = Text(
    "仅外形相似，而表中没有其他指向个人的列：不作为个人信息",
    "only a likeness, and no other column of the table points to a person: not taken as personal",
)
