"""Parts of pages that templates call by name; the parts with more mark-up have a template of their own."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from novation.messages import Text
from novation.ui.templatetags.words import broken_digest, told

register = template.Library()

# What is given: the values of `terms.ToBuyer`, `terms.SellerCopy` and the states of a duty → (colour class, icon).
DISPOSITIONS = {
    "transfer": ("transfer", "transfer"),
    "transfer-after-notice": ("notice", "notice"),
    "needs-consent": ("consent", "consent"),
    "withhold": ("withhold", "withhold"),
    "retain-restricted": ("retain", "retain"),
    "destroy": ("destroy", "destroy"),
    "anonymise": ("anonymise", "anonymise"),
    "keep": ("retain", "file"),
    "undecided": ("unknown", "unknown"),
}
STATES = {
    "late": ("warn", Text("逾期", "Overdue")),
    "soon": ("clock", Text("将到期", "Due soon")),
    "run": ("run", Text("进行中", "Running")),
    "met": ("ok", Text("已办", "Done")),
    "pause": ("pause", Text("已停表", "Clock stopped")),
    "unknown": ("unknown", Text("还没看过", "Not looked at")),
    "plain": ("right", Text("一般", "Plain")),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; the word beside it is its name, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def chip(outcome: Any, words: Any = None) -> SafeString:
    """`{% chip outcome %}`: what happens to data, always with icon and word; a stranger is shown as not decided."""
    colour, sign = DISPOSITIONS.get(str(outcome), ("unknown", "unknown"))
    kind = f"d-{colour}" if colour != "unknown" else "s-unknown"
    return format_html('<span class="chip {}">{}{}</span>', kind, icon(sign), told(words or outcome))


@register.simple_tag
def state(name: str, words: Any = None) -> SafeString:
    """`{% state "late" words %}`: late, soon, run, met, pause, unknown or plain. `met` is for what was looked at."""
    known = name if name in STATES else "unknown"
    sign, text = STATES[known]
    drawn = icon(sign) if known != "plain" else ""
    return format_html('<span class="chip s-{}">{}{}</span>', known, drawn, told(words or text))


@register.simple_tag
def mark(name: str) -> SafeString:
    """The icon of a state alone, coloured, for lists whose words stand beside it."""
    known = name if name in STATES else "unknown"
    return format_html('<span class="{}">{}</span>', known, icon(STATES[known][0]))


@register.simple_tag
def citation(text: Any, address: str = "", own: bool = False) -> SafeString:
    """Law and article, as a link to the rule where there is one; `own`: a house rule or a contract."""
    kind = "citation own" if own else "citation"
    if not text:
        return SafeString()
    if address:
        return format_html('<a class="{}" href="{}">{}</a>', kind, address, told(text))
    return format_html('<span class="{}">{}</span>', kind, told(text))


@register.simple_tag
def digest(value: str) -> SafeString:
    """A digest that can be read aloud and breaks over lines."""
    return format_html('<code class="digest">{}</code>', broken_digest(value) if value else "–")


@register.simple_tag
def stat(value: Any, zh: str, en: str, unknown: bool = False) -> SafeString:
    """One figure with its unit; `unknown` where nothing was counted: a dash, never a zero."""
    shown = "–" if value is None or unknown else told(value)
    kind = "stat unknown" if value is None or unknown else "stat"
    return format_html('<div class="{}"><b>{}</b><span>{}</span></div>', kind, shown, told(Text(zh, en)))


@register.simple_tag
def described(field: Any) -> SafeString:
    """The attributes that tie a control to its help and its error."""
    ids = [f"f-{field.name}-help"] if field.help else []
    ids += [f"f-{field.name}-wrong"] if field.error else []
    wrong = SafeString(' aria-invalid="true"') if field.error else ""
    return format_html(' aria-describedby="{}"{}', " ".join(ids), wrong) if ids else SafeString()


@register.filter
def initials(name: str) -> str:
    """For the round mark beside a name: one Chinese character, or the first letters of two words."""
    if not name:
        return "–"
    if not name[0].isascii():
        return name[0]
    parts = [part for part in name.split() if part.isascii()]
    return "".join(part[0] for part in ([parts[0], parts[-1]] if len(parts) > 1 else parts)).upper()
