"""What people do with a notice until it may leave: draft, tick, check, approve, release."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import Condition, Deed, Policy, action, sight
from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs
from novation.control.cases.team import LEADERS
from novation.control.inputs import Input
from novation.control.notices.drafting import (
    TITLE,
    blanks_in,
    content_named,
    contents_for,
    draw_up,
    musts,
)
from novation.control.notices.models import ChecklistTick, Notice
from novation.control.notices.states import CHANGEABLE, NOTICE, State
from novation.control.notices.values import values_of, words_of
from novation.control.roles import SELLERS, CaseRole
from novation.errors.control import INPUT_WRONG
from novation.evidence import canonical
from novation.handover.notices.localising import WRITTEN, language_of
from novation.handover.notices.templates import parse
from novation.handover.notices.words import Via
from novation.law.entry_words import NoticeForm
from novation.messages import Text
from novation.terms import Place

WRITERS = (*LEADERS, CaseRole.COUNSEL)
WRITING = Policy(WRITERS)
NOTICES = sight("notices", zh="告知", en="Notices", policy=Policy((*SELLERS, CaseRole.AUDITOR)))


def _not_the_drafter(actor: Any, notice: Any, given: Mapping[str, Any]) -> bool:
    return bool(notice.drafted_by.ref != actor.ref)


ANOTHER = Condition(Text("起草的人不能批准", "whoever wrote the text cannot approve it"), _not_the_drafter)


def _contents(actor: Any, target: Any) -> list[str]:
    return [content.id for content in contents_for(target)]


def _languages(actor: Any, target: Any) -> tuple[str, ...]:
    return WRITTEN


def _items(actor: Any, target: Any) -> list[str]:
    content = content_named(target.content)
    return [item.id for item in content.items] if content else []


@action(
    "notice.drafted",
    zh="起草告知",
    en="Draft a notice",
    policy=WRITING,
    target=Case,
    changes_target=False,
)
def draft_notice(
    deed: Deed,
    case: Case,
    *,
    content: Annotated[str, Input("依据的清单", "Checklist of the law", choices=_contents)],
    place: Annotated[Place, Input("客户所在地", "Where the customers are")],
    channel: Annotated[Via, Input("渠道", "Channel")] = Via.EMAIL,
    language: Annotated[
        str,
        Input(
            "语言",
            "Language",
            choices=_languages,
            help=Text("留空则用当地的语言", "empty: the language of the place"),
        ),
    ] = "",
) -> Notice:
    """Draws up a text in plain words from the case and the law’s checklist; every item is then ticked by a person."""
    found = content_named(content)
    if found is None:
        raise INPUT_WRONG.error(field=Text("清单", "checklist"), problem=Text("没有这一项", "there is none"))
    if channel is Via.PUBLIC and found.form is NoticeForm.INDIVIDUAL:
        raise INPUT_WRONG.error(
            field=Text("渠道", "channel"),
            problem=Text(
                "法律要求逐人告知，不能用公告", "the law wants each person told; a public page is not enough"
            ),
        )
    if Notice.objects.filter(case=case, content=content, place=place, channel=channel).exists():
        raise INPUT_WRONG.error(
            field=Text("渠道", "channel"),
            problem=Text("这一地、这一渠道的告知已经有了", "there is one for this place and channel already"),
        )
    language = language or language_of(shipped_packs(), place)
    text = draw_up(found, language)
    notice = Notice(
        case=case,
        law=found.law,
        content=content,
        place=place,
        language=language,
        channel=channel,
        title=TITLE.in_("zh" if language == "zh" else "en"),
        text=text,
        drafted_by=deed.actor,
    )
    notice.digest = digest_of(notice)
    notice.save()
    deed.record(
        notice=notice.ref, content=content, place=str(place), channel=str(channel), text=notice.digest
    )
    return notice


@action(
    "notice.rewritten",
    zh="改写告知",
    en="Write the text",
    policy=WRITING,
    target=Notice,
    move=NOTICE.move(*CHANGEABLE, to=State.DRAFT),
)
def rewrite_notice(
    deed: Deed,
    notice: Notice,
    *,
    title: Annotated[str, Input("标题", "Title")],
    text: Annotated[str, Input("正文", "Text", lines=24)],
) -> None:
    """Replaces the text; ticks and approval were for the old one and fall away."""
    if len(title) > 200 or "\n" in title:
        raise INPUT_WRONG.error(field=Text("标题", "title"), problem=Text("太长", "it is too long"))
    parse(text)
    if set(parse(title).names) & {"name", "link"}:
        raise INPUT_WRONG.error(
            field=Text("标题", "title"),
            problem=Text("标题里不能有姓名和链接", "a title holds no name and no link"),
        )
    notice.ticks.all().delete()
    notice.title, notice.text, notice.drafted_by, notice.approved_by = title, text, deed.actor, None
    notice.digest = digest_of(notice)
    notice.save(update_fields=["title", "text", "drafted_by", "approved_by", "digest"])
    deed.record(notice=notice.ref, text=notice.digest)


@action("item.located", zh="标明在何处", en="Say where it stands", policy=WRITING, target=Notice)
def locate_item(
    deed: Deed,
    notice: Notice,
    *,
    item: Annotated[str, Input("清单项目", "Item of the checklist", choices=_items)],
    where: Annotated[
        str,
        Input(
            "在文本何处",
            "Where in the text",
            help=Text("写段落的标题", "the heading of the paragraph"),
        ),
    ],
) -> None:
    """Ticks an item of the law’s checklist by saying where the text says it."""
    if notice.state is not State.DRAFT or len(where) > 200:
        raise INPUT_WRONG.error(
            field=Text("清单项目", "item"),
            problem=Text("只在草稿中标明", "items are ticked while the notice is a draft"),
        )
    ChecklistTick.objects.update_or_create(
        notice=notice, item=item, defaults={"where": where, "by": deed.actor.ref}
    )
    deed.record(notice=notice.ref, item=item, where=canonical.digest_bytes(where.encode()))


@action(
    "notice.checked",
    zh="确认已核对",
    en="Say it is checked",
    policy=WRITING,
    target=Notice,
    move=NOTICE.move(State.DRAFT, to=State.CHECKED),
)
def check_notice(deed: Deed, notice: Notice) -> None:
    """Refused while a mandatory item is not ticked, a blank is open, or a placeholder is unknown."""
    parse(notice.text)
    lacking = unanswered(notice)
    if lacking:
        raise INPUT_WRONG.error(
            field=Text("必备项目", "mandatory items"),
            problem=Text(
                f"还有 {len(lacking)} 项没有标明：{'、'.join(lacking[:5])}",
                f"{len(lacking)} not ticked: {', '.join(lacking[:5])}",
            ),
        )
    if blanks_in(notice.text):
        raise INPUT_WRONG.error(
            field=Text("正文", "text"), problem=Text("还有待填写之处", "there are blanks to be filled in")
        )
    deed.record(notice=notice.ref, text=notice.digest)


@action(
    "notice.approved",
    zh="批准告知",
    en="Approve",
    policy=Policy(WRITERS, (ANOTHER,)),
    target=Notice,
    move=NOTICE.move(State.CHECKED, to=State.APPROVED),
)
def approve_notice(deed: Deed, notice: Notice) -> None:
    """By somebody other than who wrote it; the approval is of this very text."""
    notice.approved_by = deed.actor  # type: ignore[assignment]
    notice.save(update_fields=["approved_by"])
    deed.record(notice=notice.ref, text=notice.digest)


@action(
    "notice.released",
    zh="放行发送",
    en="Release for sending",
    policy=Policy(LEADERS),
    target=Notice,
    move=NOTICE.move(State.APPROVED, to=State.RELEASED),
)
def release_notice(
    deed: Deed,
    notice: Notice,
    *,
    reply_by: Annotated[
        date | None,
        Input(
            "客户可在何日之前表示",
            "By when customers may answer",
            help=Text("填入文本里的 {window_end}", "stands for {window_end} in the text"),
        ),
    ] = None,
    per_second: Annotated[
        int, Input("每秒最多发几份", "At most so many a second", help=Text("0：不限", "0: no limit"))
    ] = 0,
) -> None:
    """Fixes the day customers are told; refused where the text uses something that the case does not know."""
    if reply_by is not None and reply_by <= timezone.localdate():
        raise INPUT_WRONG.error(
            field=Text("日期", "day"), problem=Text("须在今天之后", "it must be after today")
        )
    if not 0 <= per_second <= 10_000:
        raise INPUT_WRONG.error(
            field=Text("每秒份数", "messages a second"), problem=Text("0 至 10000", "0 to 10000")
        )
    notice.reply_by, notice.per_second, notice.released_by = reply_by, per_second, deed.actor  # type: ignore[assignment]
    parse(notice.text).filled(values_of(notice))
    parse(notice.title).filled(values_of(notice))
    notice.save(update_fields=["reply_by", "per_second", "released_by"])
    deed.record(notice=notice.ref, text=notice.digest, reply_by=reply_by.isoformat() if reply_by else "none")


def unanswered(notice: Notice) -> list[str]:
    """The mandatory items of the checklist that nobody has found in the text."""
    return _unanswered(notice, set(notice.ticks.values_list("item", flat=True)))


def unanswered_each(notices: Iterable[Notice]) -> dict[int, list[str]]:
    """The same of many notices at once, by primary key."""
    by_pk = {one.pk: one for one in notices}
    ticked: dict[int, set[str]] = {pk: set() for pk in by_pk}
    for pk, item in ChecklistTick.objects.filter(notice__in=by_pk).values_list("notice", "item"):
        ticked[pk].add(item)
    return {pk: _unanswered(one, ticked[pk]) for pk, one in by_pk.items()}


def _unanswered(notice: Notice, ticked: Collection[str]) -> list[str]:
    content = content_named(notice.content)
    return [item.id for item in musts(content) if item.id not in ticked] if content else [notice.content]


def digest_of(notice: Notice) -> str:
    return canonical.digest({"title": notice.title, "text": notice.text, "language": words_of(notice)})
