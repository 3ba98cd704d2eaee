"""In which form a kind of column may be generalised, and which columns are wanted first where there are too many."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class Form(Term):
    MONTH = "month", "月份", "month"
    AGE = "age", "年龄", "age"
    AMOUNT = "amount", "数额区间", "amount, in bands"
    PLACE = "place", "省市", "province and city"
    POSTCODE = "postcode", "邮编前几位", "first digits of the postcode"
    WORDS = "words", "常见取值", "common values"
    LENGTH = "length", "文字长短", "length of the text"


_FORMS = {
    "person.birth-date": Form.MONTH,
    "person.age": Form.AGE,
    "person.gender": Form.WORDS,
    "place.city": Form.PLACE,
    "place.address": Form.PLACE,
    "place.region": Form.PLACE,
    "place.postcode": Form.POSTCODE,
    "place.country": Form.WORDS,
    "time.registered": Form.MONTH,
    "time.last-activity": Form.MONTH,
    "time.order": Form.MONTH,
    "order.amount": Form.AMOUNT,
    "preference": Form.WORDS,
    "person.occupation": Form.WORDS,
    "person.nationality": Form.WORDS,
    "relationship.state": Form.WORDS,
    "marketing.state": Form.WORDS,
    "consent.state": Form.WORDS,
    "objection.state": Form.WORDS,
    "order.state": Form.WORDS,
    "order.item": Form.WORDS,
    "org.name": Form.WORDS,
    "time.other": Form.MONTH,
    "other": Form.WORDS,
    "none": Form.WORDS,
    "text.free": Form.LENGTH,
}
"""In the order in which they are wanted; kinds that are not here are never released."""

_RANK = {kind: rank for rank, kind in enumerate(_FORMS)}
_ONE_OF = (
    ("person.birth-date", "person.age"),
    ("place.city", "place.address", "place.region", "place.postcode"),
)
"""Of kinds that say the same more or less finely, only the first that is there is released."""


def form_of(kind: str) -> Form | None:
    return _FORMS.get(kind)


def rank_of(kind: str) -> int:
    """The smaller, the sooner a column is wanted."""
    return _RANK.get(kind, len(_RANK))


def overshadowed(kind: str, held: set[str]) -> bool:
    """Whether another column that is there says the same better."""
    return any(kind in group and held & set(group[: group.index(kind)]) for group in _ONE_OF)
