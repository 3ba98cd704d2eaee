"""Words in templates: both languages stand side by side where they are used, so neither can be missing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from novation.errors import NovationError
from novation.messages import Text
from novation.ui.language import active_language

register = template.Library()


@register.simple_tag
def t(zh: str, en: str, **values: Any) -> SafeString:
    """`{% t "剩 {n} 天" "{n} days left" n=days %}`; the values are escaped, the words are the template's own."""
    words = zh if active_language() == "zh" else en
    if not values:
        return mark_safe(words)  # noqa: S308 - the template's own words
    return format_html(words, **{name: told(value) for name, value in values.items()})


@register.simple_tag
def html_lang() -> str:
    """The lang attribute of the page."""
    return "zh-CN" if active_language() == "zh" else "en"


@register.simple_tag
def words(zh: str, en: str) -> Text:
    """`{% words "已过期" "expired" as late %}`: a text to hand to another part."""
    return Text(zh, en)


@register.filter
def told(value: Any) -> Any:
    """A term or text in the reader's language; numbers with separators; days and instants as the language writes them."""
    language = active_language()
    if isinstance(value, Text):
        return value.in_(language)
    text = getattr(value, "text", None)
    if isinstance(text, Text):
        return text.in_(language)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _instant(value: datetime) -> str:
    """In the installation's place, with the zone, without which an instant means nothing to the other side."""
    there = timezone.localtime(value, ZoneInfo(settings.PLACE_TIME_ZONE))
    zone = there.strftime("%z")
    return f"{there:%Y-%m-%d %H:%M} {zone[:3]}{'' if zone.endswith('00') else ':' + zone[3:]}"


@register.simple_tag
def other(text: Text) -> SafeString:
    """The text in the language the page is not in, marked as such for screen readers."""
    if active_language() == "zh":
        return format_html('<span lang="en">{}</span>', text.en)
    return format_html('<span lang="zh-CN">{}</span>', text.zh)


@register.filter
def broken_digest(digest: str) -> SafeString:
    """A digest in groups of four that may break over lines."""
    plain = digest.removeprefix("sha256:")
    groups = [plain[at : at + 4] for at in range(0, len(plain), 4)]
    return mark_safe("<wbr>".join(conditional_escape(group) + " " for group in groups))  # noqa: S308


@register.filter
def message(error: NovationError) -> str:
    """What went wrong, in the reader's language."""
    return error.message(active_language())


@register.filter
def hint(error: NovationError) -> str:
    """What the reader can do about it."""
    return error.hint(active_language())
