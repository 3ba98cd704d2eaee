"""How rules and laws combine: decision record 0001 §4 and design §8."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from novation.law import ConsentKind, Pack, Packs, Passes, Verdict, compare, judge, obligations
from novation.terms import Category, DealForm, Facts, Place, SellerCopy, ToBuyer

Make = Callable[..., Pack]
Rule = Callable[..., str]
Judge = Callable[..., Verdict]

CONSENT = "{to_buyer: needs-consent, consent_kind: separate}"
NOTICE = "{to_buyer: transfer-after-notice, notice: {window_days: 42, calendar: days, content: '22'}}"
WITHHOLD = "{to_buyer: withhold}"


def ids(rules: tuple[object, ...]) -> list[str]:
    return [str(getattr(rule, "id", rule)) for rule in rules]


def test_the_strictest_rule_of_a_law_is_its_answer(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    pack = make_pack(
        "a", make_rule("free"), make_rule("notice", then=NOTICE), make_rule("consent", then=CONSENT)
    )
    verdict = verdict_of([pack])
    assert verdict.to_buyer is ToBuyer.NEEDS_CONSENT
    assert ids(verdict.reasons) == ["a/consent"]
    assert ids(verdict.answers[0].rules) == ["a/consent", "a/free", "a/notice"]
    assert verdict.consent_kind is ConsentKind.SEPARATE
    assert verdict.passes is Passes.PENDING


def test_every_key_of_when_must_match_and_not_excludes(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    when = "{deal_form: [merger, division], consent: {not: [refused, withdrawn]}}"
    pack = make_pack("a", make_rule("one", when))
    assert verdict_of([pack], deal_form="merger").to_buyer is ToBuyer.TRANSFER
    assert verdict_of([pack], deal_form="asset-deal").to_buyer is ToBuyer.UNDECIDED
    assert verdict_of([pack], deal_form="merger", consent="refused").to_buyer is ToBuyer.UNDECIDED


def test_over_several_laws_the_strictest_wins_and_the_others_are_named(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    home = make_pack("home", make_rule("free"))
    seller = make_pack("seller", make_rule("consent", then=CONSENT), applies="[{seller_place: [cn]}]")
    verdict = verdict_of([home, seller])
    assert verdict.to_buyer is ToBuyer.NEEDS_CONSENT
    assert verdict.conflicts == ("home",)
    assert verdict.laws == ("home", "seller")
    assert {a.law: a.to_buyer for a in verdict.answers} == {
        "home": ToBuyer.TRANSFER,
        "seller": ToBuyer.NEEDS_CONSENT,
    }


def test_a_pack_applies_only_where_one_of_its_ways_fits(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    home = make_pack("home", make_rule("free"))
    away = make_pack(
        "away", make_rule("no", then=WITHHOLD), applies="[{place: [de]}, {seller_place: [de, fr]}]"
    )
    assert verdict_of([home, away]).laws == ("home",)
    assert verdict_of([home, away], seller_place="fr").to_buyer is ToBuyer.WITHHOLD


def test_a_displaced_rule_does_not_count_and_is_named(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    special = make_rule("special", "{consent: [separate]}", more="  displaces: [general]\n")
    pack = make_pack("a", make_rule("general", then=WITHHOLD), special)
    assert verdict_of([pack]).to_buyer is ToBuyer.WITHHOLD
    verdict = verdict_of([pack], consent="separate")
    assert verdict.to_buyer is ToBuyer.TRANSFER
    assert ids(verdict.answers[0].displaced) == ["a/general"]


def test_a_pack_that_extends_another_may_answer_in_its_stead(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    base = make_pack("base", make_rule("general", then=WITHHOLD), applies="[{place: [cn, de]}]")
    more = "  displaces: [general]\n"
    special = make_pack(
        "special",
        make_rule("local", "{place: [cn]}", NOTICE, more),
        kind="guidance",
        more="extends: [base]\n",
    )
    verdict = verdict_of([base, special])
    assert verdict.to_buyer is ToBuyer.AFTER_NOTICE
    assert {a.law: a.to_buyer for a in verdict.answers} == {"base": None, "special": ToBuyer.AFTER_NOTICE}
    assert verdict.conflicts == ()
    assert verdict_of([base, special], place="de").to_buyer is ToBuyer.WITHHOLD


def test_a_rule_that_speaks_of_the_copy_only_can_t_answer_for_a_base_law_to_the_buyer(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    base = make_pack("base", make_rule("general"))
    local = make_rule("local", then="{seller_copy: keep}", more="  displaces: [general]\n")
    special = make_pack("special", local, kind="guidance", more="extends: [base]\n")
    assert verdict_of([base, special]).to_buyer is ToBuyer.UNDECIDED


def test_a_pack_can_t_displace_rules_of_one_it_does_not_extend(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    victim = make_pack("victim", make_rule("no", then=WITHHOLD))
    attacker = make_pack("attacker", make_rule("yes", more="  displaces: [victim/no]\n"))
    assert verdict_of([victim, attacker]).to_buyer is ToBuyer.WITHHOLD


def test_extending_brings_the_base_along(make_pack: Make, make_rule: Rule, verdict_of: Judge) -> None:
    base = make_pack("base", make_rule("no", then=WITHHOLD), applies="")
    special = make_pack("special", make_rule("yes"), more="extends: [base]\n")
    assert verdict_of([base, special]).laws == ("base", "special")
    assert verdict_of([base, special]).to_buyer is ToBuyer.WITHHOLD


def test_a_vector_that_no_rule_of_a_statute_covers_is_undecided_and_says_so(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    pack = make_pack("a", make_rule("one", "{deal_form: [merger]}"))
    verdict = verdict_of([pack])
    assert verdict.to_buyer is ToBuyer.UNDECIDED
    assert verdict.reasons == ()
    assert verdict.human
    assert verdict.undecided_because
    assert "Law a" in verdict.undecided_because.en
    assert "某法" in verdict.undecided_because.zh


def test_guidance_may_be_silent_where_a_statute_answers(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    statute = make_pack("a", make_rule("yes", then="{to_buyer: transfer, seller_copy: keep}"))
    guidance = make_pack("b", make_rule("x", "{deal_form: [merger]}", WITHHOLD), kind="guidance")
    verdict = verdict_of([statute, guidance])
    assert (verdict.to_buyer, verdict.seller_copy) == (ToBuyer.TRANSFER, SellerCopy.KEEP)
    assert verdict.answers[1].to_buyer is None
    assert verdict.conflicts == ()


def test_guidance_that_is_silent_alone_leaves_it_undecided(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    guidance = make_pack("b", make_rule("x", "{deal_form: [merger]}", WITHHOLD), kind="guidance")
    assert verdict_of([guidance]).to_buyer is ToBuyer.UNDECIDED


def test_a_place_without_a_pack_is_undecided_whatever_the_seller_s_law_says(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    then = "{to_buyer: transfer, seller_copy: destroy}"
    pack = make_pack("a", make_rule("yes", then=then), applies="[{place: [cn]}, {seller_place: [cn]}]")
    for place in ("jp", "other"):
        verdict = verdict_of([pack], place=place, seller_place="cn")
        assert verdict.to_buyer is ToBuyer.UNDECIDED
        assert verdict.seller_copy is SellerCopy.UNDECIDED
        assert verdict.conflicts == ("a",)
        assert verdict.unjudged == (Place(place),)
        assert verdict.undecided_because
        assert Place(place).text.en in verdict.undecided_because.en


def test_a_missing_law_does_not_soften_a_prohibition(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    pack = make_pack("a", make_rule("no", then=WITHHOLD), applies="[{seller_place: [cn]}]")
    assert verdict_of([pack], place="jp", seller_place="cn").to_buyer is ToBuyer.WITHHOLD


def test_guidance_alone_is_no_law_for_a_place(make_pack: Make, make_rule: Rule, verdict_of: Judge) -> None:
    seller = make_pack("a", make_rule("yes"), applies="[{seller_place: [cn]}]")
    guidance = make_pack("b", make_rule("yes"), kind="guidance", applies="[{place: [jp]}]")
    assert verdict_of([seller, guidance], place="jp", seller_place="cn").to_buyer is ToBuyer.UNDECIDED


def test_a_person_of_unknown_place_is_judged_by_the_seller_s_law_and_seen_by_a_person(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    pack = make_pack("a", make_rule("yes"), applies="[{place: [cn]}, {seller_place: [cn]}]")
    verdict = verdict_of([pack], place="unknown", seller_place="cn")
    assert verdict.to_buyer is ToBuyer.TRANSFER
    assert verdict.human
    assert verdict_of([pack], place="unknown", seller_place="jp").to_buyer is ToBuyer.UNDECIDED


def test_no_packs_at_all_decide_nothing(make_facts: Callable[..., Facts]) -> None:
    verdict = judge(make_facts(), Packs([]), date(2026, 1, 1))
    assert (verdict.to_buyer, verdict.seller_copy) == (ToBuyer.UNDECIDED, SellerCopy.UNDECIDED)
    assert verdict.passes is Passes.PENDING


def test_a_seller_s_place_that_no_pack_knows_asks_for_a_person(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    verdict = verdict_of([make_pack("a", make_rule("yes"))], seller_place="jp")
    assert verdict.to_buyer is ToBuyer.TRANSFER
    assert verdict.human
    assert verdict.unjudged == (Place.JP,)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (date(2024, 12, 31), ToBuyer.UNDECIDED),
        (date(2025, 1, 1), ToBuyer.TRANSFER),
        (date(2025, 12, 31), ToBuyer.TRANSFER),
        (date(2026, 1, 1), ToBuyer.WITHHOLD),
    ],
)
def test_only_rules_in_force_on_the_day_count(
    make_pack: Make, make_rule: Rule, verdict_of: Judge, on: date, outcome: ToBuyer
) -> None:
    old = make_rule("old", more="  in_force: {from: 2025-01-01, to: 2025-12-31}\n")
    new = make_rule("new", then=WITHHOLD, more="  in_force: {from: 2026-01-01}\n")
    assert verdict_of([make_pack("a", old, new)], on).to_buyer is outcome


def test_a_pack_not_yet_in_force_is_no_law_for_its_place(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    pack = make_pack("a", make_rule("yes"), more="in_force: {from: 2027-01-01}\n")
    assert verdict_of([pack], date(2026, 12, 31)).laws == ()
    assert verdict_of([pack], date(2027, 1, 1)).to_buyer is ToBuyer.TRANSFER


def test_the_seller_s_copy_is_judged_by_what_passes(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    pack = make_pack(
        "a",
        make_rule("yes", "{deal_form: [merger]}"),
        make_rule("ask", "{deal_form: [asset-deal]}", CONSENT),
        make_rule("no", "{deal_form: [division]}", WITHHOLD),
        make_rule("gone", "{passes: [yes]}", "{seller_copy: destroy}"),
        make_rule("wait", "{passes: [pending]}", "{seller_copy: keep}"),
        make_rule("rest", "{passes: [no]}", "{seller_copy: anonymise}"),
    )
    copies = {
        form: verdict_of([pack], deal_form=form)
        for form in ("merger", "asset-deal", "division", "bankruptcy")
    }
    assert copies["merger"].seller_copy is SellerCopy.DESTROY
    assert ids(copies["merger"].seller_reasons) == ["a/gone"]
    assert copies["asset-deal"].seller_copy is SellerCopy.KEEP
    assert copies["division"].seller_copy is SellerCopy.ANONYMISE
    assert copies["bankruptcy"].to_buyer is ToBuyer.UNDECIDED
    assert copies["bankruptcy"].seller_copy is SellerCopy.KEEP, "an open question must not cost the copy"


def test_a_running_floor_blocks_destruction_but_gives_no_use(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    floor = (
        "- {id: books, category: [transaction], floor_years: 3, citation: {zh: 一, en: One},"
        " source: https://example.org, confirmed: false}\n"
    )
    pack = make_pack(
        "a",
        make_rule("no", then=WITHHOLD),
        make_rule("end", then="{seller_copy: destroy}"),
        make_rule("floor", "{retention: [floor-running]}", "{seller_copy: retain-restricted}"),
        files={"retention.yaml": floor},
    )
    running = verdict_of([pack], category="transaction", activity="1-3")
    assert running.to_buyer is ToBuyer.WITHHOLD
    assert running.seller_copy is SellerCopy.RETAIN_RESTRICTED
    assert ids(running.answers[0].floors) == ["a/books"]
    assert running.unconfirmed, "the floor that decided was not confirmed"
    over = verdict_of([pack], category="transaction", activity="3-5")
    assert over.seller_copy is SellerCopy.DESTROY
    assert not over.unconfirmed
    assert verdict_of([pack], category="contact", activity="1-3").seller_copy is SellerCopy.DESTROY


def test_a_floor_counts_under_its_own_law_only(make_pack: Make, make_rule: Rule, verdict_of: Judge) -> None:
    floor = (
        "- {id: b, category: [transaction], floor_years: 30, citation: {zh: 一, en: One}, confirmed: false}\n"
    )
    asks = make_rule(
        "r", "{retention: [floor-running]}", "{to_buyer: transfer, seller_copy: retain-restricted}"
    )
    other = make_rule("r", "{retention: [no-floor]}", "{to_buyer: transfer, seller_copy: destroy}")
    packs = [make_pack("a", asks, files={"retention.yaml": floor}), make_pack("b", other)]
    verdict = verdict_of(packs, category="transaction")
    assert [str(a.retention) for a in verdict.answers] == ["floor-running", "no-floor"]
    assert verdict.seller_copy is SellerCopy.RETAIN_RESTRICTED
    assert verdict.seller_conflicts == ("b",)


def test_notices_of_every_law_are_listed_with_their_windows(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    plain = "{to_buyer: transfer-after-notice}"
    verdict = verdict_of(
        [make_pack("a", make_rule("n", then=NOTICE)), make_pack("b", make_rule("n", then=plain))]
    )
    assert [notice.as_dict() for notice in verdict.notices] == [
        {"law": "a", "rule": "a/n", "window_days": 42, "calendar": "days", "place": "", "content": "22"},
        {"law": "b", "rule": "b/n", "window_days": 0, "calendar": "days", "place": "", "content": ""},
    ]
    assert verdict.passes is Passes.YES


def test_several_kinds_of_consent_are_all_named_the_heaviest_last(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    guardian = "{to_buyer: needs-consent, consent_kind: guardian}"
    verdict = verdict_of([make_pack("a", make_rule("g", then=guardian), make_rule("s", then=CONSENT))])
    assert verdict.consent_kinds == (ConsentKind.SEPARATE, ConsentKind.GUARDIAN)
    assert verdict.consent_kind is ConsentKind.GUARDIAN


def test_masks_and_human_come_from_every_rule_that_counts(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    mask = make_rule("m", then="{to_buyer: transfer, mask: [government-id, contact], human: true}")
    verdict = verdict_of([make_pack("a", mask, make_rule("n", then=NOTICE))])
    assert verdict.mask == (Category.CONTACT, Category.GOVERNMENT_ID)
    assert verdict.human
    withheld = verdict_of([make_pack("a", mask, make_rule("n", then=WITHHOLD))])
    assert withheld.mask == ()


def test_an_unconfirmed_rule_shows_only_where_it_decides(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    keep = "{to_buyer: transfer, seller_copy: keep}"
    doubtful = make_rule("doubt", then=keep, more="  confirmed: false\n")
    sure = make_rule("sure", "{deal_form: [merger]}", "{to_buyer: withhold, seller_copy: destroy}")
    pack = make_pack("a", doubtful, sure)
    assert verdict_of([pack]).unconfirmed
    assert not verdict_of([pack], deal_form="merger").unconfirmed


def test_the_verdict_as_a_dictionary_is_plain_json(
    make_pack: Make, make_rule: Rule, verdict_of: Judge
) -> None:
    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for item in value.values() for leaf in leaves(item)]
        return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]

    floor = (
        "- {id: b, category: [contact], floor_years: 1.5, citation: {zh: 一, en: One}, confirmed: false}\n"
    )
    pack = make_pack("a", make_rule("n", then=NOTICE), files={"retention.yaml": floor})
    told = verdict_of([pack]).as_dict()
    assert json.loads(json.dumps(told)) == told
    assert all(type(leaf) in (str, int, bool, type(None)) for leaf in leaves(told))
    assert told["reasons"][0]["citation"] == {"zh": "第一条", "en": "Art. 1"}


def test_comparing_changes_the_named_facts_and_nothing_else(
    make_pack: Make, make_rule: Rule, make_facts: Callable[..., Facts]
) -> None:
    pack = make_pack(
        "a",
        make_rule("m", "{deal_form: [merger]}", NOTICE),
        make_rule("s", "{deal_form: [asset-deal]}", CONSENT),
    )
    vectors = [make_facts(deal_form="merger"), make_facts(deal_form="asset-deal", category="health")]
    pairs = list(compare(vectors, Packs([pack]), date(2026, 1, 1), {"deal_form": DealForm.ASSET_DEAL}))
    assert [before.to_buyer for before, _ in pairs] == [ToBuyer.AFTER_NOTICE, ToBuyer.NEEDS_CONSENT]
    assert [after.to_buyer for _, after in pairs] == [ToBuyer.NEEDS_CONSENT, ToBuyer.NEEDS_CONSENT]


def test_obligations_bind_where_their_case_and_outcome_fit(
    make_pack: Make, make_rule: Rule, make_facts: Callable[..., Facts]
) -> None:
    head = (
        "title: {zh: 一, en: One}, citation: {zh: 一, en: One}, due: {zh: 持续, en: always}, confirmed: false"
    )
    duties = (
        f"- {{id: purpose, {head}, when: {{deal_form: [merger]}}, applies_to: {{to_buyer: [transfer]}}}}\n"
        f"- {{id: always, {head}}}\n"
    )
    packs = Packs([make_pack("a", make_rule("r"), files={"obligations.yaml": duties})])

    def owed(**words: str) -> list[str]:
        facts = make_facts(**words)
        return ids(obligations(facts, judge(facts, packs, date(2026, 1, 1)), packs, date(2026, 1, 1)))

    assert owed(deal_form="merger") == ["a/purpose", "a/always"]
    assert owed(deal_form="asset-deal") == ["a/always"]
    assert owed(deal_form="merger", place="jp") == []
