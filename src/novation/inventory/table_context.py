"""Looks at a table as a whole: what `id`, `name`, `status` mean in it, and whether it is about people at all."""

from __future__ import annotations

from novation.inventory.headers import Cue, normalise, split_words
from novation.inventory.judgement import Judgement
from novation.inventory.kinds import KINDS
from novation.messages import Text
from novation.terms import Category, Sensitivity

_KEYS = {
    "customer": "key.customer",
    "order": "key.order",
    "employee": "key.employee",
    "supplier": "key.supplier",
}
_GENERIC_KEY = frozenset(
    {"id", "no", "code", "key", "编号", "编码", "代码", "号码", "number", "bh", "uid", "pk"}
)
_GENERIC_NAME = frozenset({"name", "名称", "名字", "mc"})
_GENERIC_STATE = frozenset({"status", "state", "状态", "zt", "当前状态"})
_GENERIC_TIME = frozenset(
    {
        "date",
        "time",
        "created at",
        "create time",
        "created",
        "时间",
        "日期",
        "创建时间",
        "add time",
        "created on",
        "rq",
        "timestamp",
        "建立时间",
    }
)
_NAMES = {
    "customer": "person.name",
    "employee": "person.name",
    "supplier": "org.name",
    "product": "order.item",
    "order": "order.item",
    "place": "place.region",
    "system": "none",
    "service": "none",
    "consent": "none",
}
_STATES = {
    "customer": "relationship.state",
    "order": "order.state",
    "consent": "consent.state",
    "service": "hold.state",
}
_TIMES = {"order": "time.order", "customer": "time.registered", "consent": "consent.at"}
_PEOPLE = frozenset(
    {
        "person.name",
        "cn.resident-id",
        "cn.mobile",
        "cn.landline",
        "generic.email",
        "generic.phone",
        "key.customer",
        "person.birth-date",
        "id.number",
        "account.login",
        "key.order",
        "person.gender",
    }
)
_DEPENDENT = (
    "place.",
    "order.",
    "org.",
    "preference",
    "text.free",
    "time.order",
    "time.last",
    "time.registered",
)


def with_context(header: str, cues: tuple[Cue, ...], topics: tuple[str, ...]) -> tuple[Cue, ...]:
    """Adds what the table's name says about headers that mean little by themselves."""
    written = normalise(header)
    plain = written.lower() if not written.isascii() else " ".join(split_words(written))
    topic = topics[0] if topics else ""
    extra: list[Cue] = []
    if plain in _GENERIC_KEY and topic in _KEYS:
        extra.append(Cue(_KEYS[topic], 0.95, plain))
    elif plain == "title" and topic in ("employee", "customer"):
        extra.append(Cue("person.occupation", 0.8, plain))
    elif plain in _GENERIC_NAME and topic in _NAMES:
        extra.append(Cue(_NAMES[topic], 0.9, plain))
    elif plain in _GENERIC_NAME:
        extra.append(Cue("person.name", 0.45, plain))
    if plain in _GENERIC_NAME and topic not in ("customer", "employee"):
        cues = tuple(c for c in cues if c.kind != "person.name" or c.word not in _GENERIC_NAME)
    elif plain in _GENERIC_STATE and topic in _STATES:
        # Weaker than what telling values say: the status of a customer's claim is not the customer's status.
        extra.append(Cue(_STATES[topic], 0.9 if topic != "customer" else 0.55, plain))
    elif plain in _GENERIC_TIME and topic in _TIMES:
        extra.append(Cue(_TIMES[topic], 1.0, plain))
    if not extra:
        return cues
    said = next((c for c in cues if c.where == "comment"), None)
    if (
        said
        and said.word not in _GENERIC_NAME | {"名"}
        and said.strength >= 0.7
        and not said.kind.startswith(("key.other", "time.other"))
    ):
        return cues  # what the comment says of this column is surer than what the table's name says of all
    drop = {"key.other", "time.other"} if extra[0].strength >= 0.9 else set()
    stronger = [c for c in cues if c.kind == extra[0].kind and c.strength > extra[0].strength]
    if stronger:
        return cues
    rest = [c for c in cues if c.kind not in drop and c.kind != extra[0].kind]
    return tuple(sorted([*extra, *rest], key=lambda c: -c.strength))


def settle_table(columns: list[Judgement], topics: tuple[str, ...]) -> None:
    """Places, amounts and notes in a table without people are nobody's data."""
    if _about_people(columns):
        for column in columns:
            if column.kind == "org.name" and topics[:1] != ("supplier",):
                column.category, column.sensitivity = Category.IDENTITY, Sensitivity.PRIVATE
        return
    said = Text(
        "表中没有指向个人的列，此列不作为个人信息",
        "no column of the table points to a person, so this one is not personal",
    )
    for column in columns:
        if column.category is Category.NONE or not column.kind.startswith(_DEPENDENT):
            continue
        if column.profile.inside and any(
            KINDS[k].category is not Category.NONE for k in column.profile.inside
        ):
            continue
        column.category, column.sensitivity = Category.NONE, Sensitivity.NONE
        column.evidence.append(said)


def _about_people(columns: list[Judgement]) -> bool:
    return any(c.kind in _PEOPLE or c.category in _STRONG for c in columns if c.confidence >= 0.4)


_STRONG = frozenset(
    {
        Category.IDENTITY,
        Category.GOVERNMENT_ID,
        Category.HEALTH,
        Category.FINANCIAL,
        Category.LOCATION,
        Category.MARKETING,
    }
)
