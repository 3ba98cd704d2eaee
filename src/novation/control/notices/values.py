"""What fills the placeholders of a notice: the case for everybody, an invented customer for the preview."""

from __future__ import annotations

from datetime import date

from novation.control.notices.models import Notice
from novation.handover.notices.templates import preview
from novation.messages import Language, Text

GENERAL = Text("尊敬的客户", "customer")
_INVENTED = {"zh": "林小满", "en": "Mary Example", "de": "Erika Muster", "fr": "Jeanne Exemple", "ja": "見本花子", "ko": "홍길동"}  # fmt: skip


def words_of(notice: Notice) -> Language:
    return "zh" if notice.language == "zh" else "en"


def values_of(notice: Notice) -> dict[str, str]:
    """Empty where the case does not know; a text that uses it then cannot be released."""
    case, said = notice.case, words_of(notice)
    return {
        "seller": case.seller.name,
        "seller_contact": case.seller.contact,
        "buyer": case.buyer.name,
        "buyer_contact": case.buyer.contact,
        "buyer_place": case.buyer.place.text.in_(said),
        "case": case.number,
        "closing_on": _day(case.closing_on, said),
        "window_end": _day(notice.reply_by, said) if notice.reply_by else "",
    }


def titled(notice: Notice) -> str:
    """The subject line: the same for everybody."""
    return preview(notice.title, values_of(notice))


def as_seen(notice: Notice) -> str:
    """The message as an invented customer gets it."""
    personal = {
        "name": _INVENTED.get(notice.language, _INVENTED["en"]),
        "link": "https://…/…/k/…/",
    }
    return preview(notice.text, {**values_of(notice), **personal})


def _day(day: date, language: Language) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B %Y}"
