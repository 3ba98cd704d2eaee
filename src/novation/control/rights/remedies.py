"""Where somebody can complain or go to court whose request was refused, by the place they live in.

What a law says is cited; of places for which no source was read, only that there are such ways is said.
"""

from __future__ import annotations

from novation.messages import Text
from novation.terms import Place
from novation.terms.places import EEA

_CN = Text(
    "您可以向履行个人信息保护职责的部门投诉、举报（《个人信息保护法》第六十五条），也可以依法向人民法院提起诉讼（第五十条第二款）。",
    "You may complain to the departments responsible for protecting personal information (PIPL Art. 65), "
    "and you may bring an action before a people’s court (PIPL Art. 50(2)).",
)
_EEA = Text(
    "您可以向您居住地、工作地或违法行为地的监管机构投诉（GDPR 第 77 条），也可以向法院寻求救济（第 79 条）。",
    "You may lodge a complaint with a supervisory authority where you live or work or where the infringement took place "
    "(GDPR Art. 77), and you have the right to a judicial remedy (Art. 79).",
)
_UK = Text(
    "您可以先向我们投诉（DPA 2018 第 164A 条），可以向信息专员投诉（UK GDPR 第 77 条），也可以向法院寻求救济（第 79 条）。",
    "You may complain to us (DPA 2018 s. 164A), to the Information Commissioner (UK GDPR Art. 77), "
    "and you have the right to a judicial remedy (Art. 79).",
)
_OTHERS = Text(
    "您可以向当地的个人信息保护主管机关投诉，也可以依当地法律寻求司法救济。",
    "You may complain to the data protection authority of your place and seek a remedy in court under its law.",
)


def remedy(place: Place) -> Text:
    """The paragraph that ends every refusal; counsel may say more, never less."""
    if place is Place.CN:
        return _CN
    if place in EEA:
        return _EEA
    return _UK if place is Place.UK else _OTHERS


def is_sourced(place: Place) -> bool:
    """Whether the paragraph cites the law of the place; where not, counsel adds it."""
    return remedy(place) is not _OTHERS
