"""The words by which shops' files say a place, a consent, an objection or a dispute, and what they mean here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from novation.engine.identifiers import quote_text
from novation.terms import Hold, Place

PLACE_WORDS: Mapping[Place, Sequence[str]] = {
    Place.CN: ("中国", "中国大陆", "大陆", "中华人民共和国", "china", "prc", "pr china", "cn", "chn", "mainland china", "zg", "zhongguo"),
    Place.HK: ("香港", "中国香港", "hong kong", "hk", "hkg", "香港特别行政区"),
    Place.MO: ("澳门", "中国澳门", "macao", "macau", "mo", "mac"),
    Place.TW: ("台湾", "中国台湾", "taiwan", "tw", "twn"),
    Place.DE: ("德国", "germany", "deutschland", "de", "deu", "ger", "allemagne"),
    Place.FR: ("法国", "france", "fr", "fra", "frankreich"),
    Place.UK: (
        "英国", "united kingdom", "uk", "gb", "gbr", "great britain", "england", "scotland", "wales",
        "northern ireland", "grossbritannien", "royaume-uni",
    ),
    Place.EU: (
        "eu", "austria", "belgium", "bulgaria", "croatia", "cyprus", "czech republic", "czechia", "denmark", "estonia", "finland",
        "greece", "hungary", "ireland", "italy", "latvia", "lithuania", "luxembourg", "malta", "netherlands", "poland",
        "portugal", "romania", "slovakia", "slovenia", "spain", "sweden", "norway", "iceland", "liechtenstein",
        "at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "gr", "hu", "ie", "it", "lv", "lt", "lu", "mt", "nl", "pl",
        "pt", "ro", "sk", "si", "es", "se", "no", "is", "li",
        "奥地利", "比利时", "丹麦", "芬兰", "希腊", "匈牙利", "爱尔兰", "意大利", "荷兰", "波兰", "葡萄牙", "西班牙", "瑞典", "挪威", "捷克",
    ),
    Place.US_CA: ("us-ca",),
    Place.US: ("美国", "usa", "us", "united states", "united states of america", "u.s.a.", "u.s."),
    Place.JP: ("日本", "japan", "jp", "jpn"),
    Place.KR: ("韩国", "korea", "south korea", "republic of korea", "kr", "kor", "대한민국", "한국"),
    Place.SG: ("新加坡", "singapore", "sg", "sgp"),
    Place.CA: ("加拿大", "canada", "can"),
    Place.BR: ("巴西", "brazil", "brasil", "br", "bra"),
    Place.IN: ("印度", "india", "ind"),
    Place.AU: ("澳大利亚", "australia", "au", "aus"),
    Place.CH: ("瑞士", "switzerland", "ch", "che", "schweiz"),
}  # fmt: skip
"""Lower case. Two letters that are both a country and a US state ("ca", "in", "de") count as countries only in a
country column; "ca" stands for California in a region column."""

CALIFORNIA = ("ca", "california", "calif", "calif.", "加州", "加利福尼亚", "加利福尼亚州", "us-ca")

CONSENT_STATES: Sequence[tuple[str, str]] = (
    # pattern, state; the first that matches counts, so negations stand before what they negate
    (r"撤回|撤销|withdr|revok|widerruf|取消", "withdrawn"),
    (r"拒绝|不同意|未同意|refus|declin|denied|reject|abgelehnt|^(否|n|no|0|false|f)$", "refused"),
    (r"同意|授权|given|grant|consent|agree|accept|opt.?in|erteilt|^(是|y|yes|1|true|t)$", "given"),
)

CONSENT_PURPOSES: Sequence[tuple[str, str]] = (
    (r"监护|guardian|parent", "guardian"),
    (
        r"(转让|移交|受让|提供给|transfer|buyer|handover).*(敏感|健康|sensitive|health|special)",
        "transfer-sensitive",
    ),
    (r"(敏感|sensitive).*(转让|移交|受让|transfer)", "transfer-sensitive"),
    (r"转让|移交|受让|提供给|transfer|buyer|handover|change of controller", "transfer"),
    (r"营销|推广|短信|促销|广告|市场|marketing|newsletter|promo|advert|werbung", "marketing"),
)

OPTED_OUT = r"^(否|n|no|0|false|f|退订|已退订|不接收|拒收|拒绝|unsubscribed|opt.?out|opted.?out)$"
OPTED_IN = r"^(是|y|yes|1|true|t|接收|同意|已订阅|subscribed|opt.?in|opted.?in)$"

NO_OBJECTION = r"撤销|撤回|withdrawn|已处理|无异议|^(否|n|no|0|false|f|无|none|-)$"

HOLDS: Sequence[tuple[str, Hold | None]] = (
    (r"unresolved|not settled|未解决", Hold.DISPUTE),
    (r"已结清|已结|结案|已还|还清|已解决|closed|resolved|settled|^paid|^(无|否|none|no|n|0|-|正常)$", None),
    (r"诉讼|保全|冻结|法院|仲裁|litig|legal.?hold|court|arbitrat", Hold.LEGAL_HOLD),
    (r"争议|纠纷|投诉|未决|处理中|dispute|complain|contest", Hold.DISPUTE),
    (r"欠|应收|未结|未付|逾期|debt|unpaid|overdue|owed|outstanding|^open", Hold.OPEN_CLAIM),
)


def case_sql(word: str, patterns: Sequence[tuple[str, str]], otherwise: str = "NULL") -> str:
    """`CASE` that gives the first matching pattern's outcome for a plain word in lower case."""
    whens = " ".join(f"WHEN {matches_sql(word, p)} THEN {outcome}" for p, outcome in patterns)
    return f"CASE {whens} ELSE {otherwise} END"


def matches_sql(word: str, pattern: str) -> str:
    return f"regexp_matches({word}, {quote_text(pattern)})"


def place_words() -> list[tuple[str, int]]:
    """(word, index of the place in `terms.Place`) for a lookup table."""
    order = list(Place)
    return [(word, order.index(place)) for place, words in PLACE_WORDS.items() for word in words]
