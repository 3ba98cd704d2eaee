"""The OSCAL profile of a deal: of the catalogs of the packs that apply, the controls that apply; and its resolution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from novation.law.deadlines import Situation, applying
from novation.law.interchange.namespaces import named_uuid
from novation.law.interchange.oscal_catalog import GROUPS, catalog_uuid, control_id
from novation.law.interchange.oscal_pieces import metadata, prop, props
from novation.law.pack import Obligation, Pack
from novation.law.packset import Packs
from novation.messages import Text


def catalog_file(pack_id: str) -> str:
    """The name of a pack's catalog beside a profile."""
    return f"{pack_id}.catalog.json"


def profile(packs: Packs, situation: Situation, case: str, digests: Mapping[str, str]) -> dict[str, Any]:
    """The profile of a deal on a day; `digests` are the SHA-256 (hex) of the catalogs, by pack."""
    chosen = {pack.id: selected(pack, situation) for pack in applying(packs, situation)}
    wanted = {pack_id: names for pack_id, names in chosen.items() if names}
    facts = [prop("fact", f"{name}={word}") for name, word in sorted(situation.facts.items())]
    places = [prop("place", place) for place in sorted(situation.places)]
    title = Text(
        f"{case or '本次交易'}：适用的法律要求", f"{case or 'This deal'}: the legal requirements that apply"
    )
    named = [f"{packs[pack_id].id} {packs[pack_id].digest}" for pack_id in wanted]
    told = [item["value"] for item in (*facts, *places)]
    return {
        "profile": {
            "uuid": named_uuid("profile", case, situation.on.isoformat(), *told, *named),
            "metadata": metadata(
                title, situation.on.isoformat(), _checked(packs, wanted, situation), [*facts, *places]
            ),
            "imports": [
                {"href": f"#{_resource_uuid(packs[name])}", "include-controls": [{"with-ids": list(ids)}]}
                for name, ids in wanted.items()
            ],
            "merge": {"as-is": True},
            "back-matter": {"resources": [_resource(packs[name], digests.get(name, "")) for name in wanted]},
        }
    }


def selected(pack: Pack, situation: Situation) -> tuple[str, ...]:
    """Ids of the pack's controls whose conditions fit the facts of the deal, in the catalog's order."""
    return tuple(_selected(pack, situation))


def _selected(pack: Pack, situation: Situation) -> Iterator[str]:
    lists: dict[str, Iterable[Any]] = {
        "control": pack.controls,
        "rule": pack.rules,
        "obligation": pack.obligations,
        "notice": pack.notices,
        "clock": pack.clocks,
    }
    for kind in GROUPS:
        for entry in lists[kind]:
            in_force = isinstance(entry, Obligation) or entry.in_force.contains(situation.on)
            if in_force and _fits(entry.when, situation):
                yield control_id(kind, entry.id)


def _fits(conditions: Iterable[Any], situation: Situation) -> bool:
    """Whether somebody in the deal could fulfil the conditions; facts about persons are left open but the place."""
    for condition in conditions:
        if condition.field == "place":
            if not any(condition.accepts(place) for place in situation.places):
                return False
        elif condition.field in situation.facts and not condition.accepts(situation.facts[condition.field]):
            return False
    return True


def _checked(packs: Packs, wanted: Iterable[str], situation: Situation) -> date:
    """The latest day on which one of the packs was checked: the profile is made of nothing younger but the day asked."""
    return max((packs[name].version for name in wanted), default=situation.on)


def _resource_uuid(pack: Pack) -> str:
    return named_uuid("resource", catalog_uuid(pack))


def _resource(pack: Pack, digest: str) -> dict[str, Any]:
    link: dict[str, Any] = {"href": catalog_file(pack.id), "media-type": "application/oscal.catalog+json"}
    if digest:
        link["hashes"] = [{"algorithm": "SHA-256", "value": digest}]
    return {
        "uuid": _resource_uuid(pack),
        "title": pack.title.en,
        "props": props({"pack": pack.id, "version": pack.version.isoformat(), "digest": pack.digest}),
        "rlinks": [link],
    }


def resolve(document: Mapping[str, Any], catalogs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The catalog that a profile of `profile` means, as-is: `catalogs` by the file names of the profile's back matter.

    KeyError where a catalog is missing; ids that a catalog lacks raise LookupError, never a smaller catalog.
    """
    asked = document["profile"]
    files = {f"#{r['uuid']}": r["rlinks"][0]["href"] for r in asked["back-matter"]["resources"]}
    groups: list[dict[str, Any]] = []
    for wanted in asked["imports"]:
        ids = {name for choice in wanted["include-controls"] for name in choice["with-ids"]}
        found, kept = _kept(catalogs[files[wanted["href"]]], ids)
        if found != ids:
            raise LookupError(", ".join(sorted(ids - found)))
        groups += kept
    resolved = {
        "uuid": named_uuid("resolved", asked["uuid"]),
        "metadata": {
            **asked["metadata"],
            "props": [*asked["metadata"]["props"], {"name": "resolution-tool", "value": "novation"}],
            "links": [{"href": f"urn:uuid:{asked['uuid']}", "rel": "source-profile"}],
        },
    }
    return {"catalog": {**resolved, "groups": groups} if groups else resolved}


def _kept(document: Mapping[str, Any], ids: set[str]) -> tuple[set[str], list[dict[str, Any]]]:
    found: set[str] = set()
    groups = []
    for group in document["catalog"].get("groups", []):
        controls = [control for control in group["controls"] if control["id"] in ids]
        found |= {control["id"] for control in controls}
        if controls:
            groups.append({**group, "controls": controls})
    return found, groups
