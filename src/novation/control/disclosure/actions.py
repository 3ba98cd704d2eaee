"""Actions of the seller's side on the data room: opening it, putting items in, publishing and withdrawing them."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from novation.control.actions import Deed, Lifecycle, Policy, action, sight
from novation.control.agreements.actions import PAPERS
from novation.control.cases.audience import Audience
from novation.control.cases.file_actions import keep_file
from novation.control.cases.models import Case
from novation.control.cases.texts import commitment
from novation.control.disclosure.cells import differing, protect
from novation.control.disclosure.counting import counts, decided
from novation.control.disclosure.figures import read, table_digest, write
from novation.control.disclosure.kinds import ROOM_STAGES, ItemKind, ItemState, Layout, Readers, Stage
from novation.control.disclosure.models import Item, Room
from novation.control.disclosure.reading import NDA_IN_FORCE, SELLER_SIDE
from novation.control.disclosure.samples import rows_of
from novation.control.inputs import Input
from novation.control.roles import EVERY_CASE_ROLE, CaseRole
from novation.errors.disclosure import (
    DIFFERS_BY_FEW,
    MINIMUM_WRONG,
    RECORDS_INSIDE,
    SAMPLE_CLASSES_SMALL,
    SAMPLE_UPLOADED,
    TOO_FEW,
)
from novation.messages import Text

LIFECYCLE = Lifecycle("room item", ItemState)
LEAST, MOST = 5, 1000
PREPARERS = (*PAPERS, CaseRole.DATA_ENGINEER)
ROOM = sight(
    "case.room",
    zh="资料室",
    en="Data room",
    policy=Policy(tuple(role for role in EVERY_CASE_ROLE if role is not CaseRole.WITNESS)),
)


def stages(actor: Any, room: Room) -> list[str]:
    return [str(stage) for stage in ROOM_STAGES]


@action(
    "room.opened",
    zh="设立资料室",
    en="Set up the data room",
    policy=Policy(PAPERS, (SELLER_SIDE,)),
    target=Case,
    changes_target=False,
)
def open_room(
    deed: Deed,
    case: Case,
    *,
    minimum: Annotated[
        int,
        Input(
            "最小单元（人）",
            "Smallest cell (people)",
            help=Text("人数更少的格子不公布", "cells with fewer people are not published"),
        ),
    ] = 10,
) -> Room:
    """Sets up the room of a case; the other side enters once the NDA is in force. Doing it again changes nothing."""
    _check_minimum(minimum, LEAST)
    room, _ = Room.objects.get_or_create(case=case, defaults={"minimum": minimum})
    deed.record(room=room.ref, minimum=room.minimum)
    return room


def _check_minimum(minimum: int, least: int) -> None:
    if not least <= minimum <= MOST:
        raise MINIMUM_WRONG.error(least=least, most=MOST)


@action(
    "room-minimum.set",
    zh="改定最小单元",
    en="Set the smallest cell",
    policy=Policy(PAPERS, (SELLER_SIDE,)),
    target=Room,
)
def set_minimum(
    deed: Deed, room: Room, *, minimum: Annotated[int, Input("最小单元（人）", "Smallest cell (people)")]
) -> None:
    """Sets how few people a published figure may be about; after a table was published only upwards."""
    published = room.items.filter(kind=str(ItemKind.TABLE)).exclude(published_at=None).exists()
    _check_minimum(minimum, room.minimum if published else LEAST)
    before, room.minimum = room.minimum, minimum
    room.save(update_fields=["minimum"])
    deed.record(stream=room.house, case=room.case.ref, room=room.ref, before=before, after=minimum)


@action(
    "room-item.added",
    zh="放入文件",
    en="Put a document in",
    policy=Policy(PREPARERS, (SELLER_SIDE,)),
    target=Room,
    changes_target=False,
)
def add_item(
    deed: Deed,
    room: Room,
    *,
    name: Annotated[str, Input("名称", "Title", help=Text("对方会看到", "the other side sees it"))],
    document: Annotated[UploadedFile, Input("文件", "Document")],
    stage: Annotated[Stage, Input("阶段", "Stage", choices=stages)],
    readers: Annotated[Readers, Input("谁可以看", "Who may see it")],
    no_records: Annotated[
        bool,
        Input(
            "我已确认其中没有可识别个人的记录", "I have checked that it holds no records that identify people"
        ),
    ] = False,
    kind: Annotated[ItemKind, Input("种类", "Kind", choices=lambda actor, room: ["document", "sample"])] = (
        ItemKind.DOCUMENT
    ),
) -> Item:
    """Puts a document into the room, not published yet. A sample is never uploaded: it is drawn and measured here."""
    if kind is ItemKind.SAMPLE:
        raise SAMPLE_UPLOADED.error()
    if not no_records:
        raise RECORDS_INSIDE.error()
    file = keep_file(deed, room.case, document, Audience.SELLER, about=room.ref)
    item = Item.objects.create(
        room=room,
        kind=kind,
        stage=stage,
        readers=readers,
        title=name[:200],
        digest=file.digest,
        file=file,
        added_by=deed.actor.ref,
    )
    deed.record(
        stream=room.house,
        case=room.case.ref,
        item=item.ref,
        kind=str(kind),
        at_stage=str(stage),
        readers=str(readers),
        digest=item.digest,
    )
    return item


@action(
    "room-table.computed",
    zh="生成汇总表",
    en="Make a table of counts",
    policy=Policy(PREPARERS, (SELLER_SIDE,)),
    target=Room,
    changes_target=False,
)
def compute_table(
    deed: Deed,
    room: Room,
    *,
    layout: Annotated[Layout, Input("内容", "What it counts")],
    readers: Annotated[Readers, Input("谁可以看", "Who may see it")],
) -> Item:
    """Counts people from the decisions of the case's project and hides what is too small; not published yet."""
    found = decided(room.case)
    shown = protect(counts(found, layout, room.minimum), room.minimum)
    if shown is None:
        raise TOO_FEW.error(minimum=room.minimum)
    item = Item.objects.create(
        room=room,
        kind=ItemKind.TABLE,
        stage=Stage.AGGREGATES,
        readers=readers,
        title=layout.text.zh + " / " + layout.text.en,
        digest=table_digest(layout, shown),
        layout=layout,
        minimum=room.minimum,
        counted_on=found.on,
        added_by=deed.actor.ref,
    )
    write(item, shown)
    deed.record(
        stream=room.house,
        case=room.case.ref,
        item=item.ref,
        layout=str(layout),
        minimum=room.minimum,
        hidden=shown.hidden,
        digest=item.digest,
        counted_on=found.on.isoformat(),
    )
    return item


