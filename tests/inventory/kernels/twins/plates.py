"""Plates of the mainland by regular expressions (GA 36-2018), in a piece of text between commas."""

from __future__ import annotations

import re

_PROVINCE = "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊"
_USE = "挂掛学學警港澳领領試试超使"
_HEAD = re.compile(rf"([{_PROVINCE}军])(·?[A-Za-z][·•‧・ \-.]?)([0-9A-Za-z]*)", re.ASCII)
_POLICE = re.compile(rf"(?<![0-9A-Za-z])WJ[{_PROVINCE}][· \-]?\d{{4}}[0-9A-Z](?![0-9A-Za-z])", re.ASCII)
_EMBASSY = re.compile(r"使(?<!\d)\d{6}(?![0-9A-Za-z])|(?<![0-9A-Za-z使])\d{6}使(?!用)", re.ASCII)


def plates(piece: str) -> list[tuple[int, int]]:
    """Start and end of each plate."""
    found = [match.span() for shape in (_POLICE, _EMBASSY) for match in shape.finditer(piece)]
    at = 0
    while head := _HEAD.search(piece, at):
        size = _fits(head, piece)
        if size:
            found.append((head.start(), head.end() + size - 1))
        at = head.end() if size else head.start() + 1
    return sorted(found)


def _fits(head: re.Match[str], piece: str) -> int:
    """0 for no plate, 1 for one that ends with its run of letters and digits, 2 for one with a sign of use behind it."""
    province, marked, rest = head.groups()
    digits = sum(sign.isdigit() for sign in rest)
    if any(sign in "ioIO" for sign in marked + rest) or digits < (5 if province == "军" else 1):
        return 0
    if len(rest) == 4:
        return 2 if piece[head.end() : head.end() + 1] in tuple(_USE) else 0
    electric = len(rest) == 6 and digits >= 4 and not (rest[0].isdigit() and rest[-1].isdigit())
    return 1 if len(rest) == 5 or electric else 0
