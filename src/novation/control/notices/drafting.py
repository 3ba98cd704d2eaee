"""Draws up a first draft in plain words: a named paragraph for every item that the law's checklist makes mandatory."""

from __future__ import annotations

from collections.abc import Sequence

from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs
from novation.control.notices.paragraphs import BLANK, PARAGRAPHS, Paragraph
from novation.law.entries import NoticeContent, NoticeItem
from novation.law.entry_words import Need, NoticeForm, Stands
from novation.messages import Language, Text

TITLE = Text("关于您的资料：{buyer}将接手{seller}的业务", "About your data: {buyer} takes over from {seller}")
_GREETING = Text("{name}：", "Dear {name},")
_ALWAYS = (0, 1, 9)
"""What happens, who takes over, how to refuse: a notice without these is no use to anybody."""


def content_named(content: str) -> NoticeContent | None:
    return next((c for pack in shipped_packs() for c in pack.notices if c.id == content), None)


def contents_for(case: Case) -> list[NoticeContent]:
    """The checklists that can be drafted: those that stand before something, or that facts call for; no breach reports."""
    return [
        content
        for pack in shipped_packs()
        for content in pack.notices
        if content.before is not Stands.NONE or content.when
    ]


def musts(content: NoticeContent) -> list[NoticeItem]:
    return [item for item in content.items if item.need is Need.MUST]


def paragraphs_of(item: NoticeItem) -> list[Paragraph]:
    """The paragraphs that answer an item; an item can ask for several things at once."""
    text = item.text.en.lower()
    return [one for one in PARAGRAPHS if any(sign in text for sign in one.signs)]


def draw_up(content: NoticeContent, language: str) -> str:
    """The text; what nobody but the writer can know is marked and has to be filled in before the notice is checked."""
    said: Language = "zh" if language == "zh" else "en"
    wanted = {id(p) for item in musts(content) for p in paragraphs_of(item)}
    wanted |= {id(PARAGRAPHS[n]) for n in _ALWAYS}
    chosen = [one for one in PARAGRAPHS if id(one) in wanted]
    if content.form is NoticeForm.PUBLIC:
        said_to = ""
    else:
        said_to = _GREETING.in_(said)
    parts = [said_to, *(_written(one, said) for one in chosen), *_open(content, said)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _written(paragraph: Paragraph, language: Language) -> str:
    return f"{paragraph.heading.in_(language)}\n{paragraph.text.in_(language)}"


def _open(content: NoticeContent, language: Language) -> Sequence[str]:
    """Items that none of our paragraphs answers: a paragraph with the item as its heading, to be written by a person."""
    lacking = [item for item in musts(content) if not paragraphs_of(item)]
    return [f"{item.text.in_(language)}\n{BLANK.in_(language).format(what=item.id)}" for item in lacking]


def suggested_place(item: NoticeItem, language: str) -> str:
    """The headings under which a draft of ours says it; offered, never ticked by itself."""
    said: Language = "zh" if language == "zh" else "en"
    found = [one.heading.in_(said) for one in paragraphs_of(item)] or [item.text.in_(said)]
    return " / ".join(found)[:200]


def blanks_in(text: str) -> bool:
    return any(blank.partition("{")[0] in text for blank in (BLANK.zh, BLANK.en))
