"""Words in the portal's templates: by their id in the catalogue, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import formats, timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from novation.messages import Text
from novation.portal.texts import joined, say
from novation.terms import SellerCopy
from novation.ui.templatetags.parts import chip

register = template.Library()


@register.simple_tag(takes_context=True, name="say")
def say_tag(context: Context, name: str, **values: Any) -> str:
    """`{% say "start.title" seller=… buyer=… %}`; without values given, seller and buyer are those of the case."""
    case = context.get("case")
    known = {"seller": case.seller.name, "buyer": case.buyer.name} if case else {}
    return say(context["language"], name, **{**known, **values})


@register.simple_tag(takes_context=True)
def word(context: Context, kind: str, value: Any) -> str:
    """`{% word "category" term %}`: the plain word for a value of a vocabulary."""
    case = context.get("case")
    known = {"seller": case.seller.name, "buyer": case.buyer.name} if case else {}
    return say(context["language"], f"{kind}.{value}", **known)


@register.simple_tag(takes_context=True)
def listed(context: Context, categories: Any) -> str:
    """Categories of data as a list in words."""
    language = context["language"]
    return joined(language, [say(language, f"category.{one}") for one in categories])


@register.simple_tag(takes_context=True)
def law(context: Context, text: Text) -> SafeString:
    """A text of the law packs, which exist in Chinese and English; marked where the page is in another language."""
    if context["language"] == "zh":
        return format_html("{}", text.zh)
    if context["language"] == "en":
        return format_html("{}", text.en)
    return format_html('<span lang="en">{}</span>', text.en)


@register.simple_tag(takes_context=True)
def law_lines(context: Context, text: Text) -> SafeString:
    """The same for a text of several paragraphs."""
    said = text.zh if context["language"] == "zh" else text.en
    foreign = context["language"] not in ("zh", "en")
    paragraphs = [part for part in said.split("\n\n") if part.strip()]
    whole = format_html_join("", "<p>{}</p>", ((part,) for part in paragraphs))
    return format_html('<div lang="en">{}</div>', whole) if foreign else whole


def _said(context: Context, name: str, **values: Any) -> str:
    case = context["case"]
    return say(context["language"], name, seller=case.seller.name, buyer=case.buyer.name, **values)


@register.simple_tag(takes_context=True)
def closing(context: Context, at: datetime) -> str:
    """When the page closes, in the installation's time."""
    return _said(context, "portal.closes", time=_hour(timezone.localtime(at)))


@register.simple_tag(takes_context=True)
def hint(context: Context, right: str) -> str:
    return say(context["language"], f"right.{right}.hint")


@register.simple_tag(takes_context=True)
def what_covered(context: Context, categories: Any) -> str:
    return _said(context, "choice.covers", what=listed(context, categories))


@register.simple_tag(takes_context=True)
def your_answer(context: Context, standing: Any) -> str:
    answer = say(context["language"], f"answer.{standing.answer}")
    return _said(context, "answer.yours", answer=answer, when=instant(standing.answered_at))


@register.simple_tag(takes_context=True)
def looked(context: Context, purpose: Any) -> str:
    return _said(context, "looks.line", why=say(context["language"], f"look.{purpose}"))


@register.simple_tag(takes_context=True)
def extended(context: Context, why: str) -> str:
    return _said(context, "request.extended", why=why)


@register.simple_tag(takes_context=True)
def feedback_told(context: Context, feedback: Any) -> str:
    return _said(context, "feedback.told", word=say(context["language"], f"feedback.{feedback}"))


@register.simple_tag(takes_context=True)
def now_said(context: Context, name: str) -> str:
    """A text that says when it was made."""
    return _said(context, name, when=instant(timezone.now()))


@register.simple_tag(takes_context=True)
def outcome(context: Context, prospect: Any) -> SafeString:
    """What becomes of a kind of data at the buyer, with mark and word."""
    return chip(prospect.to_buyer, say(context["language"], f"out.{prospect.to_buyer}"))


@register.simple_tag(takes_context=True)
def floor(context: Context, category: Any, ground: Any) -> SafeString:
    """What is kept, and the law that orders it."""
    what = say(context["language"], f"category.{category}")
    return format_html("{}: <b>{}</b> {}", what, law(context, ground.citation), law(context, ground.reason))


@register.simple_tag(takes_context=True)
def how_long(context: Context, prospect: Any, until: Any) -> SafeString | str:
    """Until when the seller keeps a kind of data: a day and its law, or why there is none."""
    if prospect.seller_copy in _GOING:
        return _said(context, "until.closing", day=day(context["case"].closing_on))
    if not until:
        return _said(context, "until.undecided")
    if until.day is None:
        words = _said(context, f"until.{until.why}")
    else:
        words = _said(context, "until.day", day=day(until.day))
    if until.entry is None:
        return words
    doubt = "" if until.entry.citation.confirmed else f" ({_said(context, 'six.unconfirmed')})"
    return format_html(
        '{} <span class="s">{}{}</span>', words, law(context, until.entry.citation.text), doubt
    )


_GOING = frozenset({SellerCopy.DESTROY, SellerCopy.ANONYMISE})


@register.filter
def of(given: Mapping[str, str], name: Any) -> str:
    """What was given for a matter in a form that has to be shown again."""
    return given.get(str(name), "") if given else ""


@register.filter
def only_day(value: datetime) -> str:
    return day(timezone.localtime(value).date())


@register.filter
def day(value: date | None) -> str:
    """A day as the language writes it."""
    if value is None:
        return "–"
    english = (translation.get_language() or "").startswith("en")
    return formats.date_format(value, "j F Y" if english else "DATE_FORMAT")


@register.filter
def instant(value: datetime | None) -> str:
    """A moment in the installation's place, with its zone."""
    if value is None:
        return "–"
    there = timezone.localtime(value)
    return f"{day(there.date())} {_hour(there)}"


def _hour(there: datetime) -> str:
    zone = there.strftime("%z")
    return f"{there:%H:%M} (UTC{zone[:3]}:{zone[3:]})"


@register.filter
def grouped(reference: str) -> str:
    """A reference in groups of four, to be read aloud."""
    return "-".join(reference[at : at + 4] for at in range(0, len(reference), 4))
