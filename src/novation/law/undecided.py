"""Says why a vector is undecided, in one sentence or two."""

from __future__ import annotations

from collections.abc import Iterable

from novation.messages import Text
from novation.terms import Place

_NO_PACK = Text("没有加载适用于{place}的规则包", "no law pack is loaded for {place}")
_NO_RULE = Text("{law}中没有规则涵盖此情形", "no rule of {law} covers this case")
_PLACE_UNKNOWN = Text(
    "个人所在地不明，且没有规则包适用于出让方所在地",
    "the person's place is unknown, and no pack applies at the seller's place",
)
_SILENT = Text("适用的各规则包对此均无规则", "none of the packs that apply has a rule for this")


def because(place: Place, any_applied: bool, missing: Iterable[Place], uncovered: Iterable[Text]) -> Text:
    """`missing`: places without a pack; `uncovered`: titles of statutes that apply but have no rule for this."""
    parts = [Text(_NO_PACK.zh.format(place=p.text.zh), _NO_PACK.en.format(place=p.text.en)) for p in missing]
    parts += [Text(_NO_RULE.zh.format(law=title.zh), _NO_RULE.en.format(law=title.en)) for title in uncovered]
    if not parts:
        parts = [_SILENT if any_applied or place is not Place.UNKNOWN else _PLACE_UNKNOWN]
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))
