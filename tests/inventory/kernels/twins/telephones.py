"""Telephones of the mainland and of other countries by how their groups are written: a list of patterns, no word beside them."""

from __future__ import annotations

import re

_MOBILE = r"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])"
_AREA = (
    r"(?P<area>10|2[0-57-9]|31\d|335|349|35\d|37[0-79]|39[1-68]|41\d|42[179]|43[1-9]|45[1-9]|46[4789]|47\d|48[23]|51\d|527|53\d"
    r"|54[36]|55\d|56[1-6]|57\d|580|59[1-9]|63[1-5]|66[0238]|69[12]|701|71\d|72[248]|73[014-9]|74[3-6]|75\d|76[023689]|77\d"
    r"|79\d|81[236-8]|82[567]|83\d|85[1-9]|87\d|88[3678]|89[1-8]|90[1-36889]|91[1-79]|93\d|94[13]|95[1-5]|97\d|99\d)"
)
_CHINA = r"(?:\+?86|0086)[ -]?"
_WRITTEN = "|".join(
    rf"(?={_MOBILE})\d{{{first}}}([ .-])" + rf"\d{{{second}}}" + (rf"\{n}\d{{{third}}}" if third else "")
    for n, (first, second, third) in enumerate(
        ((3, 4, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (3, 8, 0), (7, 4, 0)), start=1
    )
)
_MAINLAND_MOBILE = re.compile(rf"(?:{_CHINA})?(?:{_MOBILE}\d{{8}}|{_WRITTEN})|0{_MOBILE}\d{{8}}", re.ASCII)
_FIXED = re.compile(rf"(?:{_CHINA}0?|0){_AREA}(?:[2-8]\d{{6,7}}|[ .-][2-8]\d{{2,3}}[ .-]?\d{{4}})", re.ASCII)
_ABROAD = re.compile(r"020[ .-][378]\d{3}[ .-]\d{4}|010[ .-][2-479]\d{3}-\d{4}", re.ASCII)
"""London and Korea in a text without Han signs."""
_SHAPES = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        r"[2-9](?!11)\d\d([.-])[2-9]\d\d\1\d{4}",  # North America
        r"09\d\d([ .-])\d{3}\1\d{3}|04\d\d([ .-])\d{3}\2\d{3}",  # Taiwan, Australia
        r"0[1-9](?:( )\d\d\1\d\d\1\d\d\1\d\d|(-)\d\d\2\d\d\2\d\d\2\d\d)",  # France
        r"07[1-9]\d\d \d{6}",  # United Kingdom
        r"01[5-7]\d[ .-]\d{7,8}",  # Germany
        r"0(?:[5789]0|1[16-9])-\d{4}-\d{4}",  # Japan, Korea
        r"0086-[1-9]\d{6,10}",  # whatever China's plan has room for
    )
)


def telephone(text: str) -> str:
    """The type of a text that is nothing but one number, or nothing."""
    if _MAINLAND_MOBILE.fullmatch(text):
        return "mobile"
    if _ABROAD.fullmatch(text):
        return "phone"
    fixed = _FIXED.fullmatch(text)
    if fixed:
        number = sum(sign.isdigit() for sign in text[fixed.end("area") :])
        if number == 8 or (number == 7 and len(fixed["area"]) == 3):
            return "landline"
    return "phone" if any(shape.fullmatch(text) for shape in _SHAPES) else ""
