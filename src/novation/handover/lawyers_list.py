"""The lawyer's list: every class of people with its facts, rule, article and outcome, grouped so that one can work through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from novation.disposition.classes import whole_class
from novation.errors.law import CLASS_UNKNOWN
from novation.evidence import canonical
from novation.handover.class_sign_offs import ClassState, SigningState, roles_needed, sign_offs, states
from novation.handover.deciding import DECISIONS_RECORD
from novation.handover.project import Project

Entry = dict[str, Any]
_OF_GROUP = (
    *("to_buyer", "seller_copy", "consent_kind", "reasons", "seller_reasons"),
    *("human", "unconfirmed", "undecided_because", "seller_undecided_because", "unjudged"),
)
"""What all classes of a group have in common, besides the place: one question to a lawyer."""


def lawyers_list(project: Project) -> dict[str, Any]:
    """Groups of classes, the largest first, each with its state of signing; raises `project.step-missing`.

    `decisions` count a person once for each category; `people` of a class are people.
    """
    decisions = project.read_record(DECISIONS_RECORD, "decide")
    settings = project.settings()
    signed = sign_offs(project)
    roles = roles_needed(settings)
    found = states(decisions, signed, roles)
    groups = _groups(decisions, found)
    return {
        "case": settings.case,
        "as_of": decisions["as_of"],
        "deal": decisions["facts"],
        "laws": decisions["laws"],
        "people": decisions["people"],
        "classes": len(decisions["classes"]),
        "roles": [str(role) for role in roles],
        "required": bool(settings.approve_classes),
        "states": {str(s): sum(one.state is s for one in found.values()) for s in SigningState},
        "sign_offs": [one.as_dict() for one in signed],
        "groups": groups,
        "rules": decisions["rules"],
    }


def _groups(decisions: Mapping[str, Any], found: Mapping[str, ClassState]) -> list[Entry]:
    groups: dict[str, Entry] = {}
    for entry in decisions["classes"]:
        whole = whole_class(decisions, entry)
        name = group_id(whole)
        group = groups.get(name)
        if group is None:
            group = groups[name] = _group(name, whole, decisions["rules"])
        group["classes"].append(_class(entry, whole, found[entry["id"]]))
    return sorted((_summed(group) for group in groups.values()), key=lambda g: (-g["decisions"], g["id"]))


def group_id(whole: Mapping[str, Any]) -> str:
    """The same in every run: from the place, the outcome and its grounds."""
    said = {"place": whole["facts"]["place"], **{name: whole[name] for name in _OF_GROUP}}
    return "G-" + canonical.digest(said).removeprefix("sha256:")[:10]


def _group(name: str, whole: Mapping[str, Any], rules: Mapping[str, Any]) -> Entry:
    decided = [rules[r] for r in (*whole["reasons"], *whole["seller_reasons"])]
    return {
        "id": name,
        "place": whole["facts"]["place"],
        **{field: whole[field] for field in _OF_GROUP},
        "reading": any(rule["derived"] for rule in decided),
        "classes": [],
    }


def _class(entry: Mapping[str, Any], whole: Mapping[str, Any], state: ClassState) -> Entry:
    return {
        "id": entry["id"],
        "category": whole["facts"]["category"],
        "facts": {k: v for k, v in entry["facts"].items() if k not in ("category", "place")},
        "people": entry["people"],
        "passes_now": entry["passes_now"],
        "seller_copy_now": entry["seller_copy_now"],
        "notices": whole["notices"],
        "mask": whole["mask"],
        "others": _others(whole),
        **state.as_dict(),
    }


def _others(whole: Mapping[str, Any]) -> list[Entry]:
    """Laws that answered otherwise, with what they said and the rules that said it."""
    sides = (("to_buyer", "conflicts", "rules"), ("seller_copy", "seller_conflicts", "seller_rules"))
    return [
        {"law": answer["law"], "side": side, "said": answer[side], "rules": answer[rules]}
        for side, conflicts, rules in sides
        for answer in whole["answers"]
        if answer["law"] in whole[conflicts]
    ]


def _summed(group: Entry) -> Entry:
    classes = sorted(group["classes"], key=lambda c: (-c["people"], c["id"]))
    counted = Counter(c["state"] for c in classes)
    return {
        **group,
        "classes": classes,
        "decisions": sum(c["people"] for c in classes),
        "conflicts": _distinct(other for c in classes for other in c["others"]),
        "states": {str(state): counted[str(state)] for state in SigningState},
    }


def _distinct(others: Iterable[Entry]) -> list[Entry]:
    """Each other answer once: law, side, what it said; with all rules that said so."""
    found: dict[tuple[str, str, str], Entry] = {}
    for other in others:
        key = (other["side"], other["law"], other["said"])
        known = found.setdefault(key, {**other, "rules": []})
        known["rules"] = sorted({*known["rules"], *other["rules"]})
    return [found[key] for key in sorted(found)]


def classes_of(project: Project, groups: Collection[str]) -> list[str]:
    """Ids of the classes in these groups; raises `class.unknown`."""
    if not groups:
        return []
    found = _by_group(project)
    missing = sorted(set(groups) - set(found))
    if missing:
        raise CLASS_UNKNOWN.error(classes=", ".join(missing))
    return [name for group in dict.fromkeys(groups) for name in found[group]]


def group_ids(project: Project) -> list[str]:
    """Ids of all groups; raises `project.step-missing`."""
    return list(_by_group(project))


def _by_group(project: Project) -> dict[str, list[str]]:
    decisions = project.read_record(DECISIONS_RECORD, "decide")
    found: dict[str, list[str]] = {}
    for entry in decisions["classes"]:
        found.setdefault(group_id(whole_class(decisions, entry)), []).append(entry["id"])
    return found
