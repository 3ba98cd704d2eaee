"""Places whose law the software can be asked about, and the words by which files name them."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class Place(Term):
    """Country, or state where the law is the state's; `unknown` when nothing tells."""

    CN = "cn", "中国大陆", "mainland China"
    HK = "hk", "香港", "Hong Kong"
    MO = "mo", "澳门", "Macao"
    TW = "tw", "台湾", "Taiwan"
    DE = "de", "德国", "Germany"
    FR = "fr", "法国", "France"
    EU = "eu", "欧盟其他成员国", "other EU or EEA"
    UK = "uk", "英国", "United Kingdom"
    US_CA = "us-ca", "美国加利福尼亚州", "California"
    US = "us", "美国其他州", "other US state"
    JP = "jp", "日本", "Japan"
    KR = "kr", "韩国", "Korea"
    SG = "sg", "新加坡", "Singapore"
    CA = "ca", "加拿大", "Canada"
    BR = "br", "巴西", "Brazil"
    IN = "in", "印度", "India"
    AU = "au", "澳大利亚", "Australia"
    CH = "ch", "瑞士", "Switzerland"
    OTHER = "other", "其他地区", "elsewhere"
    UNKNOWN = "unknown", "不明", "unknown"


PLACES = tuple(Place)
EEA = frozenset({Place.DE, Place.FR, Place.EU})
