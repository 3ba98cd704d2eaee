"""What the columns of one table are together: candidate identifiers, quasi-identifiers, data sensitive by combination."""

from __future__ import annotations

from collections.abc import Sequence

from novation.inventory.finding import TableNote
from novation.inventory.judgement import Judgement
from novation.inventory.kinds import KINDS
from novation.messages import Text
from novation.terms import Category

_QUASI = (
    "person.birth-date", "person.age", "person.gender", "place.postcode", "place.city", "place.region",
    "person.nationality", "ethnicity", "person.occupation", "other",
)  # fmt: skip
_WHO = (
    "person.name",
    "cn.resident-id",
    "cn.mobile",
    "generic.email",
    "generic.phone",
    "cn.passport",
    "id.number",
)
_GRAVE = frozenset({Category.HEALTH, Category.FINANCIAL, Category.BELIEF, Category.BIOMETRIC, Category.CRIMINAL, Category.ETHNICITY, Category.LOCATION})  # fmt: skip
_TOGETHER = (("person.name", "cn.resident-id"), ("person.name", "id.number"), ("cn.mobile", "credential"))
_UNIQUE, _LEAST_ROWS = 0.98, 5


def table_notes(columns: Sequence[Judgement]) -> tuple[TableNote, ...]:
    """Findings about several columns of a table at once, each with its sentence."""
    return (*_identifiers(columns), *_quasi(columns), *_sensitive(columns))


def _identifiers(columns: Sequence[Judgement]) -> list[TableNote]:
    notes = []
    for column in columns:
        profile = column.profile
        if (
            profile.rows < _LEAST_ROWS
            or profile.filled < profile.rows
            or column.kind.startswith(("time.", "text.", "order.amount", "person.", "place."))
        ):
            continue
        if profile.distinct.unique_share >= _UNIQUE and profile.share(profile.looks["decimal"]) < 0.1:
            count = f"{profile.distinct.count:,}"
            said = Text(
                f"“{profile.name}”每行都有值且不重复（约 {count} 个）：可以标识一行",
                f"“{profile.name}” is filled and different in every row (about {count} values): it can identify a row",
            )
            notes.append(TableNote("identifier", (profile.name,), said))
    return notes


def _quasi(columns: Sequence[Judgement]) -> list[TableNote]:
    """GB/T 37964 and GDPR recital 26: what singles a person out without naming them, three columns or a day of birth."""
    held = [c for c in columns if c.kind in _QUASI and c.category is not Category.NONE and c.profile.filled]
    kinds = {c.kind for c in held}
    if len(kinds) < 2 or (len(kinds) < 3 and not kinds & {"person.birth-date", "place.postcode"}):
        return []
    zh, en = _listed(held)
    said = Text(
        f"合在一起可能指向某一个人（准标识符）：{zh}",
        f"together they may single a person out (quasi-identifiers): {en}",
    )
    return [TableNote("quasi-identifier", tuple(c.profile.name for c in held), said)]


def _sensitive(columns: Sequence[Judgement]) -> list[TableNote]:
    """GB/T 45574-2025, annex: general data that becomes sensitive when it stands beside what tells whose it is."""
    notes = []
    who = [c for c in columns if c.kind in _WHO and c.profile.filled]
    grave = [c for c in columns if c.category in _GRAVE and c.profile.filled]
    if who and grave:
        zh, en = _listed([*who, *grave])
        said = Text(
            f"身份与敏感内容同在一表，合并后按敏感个人信息对待：{zh}",
            f"who and what stand in one table, sensitive together: {en}",
        )
        notes.append(TableNote("sensitive-together", tuple(c.profile.name for c in [*who, *grave]), said))
    for pair in _TOGETHER:
        held = [c for c in columns if c.kind in pair and c.profile.filled]
        if {c.kind for c in held} == set(pair):
            zh, en = _listed(held)
            said = Text(
                f"合并后可冒用身份，按敏感个人信息对待：{zh}",
                f"together they allow impersonation, sensitive: {en}",
            )
            notes.append(TableNote("sensitive-together", tuple(c.profile.name for c in held), said))
    moves = [c for c in columns if c.kind.startswith("place.address") or c.kind == "generic.gps"]
    times = [c for c in columns if c.kind in ("time.order", "time.last-activity") and c.profile.filled]
    if who and len(moves) > 0 and any(c.kind == "generic.gps" for c in moves) and times:
        zh, en = _listed([*moves, *times])
        said = Text(
            f"位置与时间相连即为行踪轨迹：{zh}", f"places with times are a person's whereabouts: {en}"
        )
        notes.append(TableNote("sensitive-together", tuple(c.profile.name for c in [*moves, *times]), said))
    return notes


def _listed(columns: Sequence[Judgement]) -> tuple[str, str]:
    zh = "、".join(f"{c.profile.name}（{KINDS[c.kind].text.zh}）" for c in columns)
    return zh, ", ".join(f"{c.profile.name} ({KINDS[c.kind].text.en})" for c in columns)
