"""Planted people with unmistakable invented names, one or more for every outcome, so that a test can grep for them.

`expect` holds only what is certain for the shop's own case: an asset deal between two Chinese companies, data kept
in China, decided on `days.AS_OF`, every notice given and its window over. Keys of `expect`:
`in_package` (any of their data passes), `absent` (categories whose values must not pass), `seller_copy`
(`destroy`: no trace of them may be left with the seller; `kept`: something must still be there).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

ACTIVE = dt.date(2026, 5, 20)
TWO_YEARS = dt.date(2024, 11, 11)
FOUR_YEARS = dt.date(2022, 9, 3)
ELEVEN_YEARS = dt.date(2015, 6, 18)
ADULT = dt.date(1987, 4, 9)

PASSES = {"in_package": True}
STAYS = {"in_package": False}


@dataclass(frozen=True)
class Sentinel:
    """One planted person; the fields name what is out of the ordinary, the rest is drawn like anybody's."""

    situation: str
    name: str
    expect: Mapping[str, object]
    place: str = "cn"
    birth: dt.date = ADULT
    last: dt.date | None = ACTIVE
    transfer: str = "none"  # none agreed refused withdrawn refused-then-agreed
    sensitive: str = "none"
    guardian: str = "none"
    marketing: str = "consented"  # none consented opted-out
    objected: str = ""  # "" | own | second: the objection stands under this or under a second customer number
    dispute: str = ""  # "" | notes | crm
    debt: bool = False
    resident_id: str = ""  # "" | valid | invalid
    bank: str = ""  # "" | card | iban
    card_book: bool = False
    old_crm: bool = False
    phone_style: str = "plain"
    sports_class: str = ""  # health remark in the children's sheet


