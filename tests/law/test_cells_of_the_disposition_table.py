"""The cells of the disposition table in the facts file (§4.1, and the California column of §4.2), one case a cell.

Person, seller and buyer are in the same place, so that only the law of that place speaks. A cell that leaves a
choice ("RR or DE") has one case for each branch. Where a pack decides otherwise than its cell, the case says what
the pack decides and names decision record 0002.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from novation.law import DEFAULTS, PackKind, Packs, judge, load_packs
from novation.terms import Category, Facts, Place, SellerCopy, ToBuyer

ON = date(2026, 11, 21)
SUCCESSIONS = ("merger", "division", "dissolution", "bankruptcy")
FORMS = (*SUCCESSIONS, "share-deal", "asset-deal")
CLAIM_DATA = ("identity", "contact", "transaction")
SPECIAL = ("health", "biometric", "belief", "ethnicity", "sex-life")
PACKS_OF = {
    "cn": {"cn-pipl"},
    "de": {"de-dsk", "eu-gdpr"},
    "fr": {"fr-cnil", "eu-gdpr"},
    "eu": {"eu-gdpr"},
    "uk": {"uk-gdpr"},
    "us-ca": {"us-ca", "us-ftc"},
}
"""The main laws of the places whose cells stand below; special laws beside them (`supplement`) are left aside."""

EVERYWHERE = (*PACKS_OF, "us", "jp", "kr", "sg", "ca", "br", "in", "hk", "au", "tw")
"""Places that have a main law; the cells of those not below are scenarios in their packs."""

T, TN, FC, W = ToBuyer.TRANSFER, ToBuyer.AFTER_NOTICE, ToBuyer.NEEDS_CONSENT, ToBuyer.WITHHOLD
KEEP, DE, RR = SellerCopy.KEEP, SellerCopy.DESTROY, SellerCopy.RETAIN_RESTRICTED

ACTIVE = {"relationship": "active", "activity": "under-1"}
DORMANT = {"relationship": "dormant", "activity": "1-3"}
LAPSED = {"relationship": "lapsed", "activity": "3-5"}
PROSPECT = {"relationship": "prospect", "activity": "never", "basis": "consent", "marketing": "consented"}
OPTED_OUT = {**PROSPECT, "marketing": "opted-out"}
CLAIM = {"hold": "open-claim"}
ABROAD = {"buyer_place": "sg"}

Case = tuple[str, str, dict[str, str], ToBuyer, SellerCopy]

CN_SUCCESSION: list[Case] = [
    ("cn", "active contract", ACTIVE, TN, DE),
    ("cn", "active contract, vouchers", {**ACTIVE, "category": "transaction"}, TN, RR),
    ("cn", "dormant, retention period or purpose runs", DORMANT, TN, DE),
    ("cn", "dormant, purpose over", {**DORMANT, "category": "preference"}, W, DE),
    ("cn", "dormant over 3 years", LAPSED, W, DE),
    ("cn", "dormant over 3 years, floor runs", {**LAPSED, "category": "transaction"}, W, RR),
    ("cn", "consent-only marketing contact", PROSPECT, FC, KEEP),
    ("cn", "consent-only marketing contact, agreed", {**PROSPECT, "consent": "separate"}, TN, DE),
    ("cn", "marketing data of a customer", {**ACTIVE, "category": "marketing", "marketing": "consented"}, FC, KEEP),
    ("cn", "opted out", OPTED_OUT, W, DE),
    ("cn", "opted out, customer's marketing data", {**ACTIVE, "category": "marketing", "marketing": "opted-out"}, W, DE),
    ("cn", "objected", {**ACTIVE, "objection": "objected"}, W, DE),
    ("cn", "objected, floor runs", {**DORMANT, "objection": "objected", "category": "transaction"}, W, RR),
    ("cn", "withdrew consent", {**ACTIVE, "consent": "withdrawn"}, W, DE),
    ("cn", "open claim", {**ACTIVE, **CLAIM}, TN, DE),
    ("cn", "open claim, dormant over 3 years", {**LAPSED, **CLAIM}, TN, DE),
    ("cn", "minor under 14", {**ACTIVE, "age": "13", "consent": "separate"}, FC, KEEP),
    ("cn", "minor under 14, guardian agreed", {**ACTIVE, "age": "under-13", "consent": "guardian"}, TN, DE),
    ("cn", "minor of 14 to 17", {**ACTIVE, "age": "14"}, TN, DE),
    ("cn", "sensitive", {**ACTIVE, "category": "health", "consent": "general"}, FC, KEEP),
    ("cn", "sensitive, separate consent", {**ACTIVE, "category": "health", "consent": "separate"}, TN, DE),
    ("cn", "bank details", {**ACTIVE, "category": "financial"}, FC, KEEP),
    ("cn", "recipient abroad, no route", {**ACTIVE, **ABROAD, "export": "no-route"}, W, KEEP),
    ("cn", "recipient abroad, route", {**ACTIVE, **ABROAD, "export": "route-in-place"}, FC, KEEP),
    ("cn", "recipient abroad, route and consent", {**ACTIVE, **ABROAD, "export": "route-in-place", "consent": "separate"}, TN, DE),
    ("cn", "no lawful basis", {**ACTIVE, "basis": "none"}, W, DE),
]  # fmt: skip

CN_ASSET: list[Case] = [
    ("cn", "active contract", ACTIVE, FC, KEEP),
    ("cn", "active contract, only a general consent", {**ACTIVE, "consent": "general"}, FC, KEEP),
    ("cn", "active contract, separate consent", {**ACTIVE, "consent": "separate"}, T, DE),
    ("cn", "dormant", DORMANT, FC, KEEP),
    ("cn", "dormant, refused", {**DORMANT, "consent": "refused"}, W, DE),
    (
        "cn",
        "dormant, refused, floor runs",
        {**DORMANT, "consent": "refused", "category": "transaction"},
        W,
        RR,
    ),
    ("cn", "dormant over 3 years", LAPSED, W, DE),
    ("cn", "dormant over 3 years, floor runs", {**LAPSED, "category": "transaction"}, W, RR),
    ("cn", "consent-only marketing contact", PROSPECT, FC, KEEP),
    ("cn", "opted out", OPTED_OUT, W, DE),
    ("cn", "objected", {**ACTIVE, "objection": "objected"}, W, DE),
    ("cn", "withdrew consent", {**ACTIVE, "consent": "withdrawn"}, W, DE),
    ("cn", "open claim", {**ACTIVE, **CLAIM}, TN, DE),
    ("cn", "open claim, dormant over 3 years", {**LAPSED, **CLAIM}, TN, DE),
    ("cn", "minor under 14", {**ACTIVE, "age": "13", "consent": "separate"}, FC, KEEP),
    ("cn", "minor under 14, guardian agreed", {**ACTIVE, "age": "13", "consent": "guardian"}, T, DE),
    ("cn", "sensitive", {**ACTIVE, "category": "biometric"}, FC, KEEP),
    ("cn", "sensitive, separate consent", {**ACTIVE, "category": "biometric", "consent": "separate"}, T, DE),
    ("cn", "bank details", {**ACTIVE, "category": "financial"}, FC, KEEP),
    (
        "cn",
        "recipient abroad, no route",
        {**ACTIVE, **ABROAD, "export": "no-route", "consent": "separate"},
        W,
        KEEP,
    ),
    ("cn", "recipient abroad, route", {**ACTIVE, **ABROAD, "export": "route-in-place"}, FC, KEEP),
    ("cn", "no lawful basis", {**DORMANT, "basis": "none"}, W, DE),
]

DE_ASSET: list[Case] = [
    ("de", "active contract, not asked or silent", ACTIVE, FC, KEEP),
    ("de", "active contract, takeover approved", {**ACTIVE, "consent": "general"}, T, DE),
    ("de", "active contract, takeover refused", {**ACTIVE, "consent": "refused"}, W, RR),
    ("de", "dormant", DORMANT, FC, RR),
    ("de", "dormant, agreed to the buyer's use", {**DORMANT, "consent": "separate"}, T, DE),
    ("de", "dormant, refused", {**DORMANT, "consent": "refused"}, W, DE),
    ("de", "dormant over 3 years", LAPSED, W, DE),
    ("de", "dormant over 3 years, floor runs", {**LAPSED, "category": "transaction"}, W, RR),
    ("de", "consent-only marketing contact", PROSPECT, FC, KEEP),
    ("de", "contract initiation, not reacted", {**PROSPECT, "basis": "contract", "marketing": "none"}, TN, DE),
    ("de", "opted out", OPTED_OUT, W, DE),
    ("de", "objected in the window", {**PROSPECT, "basis": "contract", "marketing": "none", "objection": "objected"}, W, DE),
    ("de", "withdrew consent", {**DORMANT, "consent": "withdrawn"}, W, DE),
    ("de", "open claim", {**ACTIVE, **CLAIM}, T, DE),
    ("de", "open claim, dormant over 3 years", {**LAPSED, **CLAIM}, T, DE),
    ("de", "open claim needing special data", {**ACTIVE, **CLAIM, "category": "health"}, T, DE),
    ("de", "minor", {**ACTIVE, "age": "15", "consent": "general"}, FC, KEEP),
    ("de", "minor of 16 or 17 with a contract", {**ACTIVE, "age": "16-17", "consent": "general"}, FC, KEEP),
    ("de", "minor, parent agreed", {**ACTIVE, "age": "15", "consent": "guardian"}, T, DE),
    ("de", "special category", {**ACTIVE, "category": "health", "consent": "general"}, FC, KEEP),
    ("de", "special category, explicit consent", {**ACTIVE, "category": "health", "consent": "separate"}, T, DE),
    ("de", "bank details", {**ACTIVE, "category": "financial"}, FC, KEEP),
    ("de", "bank details, contract taken over", {**ACTIVE, "category": "financial", "consent": "general"}, T, DE),
    ("de", "bank details, ended contract", {**DORMANT, "category": "financial"}, FC, RR),
    ("de", "recipient abroad, no route", {**ACTIVE, **ABROAD, "export": "no-route", "consent": "general"}, W, KEEP),
    ("de", "recipient abroad, route", {**ACTIVE, **ABROAD, "export": "route-in-place", "consent": "general"}, T, DE),
    ("de", "booking records, by floor", {**ACTIVE, "category": "transaction", "consent": "general"}, T, RR),
    ("de", "no lawful basis", {**DORMANT, "basis": "none"}, W, DE),
]  # fmt: skip

FR_FILE_SALE: list[Case] = [
    ("fr", "active contract", ACTIVE, TN, DE),
    ("fr", "dormant under 3 years", DORMANT, TN, DE),
    ("fr", "dormant, kept only for accounting", {**DORMANT, "basis": "legal-duty"}, W, DE),
    ("fr", "dormant over 3 years", LAPSED, W, DE),
    ("fr", "consent-only, buyer not named", PROSPECT, FC, KEEP),
    ("fr", "consent-only, buyer was named", {**PROSPECT, "consent": "separate"}, T, DE),
    (
        "fr",
        "never consented to prospecting",
        {**PROSPECT, "basis": "legitimate-interests", "marketing": "none"},
        W,
        DE,
    ),
    ("fr", "opted out", OPTED_OUT, W, DE),
    ("fr", "objected", {**DORMANT, "objection": "objected"}, W, DE),
    ("fr", "withdrew consent", {**DORMANT, "consent": "withdrawn"}, W, DE),
    ("fr", "open claim", {**ACTIVE, **CLAIM}, W, RR),
    ("fr", "minor", {**ACTIVE, "age": "15"}, FC, KEEP),
    ("fr", "minor, parent agreed", {**ACTIVE, "age": "15", "consent": "guardian"}, TN, DE),
    ("fr", "special category", {**ACTIVE, "category": "belief"}, FC, KEEP),
    (
        "fr",
        "special category, explicit consent",
        {**ACTIVE, "category": "belief", "consent": "separate"},
        TN,
        DE,
    ),
    ("fr", "bank details, running contract (0002)", {**ACTIVE, "category": "financial"}, TN, DE),
    ("fr", "bank details, ended contract", {**DORMANT, "category": "financial"}, W, DE),
    (
        "fr",
        "bank details in a prospecting file",
        {**PROSPECT, "category": "financial", "consent": "separate"},
        W,
        DE,
    ),
    ("fr", "recipient abroad, no route", {**ACTIVE, **ABROAD, "export": "no-route"}, W, KEEP),
    ("fr", "recipient abroad, route", {**ACTIVE, **ABROAD, "export": "route-in-place"}, TN, DE),
    ("fr", "no lawful basis", {**DORMANT, "basis": "none"}, W, DE),
]

UK_CONTROLLER: list[Case] = [
    ("uk", "active contract", ACTIVE, TN, DE),
    ("uk", "dormant under 3 years", DORMANT, TN, DE),
    ("uk", "dormant over 3 years", LAPSED, W, DE),
    ("uk", "dormant over 3 years, still needed", {**LAPSED, "category": "transaction"}, W, RR),
    ("uk", "consent-only marketing contact", PROSPECT, FC, KEEP),
    ("uk", "consent-only, agreed", {**PROSPECT, "consent": "separate"}, T, DE),
    ("uk", "data collected on consent", {**DORMANT, "basis": "consent"}, FC, KEEP),
    ("uk", "opted out", OPTED_OUT, W, DE),
    ("uk", "objected", {**DORMANT, "objection": "objected"}, W, DE),
    ("uk", "withdrew consent", {**DORMANT, "consent": "withdrawn"}, W, DE),
    ("uk", "open claim", {**ACTIVE, **CLAIM}, T, DE),
    ("uk", "minor", {**ACTIVE, "age": "15"}, FC, KEEP),
    ("uk", "minor, parent agreed", {**ACTIVE, "age": "15", "consent": "guardian"}, TN, DE),
    ("uk", "special category", {**ACTIVE, "category": "ethnicity"}, FC, KEEP),
    ("uk", "bank details, running contract (0002)", {**ACTIVE, "category": "financial"}, TN, DE),
    ("uk", "bank details, ended contract", {**DORMANT, "category": "financial"}, W, DE),
    ("uk", "recipient abroad, no route", {**ACTIVE, **ABROAD, "export": "no-route"}, W, KEEP),
    ("uk", "recipient abroad, route", {**ACTIVE, **ABROAD, "export": "route-in-place"}, TN, DE),
    ("uk", "no lawful basis", {**DORMANT, "basis": "none"}, W, DE),
]

CALIFORNIA: list[Case] = [
    ("us-ca", "active contract", ACTIVE, T, DE),
    ("us-ca", "dormant under 3 years", DORMANT, T, DE),
    ("us-ca", "dormant over 3 years", LAPSED, W, DE),
    ("us-ca", "consent-only marketing contact", PROSPECT, T, DE),
    ("us-ca", "opted out of e-mail", OPTED_OUT, W, DE),
    ("us-ca", "opted out of sale or sharing", {**DORMANT, "objection": "objected"}, W, DE),
    ("us-ca", "open claim", {**ACTIVE, **CLAIM}, T, DE),
    ("us-ca", "open claim, dormant over 3 years", {**LAPSED, **CLAIM}, T, DE),
    ("us-ca", "minor under 13", {**ACTIVE, "age": "under-13"}, FC, KEEP),
    ("us-ca", "minor of 13 to 15", {**ACTIVE, "age": "15"}, FC, KEEP),
    ("us-ca", "minor of 16 or 17", {**ACTIVE, "age": "16-17"}, T, DE),
    ("us-ca", "sensitive", {**ACTIVE, "category": "health"}, T, DE),
    ("us-ca", "bank details, live contract", {**ACTIVE, "category": "financial"}, T, DE),
    ("us-ca", "bank details, no live contract", {**DORMANT, "category": "financial"}, W, DE),
    ("us-ca", "recipient abroad", {**ACTIVE, **ABROAD, "export": "route-in-place"}, T, DE),
    ("us-ca", "no lawful basis", {**DORMANT, "basis": "none"}, W, DE),
]

SALES = ("asset-deal", "dissolution", "bankruptcy")
"""Where assets change hands one by one: the German and the French guidance speak of these."""

CELLS = [
    *((form, case) for form in SUCCESSIONS for case in CN_SUCCESSION),
    *(("asset-deal", case) for case in CN_ASSET),
    *((form, case) for form in SALES for case in (*DE_ASSET, *FR_FILE_SALE)),
    *((form, case) for form in (*SUCCESSIONS, "asset-deal") for case in UK_CONTROLLER),
    *((form, case) for form in ("merger", "division", "dissolution", "asset-deal") for case in CALIFORNIA),
]
SERVICE_ENDS = {("cn", "recipient abroad, no route")}
"""In a Chinese dissolution or bankruptcy the seller stops trading, so that what does not pass is deleted (PIPL 47(1)(2))."""


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def facts_of(place: str, deal_form: str, said: dict[str, str]) -> Facts:
    whole = {
        **DEFAULTS,
        "activity": "under-1",
        "place": place,
        "seller_place": place,
        "buyer_place": place,
    } | said
    whole |= {"deal_form": deal_form, "sensitivity": str(Category(whole["category"]).sensitivity)}
    return Facts.from_dict(whole)


def ids(cell: tuple[str, Case]) -> str:
    return f"{cell[1][0]}: {cell[1][1]} ({cell[0]})"


@pytest.mark.parametrize("cell", CELLS, ids=ids)
def test_a_cell_comes_out_as_the_table_says(packs: Packs, cell: tuple[str, Case]) -> None:
    form, (place, name, said, to_buyer, seller_copy) = cell
    if form in ("dissolution", "bankruptcy") and (place, name) in SERVICE_ENDS:
        seller_copy = DE
    verdict = judge(facts_of(place, form, said), packs, ON)
    mains = {answer.law for answer in verdict.answers if answer.kind is not PackKind.SUPPLEMENT}
    assert mains - {"cn-standards"} == PACKS_OF[place]
    assert (verdict.to_buyer, verdict.seller_copy) == (to_buyer, seller_copy)


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize("said", [ACTIVE, DORMANT, LAPSED, PROSPECT], ids=lambda said: said["relationship"])
def test_a_share_deal_passes_nothing_and_the_company_keeps_its_data(
    packs: Packs, place: str, said: dict[str, str]
) -> None:
    for category in Category:
        verdict = judge(facts_of(place, "share-deal", {**said, "category": category}), packs, ON)
        assert (verdict.to_buyer, verdict.seller_copy) == (W, KEEP), category


def test_the_deal_form_changes_what_becomes_of_the_same_customer(packs: Packs) -> None:
    outcomes = {form: judge(facts_of("cn", form, ACTIVE), packs, ON).to_buyer for form in FORMS}
    assert outcomes == dict.fromkeys(SUCCESSIONS, TN) | {"share-deal": W, "asset-deal": FC}


def test_in_germany_a_merger_needs_notice_where_an_asset_deal_needs_approval(packs: Packs) -> None:
    assert judge(facts_of("de", "asset-deal", ACTIVE), packs, ON).to_buyer is FC
    assert judge(facts_of("de", "merger", ACTIVE), packs, ON).to_buyer is TN


def test_a_bankruptcy_needs_a_person_to_confirm_that_the_contract_goes_on(packs: Packs) -> None:
    assert judge(facts_of("cn", "bankruptcy", ACTIVE), packs, ON).human
    assert not judge(facts_of("cn", "merger", ACTIVE), packs, ON).human


@pytest.mark.parametrize("said", [ACTIVE, DORMANT, PROSPECT], ids=lambda said: said["relationship"])
def test_a_californian_bankruptcy_waits_for_the_court_and_a_person(
    packs: Packs, said: dict[str, str]
) -> None:
    promised = {**said, "promise": "no-transfer"}
    verdict = judge(facts_of("us-ca", "bankruptcy", promised), packs, ON)
    assert (verdict.to_buyer, verdict.seller_copy, verdict.human) == (W, KEEP, True)
    assert judge(facts_of("us-ca", "bankruptcy", said), packs, ON).human


@pytest.mark.parametrize("age", ["under-13", "13", "14", "15"])
def test_californian_minors_are_looked_at_by_a_person(packs: Packs, age: str) -> None:
    assert judge(facts_of("us-ca", "merger", {**ACTIVE, "age": age}), packs, ON).human


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize("hold", ["dispute", "legal-hold"])
def test_disputed_and_held_records_are_frozen_with_the_seller(packs: Packs, place: str, hold: str) -> None:
    for form in (*SUCCESSIONS, "asset-deal"):
        for said in (ACTIVE, DORMANT, LAPSED):
            verdict = judge(facts_of(place, form, {**said, "hold": hold}), packs, ON)
            assert (verdict.to_buyer, verdict.seller_copy, verdict.human) == (W, RR, True), (form, said)


@pytest.mark.parametrize("place", EVERYWHERE)
def test_credentials_never_pass_and_are_destroyed(packs: Packs, place: str) -> None:
    for form, said in product((*SUCCESSIONS, "asset-deal"), (ACTIVE, DORMANT, LAPSED, PROSPECT)):
        verdict = judge(
            facts_of(place, form, {**said, "category": "credential", "consent": "separate"}), packs, ON
        )
        assert (verdict.to_buyer, verdict.seller_copy) == (W, DE), (form, said)


@pytest.mark.parametrize("place", EVERYWHERE)
def test_data_whose_purpose_was_never_told_does_not_pass_in_any_deal(packs: Packs, place: str) -> None:
    for form, said in product(FORMS, (ACTIVE, DORMANT, LAPSED, PROSPECT)):
        verdict = judge(facts_of(place, form, {**said, "basis": "none"}), packs, ON)
        assert (verdict.to_buyer, verdict.seller_copy) == (W, DE), (form, said)


def test_china_knows_no_legitimate_interests(packs: Packs) -> None:
    for form in (*SUCCESSIONS, "asset-deal"):
        said = {**ACTIVE, "basis": "legitimate-interests", "consent": "separate"}
        assert judge(facts_of("cn", form, said), packs, ON).to_buyer is W


@pytest.mark.parametrize("place", EVERYWHERE)
def test_known_relationships_are_never_left_undecided(packs: Packs, place: str) -> None:
    """Every deal, category, age, consent and export state; the rarer facts one at a time."""
    words = ("none", "general", "separate", "guardian", "refused", "withdrawn")
    exports = ("domestic", "route-in-place", "no-route")
    rare = (
        {},
        {"objection": "objected"},
        {"marketing": "opted-out"},
        CLAIM,
        {"hold": "dispute"},
        {"basis": "unknown"},
    )
    for form, said, category in product(FORMS, (ACTIVE, DORMANT, LAPSED, PROSPECT), Category):
        varied = [{"consent": w, "export": e} for w, e in product(words, exports)]
        varied += [{**r, "age": a} for r, a in product(rare, ("under-13", "14", "adult", "unknown"))]
        for more in varied:
            verdict = judge(facts_of(place, form, {**said, "category": category, **more}), packs, ON)
            found = (verdict.to_buyer, verdict.seller_copy)
            assert ToBuyer.UNDECIDED not in found and SellerCopy.UNDECIDED not in found, (
                form,
                said,
                category,
                more,
            )


@pytest.mark.parametrize("place", EVERYWHERE)
def test_what_passed_is_not_left_with_the_seller_in_use(packs: Packs, place: str) -> None:
    for form, said, category in product((*SUCCESSIONS, "asset-deal"), (ACTIVE, DORMANT, PROSPECT), Category):
        verdict = judge(
            facts_of(place, form, {**said, "category": category, "consent": "separate"}), packs, ON
        )
        if verdict.to_buyer in (T, TN):
            assert verdict.seller_copy in (DE, RR), (form, said, category)


def test_the_chinese_notice_has_no_statutory_window_and_a_recommended_one(packs: Packs) -> None:
    windows = {due.rule: due.notice for due in judge(facts_of("cn", "merger", ACTIVE), packs, ON).notices}
    assert windows["cn-pipl/22-notice-of-recipient"].window_days == 0
    advised = windows["cn-pipl/22-recommended-window"]
    assert (advised.window_days, advised.calendar) == (30, "working-days")


def test_places_without_a_pack_stay_undecided(packs: Packs) -> None:
    for place in (Place.CH, Place.MO, Place.OTHER):
        verdict = judge(facts_of(place, "merger", {**ACTIVE, "seller_place": "cn"}), packs, ON)
        assert verdict.to_buyer is ToBuyer.UNDECIDED


def test_the_claim_carries_only_what_it_needs(packs: Packs) -> None:
    for category in set(Category) - {Category(word) for word in CLAIM_DATA}:
        verdict = judge(facts_of("cn", "asset-deal", {**ACTIVE, **CLAIM, "category": category}), packs, ON)
        assert verdict.to_buyer in (FC, W), category


@pytest.mark.parametrize("category", SPECIAL)
@pytest.mark.parametrize("place", ["de", "fr", "eu", "uk"])
def test_special_categories_need_explicit_consent_in_every_deal(
    packs: Packs, place: str, category: str
) -> None:
    for form in (*SUCCESSIONS, "asset-deal"):
        verdict = judge(
            facts_of(place, form, {**ACTIVE, "category": category, "consent": "general"}), packs, ON
        )
        assert verdict.to_buyer is FC and "explicit" in verdict.consent_kinds, form
