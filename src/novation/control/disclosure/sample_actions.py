"""Putting a drawn sample into the room: only one that was measured, whose classes are as large as the room asks for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from novation.control.actions import Deed, Policy, action
from novation.control.disclosure.actions import PREPARERS, check_sample
from novation.control.disclosure.kinds import ItemKind, ItemState, Readers, Stage
from novation.control.disclosure.models import Item, Room
from novation.control.disclosure.reading import SELLER_SIDE
from novation.control.disclosure.samples import numbers, sample_record
from novation.control.inputs import Input
from novation.evidence import canonical
from novation.messages import Text


def waiting(actor: Any, room: Room) -> list[str]:
    """Samples that were drawn and are not in the room."""
    inside = room.items.exclude(sample=None).exclude(state=str(ItemState.WITHDRAWN))
    taken = set(inside.values_list("sample", flat=True))
    return [str(number) for number in numbers(room.case) if number not in taken]


@action(
    "room-sample.added",
    zh="放入去标识化样本",
    en="Put a de-identified sample in",
    policy=Policy(PREPARERS, (SELLER_SIDE,)),
    target=Room,
    changes_target=False,
)
def add_sample(
    deed: Deed,
    room: Room,
    *,
    sample: Annotated[
        str,
        Input(
            "样本",
            "Sample",
            choices=waiting,
            help=Text("先在“运行”里抽取；编号见任务", "draw one under Jobs first"),
        ),
    ],
    readers: Annotated[Readers, Input("谁可以看", "Who may see it")],
) -> Item:
    """Puts a measured sample into the room, not published yet; it opens in due diligence only, under the NDA."""
    number = int(sample)
    record = sample_record(room.case, number)
    item = Item(
        room=room,
        kind=ItemKind.SAMPLE,
        stage=Stage.SAMPLE,
        readers=readers,
        title=f"去标识化样本 {number} / De-identified sample {number}",
        digest=record["content"],
        sample=number,
        minimum=record["risk"]["smallest"],
        counted_on=date.fromisoformat(record["made_at"][:10]),
        added_by=deed.actor.ref,
    )
    check_sample(item, room)
    item.save(force_insert=True)
    deed.record(
        stream=room.house,
        case=room.case.ref,
        item=item.ref,
        sample=number,
        digest=item.digest,
        record=canonical.digest(record),
        minimum=item.minimum or 0,
    )
    return item