@action(
    "room-readers.set",
    zh="改定谁可以看",
    en="Set who may see it",
    policy=Policy(PAPERS, (SELLER_SIDE,)),
    target=Item,
)
def set_readers(
    deed: Deed, item: Item, *, readers: Annotated[Readers, Input("谁可以看", "Who may see it")]
) -> None:
    """Changes who of the other side sees an item from now on; what was seen was seen."""
    before, item.readers = item.readers, readers
    item.save(update_fields=["readers"])
    deed.record(stream=item.stream, item=item.ref, before=str(before), after=str(readers))


@action(
    "room-item.published",
    zh="公布",
    en="Publish",
    policy=Policy(PAPERS, (SELLER_SIDE, NDA_IN_FORCE)),
    target=Item,
    move=LIFECYCLE.move(ItemState.DRAFT, to=ItemState.PUBLISHED),
)
def publish_item(deed: Deed, item: Item) -> None:
    """Gives an item the next number of the index, for good, and opens it to its readers.

    Not before the NDA is in force: from here on the case's journal, which both sides read, knows of the item.
    """
    room = Room.objects.select_for_update().get(pk=item.room_id)
    if item.kind == ItemKind.TABLE:
        _check_against_earlier(item, room)
    if item.sample is not None:
        check_sample(item, room)
    room.last_number += 1
    room.save(update_fields=["last_number"])
    item.number, item.published_at = room.last_number, timezone.now()
    item.save(update_fields=["number", "published_at"])
    deed.record(
        item=item.ref,
        number=item.number,
        digest=item.digest,
        title=commitment(item.title_salt, item.title),
    )


def _check_against_earlier(item: Item, room: Room) -> None:
    """What was published stays known, also after it was withdrawn."""
    if item.minimum is None or item.minimum < room.minimum:
        raise MINIMUM_WRONG.error(least=room.minimum, most=MOST)
    table = read(item)
    earlier = room.items.filter(layout=str(item.layout)).exclude(published_at=None)
    for one in earlier.prefetch_related("labels", "figures"):
        if differing(read(one), table, item.minimum):
            raise DIFFERS_BY_FEW.error(number=one.number, minimum=item.minimum)


def check_sample(item: Item, room: Room) -> None:
    """It still is the sample that was measured, and its classes are still large enough for the room."""
    if item.minimum is None or item.minimum < room.minimum:
        raise SAMPLE_CLASSES_SMALL.error(smallest=item.minimum or 0, minimum=room.minimum)
    rows_of(item, 0, 1)


@action(
    "room-item.withdrawn",
    zh="撤下",
    en="Withdraw",
    policy=Policy(PAPERS, (SELLER_SIDE,)),
    target=Item,
    move=LIFECYCLE.move(ItemState.DRAFT, ItemState.PUBLISHED, to=ItemState.WITHDRAWN),
)
def withdraw_item(
    deed: Deed, item: Item, *, why_withdrawn: Annotated[str, Input("理由", "Reason", lines=3)]
) -> None:
    """Takes an item out of the room; its number stays in the index and is never given again."""
    item.withdrawn_at, item.why_withdrawn = timezone.now(), why_withdrawn[:2000]
    item.save(update_fields=["withdrawn_at", "why_withdrawn"])
    deed.record(
        stream=item.stream,
        item=item.ref,
        number=item.number or 0,
        reason=commitment(item.salt, why_withdrawn),
    )
