"""Each defect planted in a pack is found, and a sound pack has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from novation.law import LintFinding, Pack, Packs, Severity, lint

Make = Callable[..., Pack]
Rule = Callable[..., str]

CONSENT = "{to_buyer: needs-consent, consent_kind: separate}"


def scenario(catches: str = "", spares: str = "", facts: str = "{}", more: str = "") -> str:
    return (
        f"- {{name: {{zh: 例, en: Case}}, facts: {facts}, catches: [{catches}], spares: [{spares}]{more}}}\n"
    )


def codes(*packs: Pack) -> set[tuple[str, str]]:
    return {(finding.code, finding.rule) for finding in lint(Packs(packs))}


def found(code: str, *packs: Pack) -> list[LintFinding]:
    return [finding for finding in lint(Packs(packs)) if finding.code == code]


def test_a_sound_pack_has_no_findings(make_pack: Make, make_rule: Rule) -> None:
    rules = (
        make_rule("merger", "{deal_form: [merger]}", "{to_buyer: transfer, seller_copy: keep}"),
        make_rule("other", "{deal_form: {not: [merger]}}", "{to_buyer: withhold, seller_copy: destroy}"),
    )
    cases = scenario("merger", "other", "{deal_form: merger}") + scenario(
        "other", "merger", "{}", ", expect: {to_buyer: withhold, seller_copy: destroy, human: false}"
    )
    assert lint(Packs([make_pack("a", *rules, files={"scenarios/all.yaml": cases})])) == []


def test_a_rule_that_contradicts_itself_is_dead(make_pack: Make, make_rule: Rule) -> None:
    everything = "{objection: {not: [none, objected]}}"
    elsewhere = "{place: [de]}"
    mild = "{category: [health], sensitivity: [private]}"
    floor = "{category: [contact], retention: [floor-over]}"
    for when in (everything, elsewhere, mild, floor):
        assert ("dead-rule", "a/x") in codes(make_pack("a", make_rule("x", when)))
    assert ("dead-rule", "a/x") not in codes(make_pack("a", make_rule("x", "{place: [cn]}")))


def test_a_rule_that_is_always_displaced_is_found(make_pack: Make, make_rule: Rule) -> None:
    one = make_rule("one", "{deal_form: [merger], objection: [none]}", more="  displaces: [victim]\n")
    two = make_rule("two", "{objection: [objected]}", more="  displaces: [victim]\n")
    victim = make_rule("victim", "{deal_form: [merger]}")
    assert ("always-displaced", "a/victim") in codes(make_pack("a", one, two, victim))
    assert ("always-displaced", "a/victim") not in codes(make_pack("a", one, victim))


def test_gaps_are_told_in_the_words_of_when(make_pack: Make, make_rule: Rule) -> None:
    rules = make_rule("r", "{deal_form: {not: [merger]}}", "{to_buyer: transfer, seller_copy: keep}")
    gaps = found("gap", make_pack("a", rules))
    assert [gap.severity for gap in gaps] == [Severity.WARNING] * 2
    assert {gap.text.en for gap in gaps} == {
        "no rule says `to_buyer` where deal_form: merger",
        "no rule says `seller_copy` where deal_form: merger",
    }


def test_guidance_is_silent_by_right(make_pack: Make, make_rule: Rule) -> None:
    pack = make_pack(
        "a",
        make_rule("r", "{deal_form: [merger]}", "{to_buyer: transfer, seller_copy: keep}"),
        kind="guidance",
    )
    assert found("gap", pack) == []
    assert {finding.severity for finding in found("silent", pack)} == {Severity.NOTE}


def test_many_gaps_are_told_by_the_widest_and_a_count(make_pack: Make, make_rule: Rule) -> None:
    forms = ("merger", "division", "dissolution", "bankruptcy")
    ages = ("under-13", "13", "14", "15")
    bases = ("contract", "consent", "legal-duty", "none")
    phases = ("signing", "closing", "after", "due-diligence")
    whens = [
        f"{{deal_form: [{f}], age: ['{a}'], basis: [{b}], phase: [{p}]}}"
        for f, a, b, p in zip(forms, ages, bases, phases, strict=True)
    ]
    gaps = found("gap", make_pack("a", *[make_rule(f"r{n}", when) for n, when in enumerate(whens)]))
    told = [gap.text.en for gap in gaps if "`to_buyer`" in gap.text.en]
    assert len(told) == 9
    assert sum("more gaps" in text for text in told) == 1


def test_a_pack_without_rules_is_one_gap(make_pack: Make) -> None:
    assert len(found("gap", make_pack("a"))) == 2


def test_rules_as_strict_that_ask_for_different_consents_overlap(make_pack: Make, make_rule: Rule) -> None:
    guardian = "{to_buyer: needs-consent, consent_kind: guardian}"
    one, two = make_rule("one", then=CONSENT), make_rule("two", "{age: [under-13]}", guardian)
    assert ("overlap", "a/one") in codes(make_pack("a", one, two))
    displacing = make_rule("two", "{age: [under-13]}", guardian, "  displaces: [one]\n")
    assert ("overlap", "a/one") not in codes(make_pack("a", one, displacing))
    apart = make_rule("one", "{age: [adult]}", CONSENT)
    assert ("overlap", "a/one") not in codes(make_pack("a", apart, two))
    stricter = make_rule("never", "{age: [under-13]}", "{to_buyer: withhold}")
    assert ("overlap", "a/one") not in codes(make_pack("a", one, two, stricter))
    before = make_rule("one", then=CONSENT, more="  in_force: {to: 2025-12-31}\n")
    after = make_rule("two", then=guardian, more="  in_force: {from: 2026-01-01}\n")
    assert ("overlap", "a/one") not in codes(make_pack("a", before, after))


@pytest.mark.parametrize(
    ("old", "new", "code", "severity"),
    [
        ("  title: {zh: 规则, en: Rule}\n", "  title: {zh: 规则}\n", "missing-translation", Severity.ERROR),
        (
            "  reason: {zh: 理由, en: Reason}\n",
            "  reason: {en: Reason}\n",
            "missing-translation",
            Severity.ERROR,
        ),
        ("  citation: {zh: 第一条, en: Art. 1}\n", "", "missing-citation", Severity.ERROR),
        ("  source: https://example.org/law\n", "", "confirmed-without-source", Severity.ERROR),
        (
            "  confirmed: true\n  source: https://example.org/law\n",
            "  confirmed: false\n",
            "missing-source",
            Severity.WARNING,
        ),
    ],
)
def test_what_is_missing_from_a_rule_is_found_at_its_line(
    make_pack: Make, make_rule: Rule, old: str, new: str, code: str, severity: Severity
) -> None:
    text = make_rule("first") + make_rule("second").replace(old, new)
    (finding,) = found(code, make_pack("a", text))
    assert finding.severity is severity
    assert finding.rule == "a/second"
    assert finding.file == "a/rules/all.yaml"
    assert finding.line >= 9


def test_a_rule_without_scenarios_is_found(make_pack: Make, make_rule: Rule) -> None:
    assert {("no-catching-scenario", "a/r"), ("no-sparing-scenario", "a/r")} <= codes(
        make_pack("a", make_rule("r"))
    )
    cases = {"scenarios/all.yaml": scenario("r") + scenario(spares="r", facts="{consent: refused}")}
    pack = make_pack("a", make_rule("r", "{consent: [none]}"), files=cases)
    assert not {code for code, _ in codes(pack) if "scenario" in code}


@pytest.mark.parametrize(
    ("case", "word"),
    [
        (scenario("merger"), "merger should count and does not"),
        (scenario(spares="asset"), "asset should not count and does"),
        (scenario("nothing"), "there is no rule nothing"),
        (scenario(more=", expect: {to_buyer: withhold}"), "to_buyer should be withhold, is transfer"),
        (scenario(more=", expect: {human: false}"), "human should be false, is true"),
        (scenario("asset", facts="{deal_form: merger}"), "asset should count and does not"),
    ],
)
def test_a_scenario_that_fails_is_found_with_what_came_out(
    make_pack: Make, make_rule: Rule, case: str, word: str
) -> None:
    rules = (make_rule("asset", "{deal_form: [asset-deal]}"), make_rule("merger", "{deal_form: [merger]}"))
    (finding,) = found("scenario-fails", make_pack("a", *rules, files={"scenarios/all.yaml": case}))
    assert word in finding.text.en
    assert (finding.severity, finding.file, finding.line) == (Severity.ERROR, "a/scenarios/all.yaml", 1)


def test_a_scenario_of_an_extending_pack_sees_both(make_pack: Make, make_rule: Rule) -> None:
    base = make_pack("base", make_rule("general"))
    local = make_rule("local", "{consent: [none]}", "{to_buyer: withhold}", "  displaces: [general]\n")
    cases = scenario("local", "general") + scenario("base/general", "local", "{consent: separate}")
    special = make_pack("special", local, more="extends: [base]\n", files={"scenarios/all.yaml": cases})
    assert found("scenario-fails", base, special) == []


def test_a_scenario_is_judged_on_its_own_day(make_pack: Make, make_rule: Rule) -> None:
    rule = make_rule("later", more="  in_force: {from: 2027-05-13}\n")
    case = scenario("later", more=", on: 2027-05-13") + scenario(spares="later", more=", on: 2027-05-12")
    assert found("scenario-fails", make_pack("a", rule, files={"scenarios/all.yaml": case})) == []


def test_displacing_what_is_not_there_is_found(make_pack: Make, make_rule: Rule) -> None:
    other = make_pack("b", make_rule("there"))
    pack = make_pack("a", make_rule("r", more="  displaces: [gone, b/there]\n"))
    assert len(found("unknown-displaced", pack, other)) == 2


def test_rules_that_displace_each_other_are_found(make_pack: Make, make_rule: Rule) -> None:
    one, two = make_rule("one", more="  displaces: [two]\n"), make_rule("two", more="  displaces: [one]\n")
    assert {("displaces-itself", "a/one"), ("displaces-itself", "a/two")} <= codes(make_pack("a", one, two))


def test_a_late_rule_can_t_displace_an_early_one(make_pack: Make, make_rule: Rule) -> None:
    late = make_rule("late", "{passes: [yes]}", "{seller_copy: keep}", "  displaces: [early]\n")
    assert ("displaces-in-vain", "a/late") in codes(make_pack("a", make_rule("early"), late))


def test_packs_that_never_apply_lack_sources_or_keep_old_rules_are_found(
    make_pack: Make, make_rule: Rule
) -> None:
    pack = make_pack("a", make_rule("old", more="  in_force: {to: 2020-01-01}\n"), applies="")
    assert {("never-applies", "a"), ("expired", "a/old")} <= codes(pack)
    assert found("no-sources-file", pack) == []


def test_findings_come_gravest_first_and_as_plain_values(make_pack: Make, make_rule: Rule) -> None:
    findings = lint(Packs([make_pack("a", make_rule("r", "{deal_form: [merger]}"))]))
    ranks = [list(Severity).index(finding.severity) for finding in findings]
    assert ranks == sorted(ranks)
    assert findings[0].as_dict()["severity"] == "error"


def test_a_rule_that_says_otherwise_in_the_same_case_contradicts(make_pack: Make, make_rule: Rule) -> None:
    one, two = (
        make_rule("one", "{purpose: [changed]}", "{to_buyer: withhold}"),
        make_rule("two", "{purpose: [changed]}"),
    )
    (finding,) = found("contradiction", make_pack("a", one, two))
    assert (finding.severity, finding.rule, finding.file) == (Severity.ERROR, "a/one", "a/rules/all.yaml")
    assert "two (a/rules/all.yaml:" in finding.text.en
    keep, destroy = (make_rule(name, then=f"{{seller_copy: {name}}}") for name in ("keep", "destroy"))
    assert found("contradiction", make_pack("a", keep, destroy))


def test_other_conditions_other_years_and_lex_specialis_contradict_nothing(
    make_pack: Make, make_rule: Rule
) -> None:
    forbid = "{to_buyer: withhold}"
    cases = (
        (make_rule("one", "{purpose: [changed]}", forbid), make_rule("two", "{purpose: [same]}")),
        (make_rule("one", then=forbid, more="  displaces: [two]\n"), make_rule("two")),
        (
            make_rule("one", then=forbid, more="  in_force: {to: 2025-12-31}\n"),
            make_rule("two", more="  in_force: {from: 2026-01-01}\n"),
        ),
        (make_rule("one"), make_rule("two", then="{to_buyer: transfer-after-notice, notice: {window_days: 0, calendar: days}}")),
    )  # fmt: skip
    for rules in cases:
        assert found("contradiction", make_pack("a", *rules)) == []


def test_an_entry_must_rest_on_a_row_that_the_sources_name_as_a_word(
    make_pack: Make, make_rule: Rule
) -> None:
    nowhere = make_rule("r").replace("  fact: ROW-1\n", "")
    (finding,) = found("missing-fact", make_pack("a", nowhere))
    assert (finding.severity, finding.rule) == (Severity.ERROR, "a/r")
    longer = make_pack("a", make_rule("r"), files={"SOURCES.md": "Rows: ROW-11, OTHER-ROW-1\n"})
    assert [f.severity for f in found("not-in-sources", longer)] == [Severity.ERROR]
    assert (
        found("not-in-sources", make_pack("a", make_rule("r"), files={"SOURCES.md": "Rows: ROW-1.\n"})) == []
    )


def test_a_pack_for_another_year_is_named_as_such(make_pack: Make, make_rule: Rule) -> None:
    over = make_pack("a", make_rule("r"), more="in_force: {from: 2019-01-01, to: 2020-12-31}\n")
    assert [f.severity for f in found("wrong-year", over)] == [Severity.ERROR]
    later = make_pack("a", make_rule("r"), more="in_force: {from: 2031-01-01}\n")
    assert [f.severity for f in found("wrong-year", later)] == [Severity.WARNING]
    assert found("wrong-year", make_pack("a", make_rule("r"), more="in_force: {from: 2020-01-01}\n")) == []
