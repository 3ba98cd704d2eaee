"""Looking at items of the room: each view and each download is an entry that both sides find in the case's journal."""

from __future__ import annotations

from novation.control.actions import Deed, Policy, action
from novation.control.agreements.sides import stands_for
from novation.control.disclosure.actions import ROOM
from novation.control.disclosure.kinds import Access, ItemState
from novation.control.disclosure.models import Item, Looking, Room
from novation.control.disclosure.reading import ADMITTED, OPEN_TO_READER, items_for
from novation.control.disclosure.samples import is_there

READERS = ROOM.policy.roles
MOST_TOGETHER = 500


@action(
    "room-item.viewed",
    zh="查看资料",
    en="Look at an item",
    policy=Policy(READERS, (OPEN_TO_READER,)),
    target=Item,
    changes_target=False,
    api=False,
)
def view_item(deed: Deed, item: Item) -> Item:
    """Records that somebody looks at what an item holds; the page then shows it."""
    _record(deed, item, Access.VIEWED)
    return item


@action(
    "room-item.downloaded",
    zh="下载资料",
    en="Download an item",
    policy=Policy(READERS, (OPEN_TO_READER,)),
    target=Item,
    changes_target=False,
    api=False,
)
def download_item(deed: Deed, item: Item) -> Item:
    """Records that somebody takes a copy; the page then sends it, marked with who took it."""
    _record(deed, item, Access.DOWNLOADED)
    return item


@action(
    "room-items.downloaded",
    zh="下载全部资料",
    en="Download all items",
    policy=Policy(READERS, (ADMITTED,)),
    target=Room,
    changes_target=False,
    api=False,
)
def download_all(deed: Deed, room: Room) -> list[Item]:
    """Records every item by itself, as if each had been downloaded alone, and that it was done in one go."""
    items = items_for(deed.actor, room.case).filter(state=str(ItemState.PUBLISHED), source="")
    found = [one for one in items.order_by("number")[:MOST_TOGETHER] if _has_content(one)]
    for item in found:
        _record(deed, item, Access.DOWNLOADED, together=True)
    deed.record(room=room.ref, items=len(found))
    return found


def _has_content(item: Item) -> bool:
    """A sample whose rows went with the working copies stays in the index only."""
    return item.sample is None or is_there(item)


def _record(deed: Deed, item: Item, what: Access, *, together: bool = False) -> None:
    side = stands_for(deed.actor, item.scope)
    Looking.objects.create(item=item, person=deed.actor.ref, side=side, what=what, together=together)
    deed.record(
        tag=f"room-item.{what}",
        stream=item.stream,
        item=item.ref,
        number=item.number or 0,
        side=str(side),
        digest=item.digest,
        together=together,
    )
