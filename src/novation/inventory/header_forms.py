"""Headers by their form: codes of something known, attributes of goods, places of sites, roles of people, favourites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from novation.inventory.kinds import KINDS
from novation.inventory.tables import load

Known = Callable[[str], str | None]
Said = tuple[str, float, str]

GOODS = "适用"  # word of the cue for what goods are for; the values may look as personal as they like
ROLE = 0.49  # below 0.5: the values have to be names
_OF_GOODS = re.compile(r"^(?:适用|适合|适应|适配|兼容|主治[功病症]|功能主治|目标人群|受众|面向)")
_OF_GOODS_LATIN = frozenset(
    {"suitable", "target", "intended", "recommended", "applicable", "compatible", "indicated"}
)
_OF_SITES = re.compile(
    r"^(?:仓库?|门店|店铺|商户|网点|站点|基站|机房|总部|厂区|公司|设备)(?:的)?.{0,2}(?:经度|纬度|坐标|经纬度|定位)$"
)
_SITES = frozenset(
    "wh whs warehouse store shop depot site hub station branch office dc poi merchant vendor supplier company facility plant".split()  # noqa: SIM905
)
_DEGREES = frozenset(
    {"lat", "lon", "lng", "long", "latitude", "longitude", "coord", "coordinates", "gps", "geo"}
)
_CODE_TAIL = re.compile(r"(?:代码|编码|代号|标志|标识|码|类别|[ _]?(?:code|cd|flag|cat))$", re.I)
_NUMBER_TAIL = re.compile(r"(?:[ _+.&]+(?:no|nr|num|nbr|number)\.?|n[or]\.|[ _]?号码?)$", re.I)
_CODED = frozenset({"person.gender", "ethnicity", "person.nationality", "health", "belief", "place.country"})
_BODY = re.compile(
    r"指纹|指静脉|掌静脉|掌纹|人脸|面容|虹膜|声纹|生物特征|finger ?print|finger ?vein|palm ?(?:print|vein)|voice ?print|\biris\b|"
    r"face (?:id|feature|template|vector|embedding|encoding|token|data|print)",
    re.I,
)
_NOT_BODY = re.compile(
    r"(?:设备|仪|机|状态|时间|日期|开关|次数|支付|登录|结果|方式|版本|at|time|date|status|enabled|device|count)$",
    re.I,
)
_FAVOURITE = re.compile(
    r"^(?:最?喜[欢爱好]|最爱|偏[好爱]|钟爱|爱[吃喝看听玩])(?:的)?.+|^(?:fav|favou?rites?|preferred|liked?s?)\b .+",
    re.I,
)
_SERIAL = re.compile(r"[\u4e00-\u9fff]{2,}号$")


def forms(text: str, plain: str, words: tuple[str, ...], known: Known) -> Iterator[Said]:
    """What the form of a header says: kind, strength, word; `plain` is it without marks, `words` its Latin words."""
    spaced = " ".join(words)
    yield from _goods_and_sites(plain, words)
    yield from _codes(text, plain, known)
    for where in (plain, spaced):
        if (body := _BODY.search(where)) and not _NOT_BODY.search(where):
            yield "biometric", 0.96, body[0]
            break
    if _FAVOURITE.match(plain) or _FAVOURITE.match(spaced):
        yield "preference", 0.92, plain
    yield from _roles(plain, words)
    if _SERIAL.fullmatch(plain):
        yield "key.other", 0.7, "号"


def _goods_and_sites(plain: str, words: tuple[str, ...]) -> Iterator[Said]:
    if _OF_GOODS.match(plain) or (len(words) > 1 and words[0] in _OF_GOODS_LATIN):
        yield "none", 1.0, GOODS
    if _OF_SITES.match(plain) or (len(words) > 1 and words[0] in _SITES and words[-1] in _DEGREES):
        yield "none", 1.0, words[0] if words else plain[:2]


def _codes(text: str, plain: str, known: Known) -> Iterator[Said]:
    """性别代码 is a gender and Tel no a telephone, though 代码 and no alone are keys."""
    for tail, given in ((_CODE_TAIL, text), (_CODE_TAIL, plain), (_NUMBER_TAIL, text)):
        base = tail.sub("", given).strip(" _+&.")
        kind = known(base) if base and base != given else None
        if kind is None:
            continue
        numbered = KINDS[kind].proof == "check" or kind in ("id.number", "place.address")
        if kind in _CODED if tail is _CODE_TAIL else numbered and kind != "person.birth-date":
            yield kind, 0.92, base.lower()


def _roles(plain: str, words: tuple[str, ...]) -> Iterator[Said]:
    roles = load("header_signs.yaml")["roles"]
    for word in roles["zh"]:
        if plain.endswith(word):
            yield "person.name", ROLE, word
            return
    for word in roles["en"]:
        parts = tuple(word.split())
        if words[-len(parts) :] == parts:
            yield "person.name", ROLE, word
            return
