"""A law pack as an OSCAL catalog: what is owed, its rules, duties, notices and clocks, each with its article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novation.law.deadlines import threshold_of
from novation.law.entries import Clock, Control, Entry, NoticeContent
from novation.law.interchange.namespaces import named_uuid
from novation.law.interchange.oscal_pieces import (
    citation_links,
    citation_props,
    condition_props,
    line,
    metadata,
    parameter,
    part,
    period_props,
    prop,
    props,
    span_words,
    text_props,
)
from novation.law.pack import Obligation, Pack, Rule
from novation.law.pack_parts import Period
from novation.law.packset import Packs
from novation.messages import Text

GROUPS: dict[str, Text] = {
    "control": Text("义务与证据", "What is owed, and its evidence"),
    "rule": Text("判定规则", "Rules that decide"),
    "obligation": Text("移交后的义务", "What binds after the handover"),
    "notice": Text("告知内容", "Contents of notices"),
    "clock": Text("期限", "Clocks"),
}
"""Kinds of entry, each a group of the catalog; a group without entries is left out."""

_EVERY = Text("频次", "how often")
_DUE = Text("期限", "due")


def catalog(pack: Pack, packs: Packs) -> dict[str, Any]:
    """The OSCAL catalog of a pack; `packs` holds what it extends. The same pack gives the same bytes."""
    entries = {
        "control": [_control(entry, pack, packs) for entry in pack.controls],
        "rule": [_rule(entry) for entry in pack.rules],
        "obligation": [_obligation(entry) for entry in pack.obligations],
        "notice": [_notice(entry) for entry in pack.notices],
        "clock": [_clock(entry, pack, packs) for entry in pack.clocks],
    }
    found: dict[str, Any] = {
        "uuid": catalog_uuid(pack),
        "metadata": metadata(pack.title, pack.version.isoformat(), pack.version, _of_pack(pack)),
    }
    groups = [_group(pack, kind, controls) for kind, controls in entries.items() if controls]
    return {"catalog": {**found, "groups": groups} if groups else found}


def catalog_uuid(pack: Pack) -> str:
    return named_uuid("catalog", pack.id, pack.digest)


def control_id(kind: str, full_id: str) -> str:
    """`cn-pipl.rule.22-notice`: unique over all packs and kinds, and an OSCAL token (its first character is a letter)."""
    law, _, short = full_id.partition("/")
    return f"{law}.{kind}.{short}"


def _of_pack(pack: Pack) -> list[dict[str, str]]:
    return [
        *props({"pack": pack.id, "kind": str(pack.kind), "digest": pack.digest}),
        *period_props(pack.in_force),
        *(prop("extends", base) for base in pack.extends),
    ]


def _group(pack: Pack, kind: str, controls: list[dict[str, Any]]) -> dict[str, Any]:
    title = GROUPS[kind]
    return {
        "id": f"{pack.id}.{kind}s",
        "class": kind,
        "title": title.en,
        "props": [prop("title-zh", title.zh)],
        "controls": controls,
    }


def _head(kind: str, entry: Entry | Rule | Obligation) -> dict[str, Any]:
    """What every entry has; parameters, further properties and parts follow."""
    derived = bool(getattr(entry, "derived", False))
    found: dict[str, Any] = {
        "id": control_id(kind, entry.id),
        "class": kind,
        "title": line(entry.title.en),
        "params": [],
        "props": [
            prop("title-zh", entry.title.zh),
            *citation_props(entry.citation, derived),
            *period_props(Period() if isinstance(entry, Obligation) else entry.in_force),
            *condition_props(entry.when),
        ],
        "links": citation_links(entry.citation),
        "parts": [],
    }
    return found


def _done(control: dict[str, Any]) -> dict[str, Any]:
    """Without the lists that stayed empty: OSCAL allows none."""
    return {name: value for name, value in control.items() if value != []}


def _rule(rule: Rule) -> dict[str, Any]:
    control = _head("rule", rule)
    name, then = control["id"], rule.then
    control["props"] += props(
        {
            "to-buyer": then.to_buyer,
            "seller-copy": then.seller_copy,
            "consent-kind": then.consent_kind,
            "human": "yes" if then.human else None,
        }
    )
    control["props"] += [prop("mask", category) for category in then.mask]
    control["props"] += [prop("displaces", other) for other in rule.displaces]
    if then.notice and then.notice.window_days:
        label = Text("告知后等待", "wait after the notice")
        value = f"{then.notice.window_days} {then.notice.calendar.text.en}"
        control["params"].append(parameter(f"{name}.window", label, value))
    control["parts"].append(part(f"{name}.statement", "statement", rule.reason))
    return _done(control)


def _control(entry: Control, pack: Pack, packs: Packs) -> dict[str, Any]:
    control = _head("control", entry)
    name = control["id"]
    control["props"] += props({"who": entry.who})
    often = _often(entry)
    if often:
        control["params"].append(parameter(f"{name}.every", _EVERY, often))
    control["params"] += _threshold(entry, pack, packs, name)
    control["parts"].append(part(f"{name}.statement", "statement", entry.what))
    for number, evidence in enumerate(entry.evidence, 1):
        text = evidence.text or Text(f"日志条目 {evidence.ref}", f"journal entry {evidence.ref}")
        more = props({"evidence-kind": evidence.kind, "evidence-ref": evidence.ref or None})
        control["parts"].append(part(f"{name}.evidence-{number}", "evidence", text, more))
    return _done(control)


def _often(entry: Control) -> str:
    if entry.every:
        return f"every {span_words(entry.every)}"
    if entry.on:
        return f"on {entry.on}"
    return "once" if entry.once else ("always" if entry.always else "")


def _obligation(entry: Obligation) -> dict[str, Any]:
    control = _head("obligation", entry)
    name = control["id"]
    control["props"] += [prop("where-to-buyer", outcome) for outcome in entry.to_buyer]
    control["props"] += [prop("where-seller-copy", outcome) for outcome in entry.seller_copy]
    control["params"].append(parameter(f"{name}.due", _DUE, entry.due.en, [prop("value-zh", entry.due.zh)]))
    control["parts"].append(part(f"{name}.statement", "statement", entry.title))
    return _done(control)


def _notice(entry: NoticeContent) -> dict[str, Any]:
    control = _head("notice", entry)
    name = control["id"]
    control["props"] += props({"who": entry.by, "form": entry.form, "before": entry.before})
    if entry.public:
        label = Text("公告期", "how long a public notice stays")
        control["params"].append(parameter(f"{name}.public", label, span_words(entry.public)))
    control["parts"].append(part(f"{name}.statement", "statement", entry.title))
    for number, item in enumerate(entry.items, 1):
        more = [*props({"item": item.id, "need": item.need}), *text_props("condition", item.condition)]
        control["parts"].append(part(f"{name}.item-{number}", "item", item.text, more))
    return _done(control)


def _clock(entry: Clock, pack: Pack, packs: Packs) -> dict[str, Any]:
    control = _head("clock", entry)
    name = control["id"]
    control["props"] += props(
        {
            "who": entry.who,
            "to": entry.to,
            "starts": entry.starts,
            "direction": entry.direction,
            "calendar": entry.calendar or packs.calendar(pack.id) or None,
        }
    )
    control["props"] += [prop("sooner-at", event) for event in entry.at_events]
    control["props"] += [prop("pauses", pause) for pause in entry.pauses]
    limits = [span_words(span) for span in entry.due]
    if entry.by_day:
        limits.append(f"{entry.by_day[0]:02}-{entry.by_day[1]:02}")
    control["params"] += [
        parameter(f"{name}.due-{number}", _DUE, limit) for number, limit in enumerate(limits, 1)
    ]
    if entry.every:
        control["params"].append(parameter(f"{name}.every", _EVERY, span_words(entry.every)))
    if entry.extension:
        label = Text("可延长", "may be extended by")
        control["params"].append(parameter(f"{name}.extension", label, span_words(entry.extension.by)))
    control["params"] += _threshold(entry, pack, packs, name)
    control["parts"].append(part(f"{name}.statement", "statement", entry.what))
    return _done(control)


def _threshold(entry: Control | Clock, pack: Pack, packs: Packs, name: str) -> Iterable[dict[str, Any]]:
    found = threshold_of(packs, pack, entry.threshold) if entry.threshold else None
    if found is None:
        return []
    value = f"{found.at_least} {found.counts.text.en}"
    more = props({"threshold": found.id, "counts": found.counts, "at-least": str(found.at_least)})
    return [parameter(f"{name}.threshold", found.title, value, more)]
