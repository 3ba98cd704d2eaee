"""Larger parts of pages: panels, tables, clocks, rails, timelines, pages of a list, figures of a chart."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from novation.messages import Text
from novation.ui.parts import Chart, Clock, Look, Moment, Step
from novation.ui.templatetags.parts import STATES, icon
from novation.ui.templatetags.words import told

register = template.Library()


@register.simple_block_tag
def panel(
    content: str,
    zh: Any = "",
    en: Any = "",
    title: Any = None,
    note: Any = "",
    kind: str = "",
    bare: bool = False,
    id: str = "",
) -> SafeString:
    """`{% panel "协议" "Agreements" note=… kind="late" %}…{% endpanel %}`: kinds late, soon, run, met, unknown.

    `title`: a text or value instead of the two words. `bare`: no padding (for tables and duty rows).
    """
    words = title if title is not None else _words(zh, en)
    noted = format_html('<span class="note">{}</span>', told(note)) if note not in ("", None) else ""
    head = format_html("<header><h2>{}</h2>{}</header>", told(words), noted) if words else ""
    body = _safe(content) if bare else format_html('<div class="body">{}</div>', _safe(content))
    name = format_html(' id="{}"', id) if id else ""
    return format_html('<section class="panel {}"{}>{}{}</section>', kind, name, head, body)


@register.simple_block_tag
def table(content: str, zh: Any, en: Any, kind: str = "", shown: bool = False) -> SafeString:
    """`{% table "协议一览" "Agreements" %}<thead>…{% endtable %}`: scrolls in its panel, with a name and by keyboard.

    `kind`: tight, dense, nb. `shown`: the caption is seen as well, not only read aloud.
    """
    return format_html(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}">'
        '<table class="table {}"><caption{}>{}</caption>{}</table></div>',
        told(_words(zh, en)),
        kind,
        "" if shown else _safe(' class="unseen"'),
        told(_words(zh, en)),
        _safe(content),
    )


@register.simple_block_tag
def callout(content: str, kind: str = "") -> SafeString:
    """A remark that stands out: late, soon, unknown, or plain."""
    sign = icon(STATES[kind][0]) if kind in STATES else ""
    return format_html('<div class="callout {}">{}<div>{}</div></div>', kind, sign, _safe(content))


@register.simple_tag
def empty(zh: str, en: str, hint: Any = "") -> SafeString:
    """What a list says that has nothing: a sentence, and what to do. Never a tick."""
    return format_html('<div class="empty"><b>{}</b>{}</div>', told(Text(zh, en)), told(hint))


def _words(zh: Any, en: Any) -> Any:
    return Text(zh, en) if zh and en else ""


def _safe(content: str) -> SafeString:
    """What a template has drawn is escaped already."""
    return mark_safe(content)  # noqa: S308  # nosec B308 B703 - drawn by a template, so escaped there


@register.inclusion_tag("ui/clock.html")
def clock(value: Clock) -> dict[str, Any]:
    return {"clock": value}


@register.inclusion_tag("ui/rail.html")
def rail(steps: list[Step]) -> dict[str, Any]:
    return {"steps": steps}


@register.inclusion_tag("ui/timeline.html")
def timeline(moments: list[Moment]) -> dict[str, Any]:
    return {"moments": moments}


@register.inclusion_tag("ui/checks.html")
def checks(looks: list[Look]) -> dict[str, Any]:
    return {"looks": looks}


@register.inclusion_tag("ui/figures.html")
def figures(chart: Chart, caption: Any) -> dict[str, Any]:
    """The same figures as the drawing, for those who cannot use it."""
    marks = chart.marks or ("",) * len(chart.columns)
    columns = [
        {"text": text, "mark": mark} for text, mark in zip(chart.columns, ("", *marks, ""), strict=False)
    ]
    return {"chart": chart, "caption": caption, "columns": columns}


@register.simple_tag
def drawing(chart: Chart) -> SafeString:
    """The drawing itself; `ui.charts` escapes every text in it."""
    return _safe(chart.svg)


GAP = 0


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    """The pages of a list; the other parameters of the address are kept."""
    last = page.paginator.num_pages
    wanted = sorted({1, last, *(n for n in range(page.number - 1, page.number + 2) if 1 <= n <= last)})
    numbers = wanted[:1]
    for before, after in pairwise(wanted):
        numbers += [after] if after == before + 1 else [GAP, after]
    return {"page": page, "numbers": numbers, "gap": GAP, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """This address with another page number."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
