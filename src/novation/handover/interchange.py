"""A project's law in the formats of others: the deal made of its decisions, and the files of each format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import yaml

from novation.handover.deciding import DECISIONS_RECORD, project_packs
from novation.handover.grouping import groups
from novation.handover.project import Project
from novation.handover.situation import situation_of
from novation.law.deadlines import Situation, applying
from novation.law.interchange.deal import Deal, duties_of, outcomes_of
from novation.law.interchange.fideslang_uses import manifest_of_deal, manifest_of_law
from novation.law.interchange.law_graph import graph_of_deal, graph_of_law
from novation.law.interchange.oscal_catalog import catalog
from novation.law.interchange.oscal_profile import catalog_file, profile, resolve
from novation.law.interchange.policy import agreement
from novation.law.interchange.policy_of_law import law_policy
from novation.law.packset import Packs
from novation.terms import DealForm, Place


class Format(StrEnum):
    """What a pack or a deal can be written as."""

    OSCAL = "oscal"
    ODRL = "odrl"
    FIDESLANG = "fideslang"
    DPV = "dpv"


Files = dict[str, str]
"""Text by file name, the main one first."""


def pack_files(packs: Packs, pack_id: str, wanted: Format) -> Files:
    """One law pack in one format."""
    pack = packs[pack_id]
    if wanted is Format.OSCAL:
        return {catalog_file(pack_id): as_json(catalog(pack, packs))}
    if wanted is Format.ODRL:
        return {f"{pack_id}.odrl.jsonld": as_json(law_policy(pack))}
    if wanted is Format.FIDESLANG:
        return {f"{pack_id}.fideslang.yaml": as_yaml(manifest_of_law(pack))}
    return {f"{pack_id}.dpv.jsonld": as_json(graph_of_law(pack))}


def project_files(project: Project, wanted: Format, on: date) -> Files:
    """The deal of a project in one format; OSCAL needs no decisions yet, the others do (`project.step-missing`)."""
    if wanted is Format.OSCAL:
        packs = project_packs(project)
        return oscal_files(packs, situation_of(project, packs, on), project.settings().case)
    deal = deal_of(project)
    if wanted is Format.ODRL:
        return {"deal.odrl.jsonld": as_json(agreement(deal))}
    if wanted is Format.FIDESLANG:
        return {"deal.fideslang.yaml": as_yaml(manifest_of_deal(deal))}
    return {"deal.dpv.jsonld": as_json(graph_of_deal(deal))}


def oscal_files(packs: Packs, situation: Situation, case: str) -> Files:
    """The profile of a deal, the catalogs that it imports, and the catalog that it resolves to."""
    catalogs = {pack.id: catalog(pack, packs) for pack in applying(packs, situation)}
    texts = {name: as_json(document) for name, document in catalogs.items()}
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
    chosen = profile(packs, situation, case, digests)
    by_file = {catalog_file(name): document for name, document in catalogs.items()}
    return {
        "profile.json": as_json(chosen),
        "resolved.catalog.json": as_json(resolve(chosen, by_file)),
        **{catalog_file(name): text for name, text in texts.items()},
    }


def deal_of(project: Project) -> Deal:
    """The deal as `decide` left it."""
    decisions = project.read_record(DECISIONS_RECORD, "decide")
    settings = project.settings()
    return Deal(
        case=settings.case,
        form=settings.deal_form,
        seller=settings.seller.name,
        seller_place=settings.seller.place,
        buyer=settings.buyer.name,
        buyer_place=settings.buyer.place,
        as_of=decisions["as_of"],
        outcomes=outcomes_of(groups(decisions)),
        duties=duties_of(decisions["obligations"]),
        bases=settings.basis,
        laws=tuple(law["id"] for law in decisions["laws"]),
    )


def deal_of_plan(plan: Mapping[str, Any]) -> Deal:
    """The deal that a plan describes: for the package, and for whoever has only the package."""
    return Deal(
        case=plan["case"],
        form=DealForm(plan["deal"]["form"]),
        seller=plan["seller"]["name"],
        seller_place=Place(plan["seller"]["place"]),
        buyer=plan["buyer"]["name"],
        buyer_place=Place(plan["buyer"]["place"]),
        as_of=plan["as_of"],
        outcomes=outcomes_of(plan["groups"]),
        duties=duties_of(plan["obligations"]),
        bases={},
        laws=tuple(law["id"] for law in plan["laws"]),
    )


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def as_yaml(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=4096)