SENTINELS: tuple[Sentinel, ...] = (
    Sentinel("cn-separate-consent", "钱雀桥七", PASSES, transfer="agreed", card_book=True, old_crm=True),
    Sentinel("cn-silent", "孔月舟九", STAYS),
    Sentinel("cn-refused", "万松雪五", STAYS, transfer="refused"),
    Sentinel("cn-withdrew", "费青灯三", STAYS, transfer="withdrawn", phone_style="fullwidth", card_book=True),
    Sentinel("cn-refused-then-agreed", "柳石溪八", PASSES, transfer="refused-then-agreed"),
    Sentinel("cn-agreed-but-objected", "湛云梯二", STAYS, transfer="agreed", objected="own"),
    Sentinel(
        "cn-objected-under-second-number",
        "步鹤汀六",
        STAYS,
        transfer="agreed",
        objected="second",
        card_book=True,
    ),
    Sentinel(
        "cn-child-without-guardian",
        "苗豆蔻一",
        STAYS,
        birth=dt.date(2016, 3, 8),
        sports_class="哮喘（雀桥甲），随身带喷雾",
    ),
    Sentinel("cn-child-guardian-agreed", "幸铃铛四", {}, birth=dt.date(2015, 7, 2), guardian="agreed"),
    Sentinel("cn-child-child-agreed-only", "冷星野十", STAYS, birth=dt.date(2014, 9, 9), transfer="agreed"),
    Sentinel("cn-fifteen-agreed", "符夏禾七", PASSES, birth=dt.date(2011, 5, 5), transfer="agreed"),
    Sentinel(
        "cn-fourteen-health-general-only",
        "游竹蜻九",
        {"in_package": True, "absent": ["health"]},
        birth=dt.date(2012, 6, 1),
        transfer="agreed",
        sports_class="花生过敏（竹蜻丙），随身带药",
    ),
    Sentinel(
        "cn-health-general-only",
        "屠白帆三",
        {"in_package": True, "absent": ["health"]},
        transfer="agreed",
        card_book=True,
    ),
    Sentinel(
        "cn-health-sensitive-consent",
        "丛晚亭五",
        PASSES,
        transfer="agreed",
        sensitive="agreed",
        card_book=True,
    ),
    Sentinel(
        "cn-dispute-in-notes", "闵寒渡八", {"in_package": False, "seller_copy": "kept"}, dispute="notes"
    ),
    Sentinel(
        "cn-dispute-in-crm",
        "阮半山二",
        {"in_package": False, "seller_copy": "kept"},
        dispute="crm",
        old_crm=True,
    ),
    Sentinel("cn-open-debt", "邬千帆九", {"seller_copy": "kept"}, debt=True, old_crm=True),
    Sentinel("cn-dormant-two-years-silent", "盛泊云一", STAYS, last=TWO_YEARS),
    Sentinel("cn-lapsed-four-years-silent", "桂听澜四", STAYS, last=FOUR_YEARS, marketing="none"),
    Sentinel(
        "cn-lapsed-eleven-years-silent", "尚拾柴六", STAYS, last=ELEVEN_YEARS, marketing="none", old_crm=True
    ),
    Sentinel(
        "cn-prospect-opted-out",
        "虞空谷十",
        {"in_package": False, "seller_copy": "destroy"},
        last=None,
        marketing="opted-out",
    ),
    Sentinel(
        "cn-prospect-refused-opted-out",
        "卞野渡七",
        {"in_package": False, "seller_copy": "destroy"},
        last=None,
        marketing="opted-out",
        transfer="refused",
    ),
    Sentinel("cn-prospect-agreed", "岑折柳三", PASSES, last=None, transfer="agreed"),
    Sentinel("cn-invalid-id", "别长庚五", STAYS, resident_id="invalid"),
    Sentinel("cn-id-agreed", "羿观棋八", PASSES, resident_id="valid", transfer="agreed", card_book=True),
    Sentinel(
        "cn-bank-card-general-only",
        "支扶摇二",
        {"in_package": True, "absent": ["financial"]},
        transfer="agreed",
        bank="card",
        old_crm=True,
    ),
    Sentinel("de-agreed", "Zyxandra Quellhorst", PASSES, "de", transfer="agreed", old_crm=True),
    Sentinel("de-objected", "Yorwin Pfauenquast", STAYS, "de", transfer="agreed", objected="own"),
    Sentinel("de-silent", "Xaverine Muschelzahn", STAYS, "de"),
    Sentinel("de-lapsed-silent", "Quirlin Nebelfuchs", STAYS, "de", last=FOUR_YEARS, marketing="none"),
    Sentinel(
        "de-iban-general-only",
        "Wendolar Zwirnkamp",
        {"absent": ["financial"]},
        "de",
        transfer="agreed",
        bank="iban",
        old_crm=True,
    ),
    Sentinel("fr-silent", "Zéphirine Quatrelune", STAYS, "fr"),
    Sentinel("fr-objected", "Ysoline Brumevolant", STAYS, "fr", transfer="agreed", objected="own"),
    Sentinel("uk-objected", "Quennoria Thistledrake", STAYS, "uk", transfer="agreed", objected="own"),
    Sentinel("ca-silent", "Xylophene Marrowgate", STAYS, "us-ca"),
    Sentinel("ca-opted-out", "Vexley Quagmoor", STAYS, "us-ca", objected="own"),
    Sentinel("jp-silent", "夜久野 渦潮", STAYS, "jp"),
    Sentinel("kr-silent", "독고바람칠", STAYS, "kr"),
)

NOTES = {
    "cn-health-general-only": ("健康告知", "会员告知对乳胶过敏（屠记甲），请避免推荐含乳胶的护具。"),
    "cn-health-sensitive-consent": ("健康告知", "会员患有轻度哮喘（丛记乙），运动课前须提醒带喷雾。"),
    "cn-separate-consent": ("退换货", "货由邻居霍纸鸢零代收，其电话13700137000，已通知。"),
}
"""What the service desk noted of planted people: kind and text; the words in brackets are found nowhere else, and
the neighbour is a person who is no customer."""


BYSTANDER = {"name": "霍纸鸢零", "phone": "13700137000"}
"""The neighbour in the note on `cn-separate-consent`: named in another person's record only."""

DOMAIN_OF_PLANTED = "@planted.example"
"""All planted people, and nobody else, have e-mail addresses there."""

IS_PLANTED = pl.col("email").fill_null("").str.ends_with(DOMAIN_OF_PLANTED)


def position(number: int) -> int:
    """The ordinal of the sentinel's place among the customers (all lie within the first 200)."""
    return 3 + 5 * number


MIN_CUSTOMERS = 200
