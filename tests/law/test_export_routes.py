"""Whether data may leave a place: China's Orders at their borders, the other packs, counts that nobody knows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.law import Packs, load_packs
from novation.law.crossing import Declared, Standing, cross, export_of
from novation.law.entry_words import ExportData, ExportReason, Operator, Owed
from novation.law.export_routes import Move, RouteFinding, route_ids_of, routes_for, still_owed
from novation.terms import Export, Place

ON = date(2026, 11, 21)
ASSESSMENT, EITHER, EXEMPT = ("security-assessment",), ("standard-contract", "certification"), ("exempt",)
ABROAD = [place for place in Place if place not in (Place.CN, Place.UNKNOWN)]


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def china(packs: Packs, people: int | None, sensitive: int | None, **more: object) -> RouteFinding:
    (found,) = routes_for(packs, Move(Place.CN, Place.DE, people, sensitive, **more), ON)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("people", "sensitive", "routes"),
    [
        (0, 0, EXEMPT),
        (1, 0, EXEMPT),
        (99_999, 0, EXEMPT),
        (100_000, 0, EITHER),
        (999_999, 0, EITHER),
        (1_000_000, 0, ASSESSMENT),
        (1, 1, EITHER),
        (9_999, 9_999, EITHER),
        (99_999, 1, EITHER),
        (99_999, 9_999, EITHER),
        (999_999, 9_999, EITHER),
        (10_000, 10_000, ASSESSMENT),
        (99_999, 10_000, ASSESSMENT),
        (1_000_000, 1, ASSESSMENT),
    ],
)
def test_the_thresholds_of_china_turn_at_their_borders(
    packs: Packs, people: int, sensitive: int, routes: tuple[str, ...]
) -> None:
    assert china(packs, people, sensitive).route_ids == routes


@pytest.mark.parametrize(
    ("more", "routes"),
    [
        ({"operator": Operator.CRITICAL_INFRASTRUCTURE}, ASSESSMENT),
        ({"data": ExportData.IMPORTANT}, ASSESSMENT),
        ({"reason": ExportReason.CONTRACT_WITH_PERSON}, EXEMPT),
        ({"reason": ExportReason.EMPLOYMENT}, EXEMPT),
        ({"reason": ExportReason.EMERGENCY}, EXEMPT),
        ({"reason": ExportReason.COLLECTED_ABROAD}, EXEMPT),
        ({"reason": ExportReason.FREE_TRADE_ZONE}, EXEMPT),
        ({"reason": ExportReason.STATUTORY_DUTY}, EXEMPT),
        ({"reason": ExportReason.BUSINESS_SUCCESSION}, ASSESSMENT),  # no exemption of China's
        ({"reason": ExportReason.CONTRACT_WITH_PERSON, "data": ExportData.IMPORTANT}, ASSESSMENT),
        (
            {"reason": ExportReason.EMPLOYMENT, "operator": Operator.CRITICAL_INFRASTRUCTURE},
            ASSESSMENT,
        ),
    ],
)
def test_exemptions_lift_the_volumes_but_not_important_data_or_critical_infrastructure(
    packs: Packs, more: dict[str, object], routes: tuple[str, ...]
) -> None:
    assert china(packs, 2_000_000, 50_000, **more).route_ids == routes


def test_an_exemption_lifts_the_route_only(packs: Packs) -> None:
    found = china(packs, 10, 0)
    assert found.exempt and found.allows("anything")
    assert {Owed.NOTICE, Owed.SEPARATE_CONSENT, Owed.IMPACT_ASSESSMENT} <= set(found.still_owed)


def test_what_is_owed_is_what_every_open_route_asks(packs: Packs) -> None:
    found = china(packs, 120_000, 0)
    contract, certificate = found.routes
    assert Owed.AUTHORITY_FILING in contract.still_owed
    assert Owed.AUTHORITY_FILING not in certificate.still_owed
    assert Owed.AUTHORITY_FILING not in still_owed([found])
    assert Owed.IMPACT_ASSESSMENT in still_owed([found])


COUNTS = st.one_of(
    st.sampled_from([0, 1, 9_999, 10_000, 99_999, 100_000, 999_999, 10**6]), st.integers(0, 2 * 10**6)
)
RANK = {EXEMPT: 0, EITHER: 1, ASSESSMENT: 2}


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_more_people_never_open_a_lighter_way_out_of_china(
    packs: Packs, people: int, sensitive: int, more: int, more_sensitive: int
) -> None:
    before = RANK[china(packs, people, sensitive).route_ids]
    after = RANK[china(packs, people + more, sensitive + more_sensitive).route_ids]
    assert after >= before


@given(
    st.none() | COUNTS, st.none() | COUNTS, COUNTS, COUNTS, st.sampled_from(ABROAD), st.sampled_from(Place)
)
def test_a_missing_count_names_every_rule_that_may_fit_and_no_other_answer(
    packs: Packs, people: int | None, sensitive: int | None, n: int, m: int, to: Place, origin: Place
) -> None:
    unsure = routes_for(packs, Move(origin, to, people, sensitive), ON)
    sure = routes_for(
        packs, Move(origin, to, n if people is None else people, m if sensitive is None else sensitive), ON
    )
    assert len(unsure) == len(sure)
    for one, other in zip(unsure, sure, strict=True):
        if one.uncounted:
            assert one.routes == () and not one.allows("standard-contract")
            assert other.rule in one.might or other.rule is None
        else:
            assert one.rule == other.rule


def test_sensitive_people_of_whom_nobody_knows_are_not_taken_for_none(packs: Packs) -> None:
    found = china(packs, 120_000, None)
    assert found.uncounted and found.rule is None
    assert {route for rule in found.might for route in rule.routes} == {*ASSESSMENT, *EITHER}
    assert china(packs, 1_000_000, None).route_ids == ASSESSMENT  # whatever the other count
    assert china(packs, None, 10_000).uncounted


def test_a_rule_that_a_known_count_excludes_is_not_waited_for(packs: Packs) -> None:
    """Sensitive data rules out the last two rules: only the first, by people, stays open beside the one that fits."""
    found = china(packs, None, 5)
    assert [rule.short_id for rule in found.might] == ["million-people", "sensitive-any"]


def test_inside_one_place_and_inside_one_area_nothing_leaves(packs: Packs) -> None:
    assert routes_for(packs, Move(Place.DE, Place.FR), ON) == []
    assert routes_for(packs, Move(Place.CN, Place.CN, 10**9, 10**9), ON) == []
    assert routes_for(packs, Move(Place.CN, Place.HK, 10, 0), ON) != []


@pytest.mark.parametrize(
    ("origin", "routes"),
    [
        (
            Place.KR,
            {"certification", "law-or-treaty"},
        ),  # consent is asked of each person, not of a record set
        (Place.JP, {"equivalent-system"}),
        (Place.SG, None),
        (Place.BR, None),
        (Place.TW, None),
        (Place.IN, None),
        (Place.HK, None),
        (Place.AU, None),
        (Place.CA, None),
        (Place.US, {"bulk-data-check"}),
    ],
)
def test_every_other_law_says_something_of_a_buyer_in_the_united_kingdom(
    packs: Packs, origin: Place, routes: set[str] | None
) -> None:
    found = routes_for(packs, Move(origin, Place.UK, 10, 1), ON)
    assert found and all(finding.rule for finding in found)
    if routes:
        assert {route for finding in found for route in finding.route_ids} == routes


@pytest.mark.parametrize("origin", [Place.DE, Place.FR, Place.EU, Place.UK])
def test_from_europe_one_of_adequacy_and_the_safeguards_stands_open(packs: Packs, origin: Place) -> None:
    """Law/facts §4: adequacy, standard clauses or binding rules, else nothing leaves."""
    (found,) = routes_for(packs, Move(origin, Place.CN, 10**7, 10**6), ON)
    own = {"idta", "addendum"} if origin is Place.UK else {"standard-clauses", "binding-rules"}
    assert own < set(found.route_ids)
    assert not found.exempt and not found.uncounted  # numbers don't matter there
    for route in sorted(own):
        assert cross(packs, found.move, Declared((route,)), ON).standing is Standing.IN_PLACE
    assert cross(packs, found.move, Declared(("standard-contract",)), ON).standing is Standing.NOT_OPEN
    assert cross(packs, found.move, Declared(), ON).export is Export.NO_ROUTE


def test_one_declaration_serves_recipients_in_several_places(packs: Packs) -> None:
    way = Declared(("adequacy", "standard-clauses"))
    moves = [cross(packs, Move(Place.DE, to), way, ON) for to in (Place.FR, Place.JP, Place.US)]
    assert [move.export for move in moves] == [Export.DOMESTIC, Export.ROUTE_IN_PLACE, Export.ROUTE_IN_PLACE]


def test_every_described_export_law_decides_for_every_recipient(packs: Packs) -> None:
    for pack in packs:
        for origin in pack.export.from_ if pack.export else ():
            for to in Place:
                for found in routes_for(packs, Move(origin, to, 10, 1), date(2027, 6, 1)):
                    assert found.rule is not None, (found.law, origin, to)
                    assert found.route_ids or found.prohibited


EXPORT = """
from: [jp]
routes:
  - {id: listed, title: {zh: 名单, en: Listed}, citation: {zh: 条, en: Art. 1}, source: https://example.org, confirmed: true}
  - {id: contract, title: {zh: 合同, en: Contract}, citation: {zh: 条, en: Art. 1}, source: https://example.org, confirmed: true,
     valid: {years: 3}, still_owed: [notice, contract]}
  - {id: prohibited, title: {zh: 禁止, en: No}, citation: {zh: 条, en: Art. 1}, source: https://example.org, confirmed: true}
rules:
  - {id: never, title: {zh: 禁止, en: Never}, citation: {zh: 条, en: Art. 2}, source: https://example.org, confirmed: true,
     fits: {to: [kr]}, routes: [prohibited]}
  - {id: listed, title: {zh: 名单, en: Listed}, citation: {zh: 条, en: Art. 3}, source: https://example.org, confirmed: true,
     fits: {adequate: yes}, routes: [listed]}
  - {id: else, title: {zh: 其他, en: Else}, citation: {zh: 条, en: Art. 4}, source: https://example.org, confirmed: true,
     fits: {adequate: no, to: [us, de]}, routes: [contract]}
"""


@pytest.fixture
def small(make_pack, make_rule) -> Packs:  # type: ignore[no-untyped-def]
    """Two laws of one place: one with ways out and a list of its own, and one whose list is not its list."""
    first = make_pack(
        "jp-one",
        make_rule("all"),
        applies="[{place: [jp]}, {seller_place: [jp]}]",
        more="adequate: [uk]\n",
        files={"export.yaml": EXPORT},
    )
    second = make_pack(
        "jp-two", make_rule("all"), applies="[{place: [jp]}, {seller_place: [jp]}]", more="adequate: [us]\n"
    )
    return Packs([first, second])


def test_adequate_is_what_the_law_itself_lists(small: Packs) -> None:
    (listed,) = routes_for(small, Move(Place.JP, Place.UK), ON)
    (other,) = routes_for(small, Move(Place.JP, Place.US), ON)
    assert (listed.route_ids, other.route_ids) == (("listed",), ("contract",))


def test_what_is_prohibited_is_open_by_no_name(small: Packs) -> None:
    (found,) = routes_for(small, Move(Place.JP, Place.KR), ON)
    assert found.prohibited and found.route_ids == () and found.still_owed == ()
    assert not found.allows("prohibited") and not found.allows("contract")


@pytest.mark.parametrize(
    ("to", "declared", "standing"),
    [
        (Place.US, Declared(("contract",)), Standing.IN_PLACE),
        (Place.US, Declared(("listed", "contract")), Standing.IN_PLACE),
        (Place.US, Declared(("listed",)), Standing.NOT_OPEN),
        (Place.US, Declared(("exempt",)), Standing.NOT_OPEN),
        (Place.US, Declared(("prohibited",)), Standing.NOT_OPEN),
        (Place.US, Declared(("standard-contrct",)), Standing.UNKNOWN_ROUTE),  # misspelt, not one's own words
        (Place.US, Declared(("assessment",)), Standing.UNCHECKED),
        (Place.US, Declared(("标准合同",)), Standing.UNCHECKED),
        (Place.US, Declared(), Standing.NOT_DECLARED),
        (Place.US, Declared(("filed with the office in May",)), Standing.UNCHECKED),
        (Place.US, Declared(("listed", "filed in May")), Standing.NOT_OPEN),  # a checked one is held to
        (Place.US, Declared(("contract",), date(2026, 11, 21)), Standing.IN_PLACE),
        (Place.US, Declared(("contract",), date(2026, 11, 22)), Standing.NOT_YET),
        (Place.US, Declared(("filed in May",), date(2026, 11, 22)), Standing.NOT_YET),
        (Place.US, Declared(("contract",), date(2023, 11, 21)), Standing.IN_PLACE),  # its last day
        (Place.US, Declared(("contract",), date(2023, 11, 20)), Standing.EXPIRED),
        (Place.KR, Declared(("contract",)), Standing.PROHIBITED),
        (Place.KR, Declared(("filed in May",)), Standing.PROHIBITED),
        (Place.CA, Declared(("contract",)), Standing.NO_RULE),
        (Place.UK, Declared(("listed",)), Standing.IN_PLACE),
    ],
)
def test_a_declared_route_stands_as_the_law_says(
    small: Packs, to: Place, declared: Declared, standing: Standing
) -> None:
    found = cross(small, Move(Place.JP, to), declared, ON)
    assert found.leaves and found.standing is standing
    assert found.export is (Export.ROUTE_IN_PLACE if standing.lets_leave else Export.NO_ROUTE)


def test_an_exempt_move_needs_nothing_declared(packs: Packs) -> None:
    assert cross(packs, Move(Place.CN, Place.DE, 99_999, 0), Declared(), ON).standing is Standing.EXEMPT
    assert (
        cross(packs, Move(Place.CN, Place.DE, 100_000, 0), Declared(), ON).standing is Standing.NOT_DECLARED
    )


def test_where_no_law_speaks_of_leaving_a_declared_route_is_unchecked(make_pack, make_rule) -> None:  # type: ignore[no-untyped-def]
    silent = Packs([make_pack("one", make_rule("all"))])
    assert cross(silent, Move(Place.CN, Place.DE), Declared(("in order",)), ON).standing is Standing.UNCHECKED
    assert cross(silent, Move(Place.CN, Place.DE), Declared(("exempt",)), ON).standing is Standing.UNCHECKED
    assert cross(silent, Move(Place.CN, Place.DE), Declared(), ON).export is Export.NO_ROUTE


def test_one_recipient_without_a_route_holds_everything_back(packs: Packs) -> None:
    home = cross(packs, Move(Place.CN, Place.CN, 10, 0), Declared(), ON)
    exempt = cross(packs, Move(Place.CN, Place.DE, 10, 0), Declared(), ON)
    closed = cross(packs, Move(Place.CN, Place.US, 10**6, 0), Declared(("standard-contract",)), ON)
    assert export_of([home]) is Export.DOMESTIC
    assert export_of([home, exempt]) is Export.ROUTE_IN_PLACE
    assert export_of([exempt, closed, home]) is Export.NO_ROUTE
    assert export_of([]) is Export.DOMESTIC


def test_route_ids_are_those_that_packs_describe(packs: Packs) -> None:
    known = route_ids_of(packs)
    assert {"exempt", "prohibited", "standard-contract", "security-assessment", "certification"} <= known
    assert "a filing" not in known
