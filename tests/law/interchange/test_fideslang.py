"""Fideslang: keys that the default taxonomy has, uses that are declared, and models that the package accepts."""

from __future__ import annotations

import re

from novation.inventory.outputs.vocabularies import OF_CATEGORY
from novation.law import Packs
from novation.law.interchange.deal import Deal, Outcome
from novation.law.interchange.fideslang_uses import (
    BASIS,
    CATEGORY,
    data_uses,
    manifest_of_deal,
    manifest_of_law,
    use_of,
)
from novation.terms import Basis, Category, DealForm, Place, SellerCopy, ToBuyer

KEY = re.compile(r"[a-zA-Z0-9_.-]+\Z")


def deal() -> Deal:
    health = Outcome(
        Category.HEALTH, Place.CN, ToBuyer.NEEDS_CONSENT, SellerCopy.RETAIN_RESTRICTED, False, people=3
    )
    orders = Outcome(Category.TRANSACTION, Place.DE, ToBuyer.TRANSFER, SellerCopy.DESTROY, True, people=5)
    return Deal(
        "NV 1/测试", DealForm.ASSET_DEAL, "青松", Place.CN, "海澜", Place.CN, "2026-11-30", (health, orders), (),
        {Category.TRANSACTION: Basis.CONTRACT, Category.HEALTH: Basis.NONE},
    )  # fmt: skip


def test_every_disposition_is_a_use_and_every_use_has_its_parent() -> None:
    uses = {use["fides_key"]: use for use in data_uses()}
    assert {use_of(term) for v in (ToBuyer, SellerCopy) for term in v} <= uses.keys()
    for key, use in uses.items():
        assert KEY.match(key)
        parent = use.get("parent_key")
        assert parent is None or (parent in uses and key.startswith(parent + "."))


def test_categories_are_those_that_a_scan_gives() -> None:
    assert set(CATEGORY) == set(Category)
    for category, words in OF_CATEGORY.items():
        assert CATEGORY[category] == words.fideslang[0], category


def test_a_deal_declares_what_passes_to_whom_and_claims_no_basis_that_is_none() -> None:
    manifest = manifest_of_deal(deal())
    (system,) = manifest["system"]
    assert KEY.match(system["fides_key"])
    by_use = {d["data_use"]: d for d in system["privacy_declarations"]}
    passed = by_use[use_of(ToBuyer.TRANSFER)]
    assert (passed["legal_basis_for_processing"], passed["third_parties"]) == ("Contract", "海澜")
    withheld = by_use[use_of(ToBuyer.NEEDS_CONSENT)]
    assert "legal_basis_for_processing" not in withheld
    assert "data_shared_with_third_parties" not in withheld
    assert withheld["processes_special_category_data"] is True
    assert passed["processes_special_category_data"] is False


def test_every_pack_declares_each_of_its_outcomes_once(packs: Packs) -> None:
    uses = {use["fides_key"] for use in data_uses()}
    for pack in packs:
        (system,) = manifest_of_law(pack)["system"]
        outcomes = sum((r.then.to_buyer is not None) + (r.then.seller_copy is not None) for r in pack.rules)
        assert len(system["privacy_declarations"]) == outcomes
        for declared in system["privacy_declarations"]:
            assert declared["data_use"] in uses
            assert set(declared["data_categories"]) <= set(CATEGORY.values())
            assert declared.get("legal_basis_for_processing", "Contract") in BASIS.values()
