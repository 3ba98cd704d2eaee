"""What columns without a telling header are by the company they keep: key, age, day of birth, postcode, order number."""

from __future__ import annotations

from datetime import date

import numpy as np

from novation.inventory.judgement import Judgement
from novation.inventory.profile import ColumnProfile
from novation.messages import Text

_WHO = frozenset({"person.name", "cn.resident-id", "tw.national-id"})
_NEAR = frozenset(
    {"person.gender", "cn.resident-id", "cn.mobile", "generic.phone", "generic.email", "place.address", "person.birth-date",
     "ethnicity", "cn.wechat", "cn.qq", "generic.bank-card", "place.city", "cn.plate", "tw.national-id", "health"}
)  # fmt: skip
_TRADE = frozenset({"order.amount", "order.state", "order.item"})


def settle_neighbours(columns: list[Judgement], telling: frozenset[str]) -> None:
    """Names kinds that values alone leave open, in tables about people; `telling` are columns whose header spoke."""
    people = [i for i, c in enumerate(columns) if c.kind in _WHO and c.confidence >= 0.5]
    near = [i for i, c in enumerate(columns) if c.kind in _NEAR and c.confidence >= 0.5]
    if not people or not (near or len(columns) <= 3):
        return
    anchors = [i for i, c in enumerate(columns) if c.kind in ("person.gender", *_WHO)]
    open_ = [i for i, c in enumerate(columns) if c.profile.name not in telling]
    _keys(columns, open_)
    for i in open_:
        column = columns[i]
        reach = min((abs(i - j) for j in anchors), default=99)
        if column.kind == "time.other" and reach <= 2 and _young(column.profile):
            _name(column, "person.birth-date", 0.62, _BORN)
        elif column.kind in ("none", "key.other") and _phones(column.profile):
            _name(column, "generic.phone", 0.58, _CALLED)
        elif (
            column.kind in ("none", "key.other")
            and _postcodes(column.profile)
            and any(c.kind in ("place.address", "place.city", "place.region") for c in columns)
        ):
            _name(column, "place.postcode", 0.62, _POST)
    places = [i for i, c in enumerate(columns) if c.kind in ("place.address", "place.country")]
    if len(places) > 1 and not any(c.kind == "place.city" for c in columns):
        for i in open_:
            if (
                columns[i].kind == "none"
                and min(abs(i - j) for j in places) == 1
                and _words(columns[i].profile)
            ):
                _name(columns[i], "place.city", 0.55, _TOWN)
                break
    if not any(c.kind == "person.age" for c in columns):
        ages = [
            i
            for i in open_
            if columns[i].kind in ("none", "key.other", "order.amount") and _ages(columns[i].profile)
        ]
        best = min(ages, key=lambda i: min(abs(i - j) for j in anchors), default=None)
        if best is not None and min(abs(best - j) for j in anchors) <= 2:
            _name(columns[best], "person.age", 0.6, _AGED)


def _keys(columns: list[Judgement], open_: list[int]) -> None:
    """The first column of unlike codes is the key of the person, or of the order where the code says so."""
    if any(c.kind in ("key.customer", "key.employee") for c in columns):
        return
    for i in open_:
        column, profile = columns[i], columns[i].profile
        if column.kind != "key.other":
            continue
        dated = profile.share(profile.looks["dated"]) >= 0.8
        if dated or profile.mean_length >= 12:
            if i <= 1 and any(c.kind in _TRADE or c.kind.startswith("time.") for c in columns):
                _name(column, "key.order", 0.5, _ORDER)
        elif i <= 1 and profile.distinct.unique_share > 0.95 and profile.filled >= 0.9 * profile.rows:
            _name(column, "key.customer", 0.6, _KEY)
            return


def _young(profile: ColumnProfile) -> bool:
    """Days without a time over at least six years, none of the last three."""
    years = np.flatnonzero(profile.years)
    if len(years) < 5 or profile.looks["clock"] > 0.02 * profile.filled:
        return False
    total = profile.years.sum()
    late = int(np.searchsorted(np.cumsum(profile.years), total * 0.98))
    return int(years[-1]) - int(years[0]) >= 6 and late <= date.today().year - 3


def _words(profile: ColumnProfile) -> bool:
    """Short words without digits, of some variety, from no list of things."""
    looks, share = profile.looks, profile.share
    plain = share(looks["letters"]) >= 0.95 and share(looks["code"] + looks["sentence"]) < 0.1
    return plain and profile.mean_length <= 16 and profile.distinct.count >= 3 and not profile.telling["none"]


def _phones(profile: ColumnProfile) -> bool:
    """Seven to fifteen digits in groups of many shapes, with blanks, hyphens or brackets, and no letters."""
    looks, share = profile.looks, profile.share
    return (
        share(looks["maybe"]) >= 0.8
        and share(looks["letters"]) < 0.1
        and share(looks["date"] + looks["decimal"]) < 0.1
        and 8 <= profile.mean_length <= 20
        and profile.shapes >= 3
        and profile.distinct.unique_share > 0.5
    )


def _postcodes(profile: ColumnProfile) -> bool:
    """Six digits with the head of a postcode, no region codes, no running numbers."""
    looks, share = profile.looks, profile.share
    return (
        share(looks["postcode"]) >= 0.9
        and share(looks["region-code"]) < 0.5
        and not profile.distinct.running
        and profile.distinct.count >= 2
    )


def _ages(profile: ColumnProfile) -> bool:
    """Whole numbers from 1 to 105 of many sizes, few above 90, no noughts."""
    small, total = profile.state.small, profile.filled
    if profile.share(profile.looks["integer"]) < 0.95 or total < 8:
        return False
    within = int(small[1:106].sum())
    mean = float((small[:120] * np.arange(120)).sum()) / max(1, within)
    many = int(np.count_nonzero(small[1:106])) >= min(12, total // 2)
    return (
        within >= 0.98 * total
        and int(small[0]) == 0
        and int(small[91:].sum()) <= 0.06 * total
        and int(small[1:4].sum()) <= 0.06 * total
        and many
        and 12 <= mean <= 70
    )


def _name(column: Judgement, kind: str, confidence: float, why: Text) -> None:
    column.settle(kind)
    column.confidence = confidence
    column.evidence.append(why)


_BORN = Text(
    "日期跨越多年、没有近三年的日期，且与姓名或性别列相邻：像出生日期",
    "the days span many years, none of the last three, beside a name or gender: like days of birth",
)
_POST = Text(
    "六位数字，开头是邮政区号，表中有地址", "six digits with the head of a postcode, in a table with places"
)
_AGED = Text(
    "1 到 105 的整数，分布像年龄，且与姓名或性别列相邻",
    "whole numbers spread like ages, beside a name or gender",
)
_CALLED = Text(
    "成组的数字，写法多样，表中有个人：像电话号码",
    "digits in groups of many shapes, in a table with people: like telephone numbers",
)
_TOWN = Text(
    "短词，紧邻地址或国家列：像城市", "short words right beside an address or a country: like cities"
)
_KEY = Text(
    "表中有个人，此列每行不同：像客户编号",
    "the table has people and every row differs here: like a customer key",
)
_ORDER = Text(
    "编号很长或含日期，表中有交易内容：像订单编号",
    "long or dated codes in a table of trade: like order numbers",
)
