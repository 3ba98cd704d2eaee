"""Whether a deal's data may leave: the declared route, the year's earlier exports with the deal's own people, refusal."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.handover.story import authorise, make_keys, novation, open_project

from novation.handover.deciding import decide_step
from novation.handover.measuring import measured
from novation.handover.planning import plan
from novation.handover.project import Project
from novation.law.entry_words import Measure
from novation.messages import Text

PEOPLE = 4


class Heard:
    """Keeps what a step remarks."""

    def __init__(self) -> None:
        self.said: list[Text] = []

    def start(self, what: Text, total: int | None = None) -> None: ...
    def advance(self, amount: int = 1) -> None: ...
    def remark(self, what: Text) -> None:
        self.said.append(what)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Chinese shop of four people, scanned and linked, with signers; the buyer is in China."""
    root = tmp_path_factory.mktemp("leaving")
    exports = root / "seller" / "exports"
    exports.mkdir(parents=True)
    rows = "".join(f"A{n},测试{n}号,1380013800{n},中国,2026-10-0{n + 1}\n" for n in range(PEOPLE))
    (exports / "a.csv").write_text("会员编号,姓名,手机,国家,最近消费日期\n" + rows, "utf-8")
    make_keys(root / "keys")
    open_project(root / "seller", exports, root / "keys")
    for step in ("scan", "link"):
        assert novation(step, "-p", root / "seller").status == 0
    return root


@pytest.fixture
def shop(linked: Path, tmp_path: Path) -> Path:
    shutil.copytree(linked, tmp_path / "case")
    return tmp_path / "case" / "seller"


def settle(folder: Path, buyer: str = "de", more: str = "") -> Project:
    path = folder / "novation.toml"
    head, _, tail = path.read_text("utf-8").partition("[buyer]")
    text = head + "[buyer]" + tail.replace('place = "cn"', f'place = "{buyer}"', 1)
    path.write_text(text + "\n" + more, "utf-8")
    return Project(folder)


def decided(folder: Path, buyer: str = "de", more: str = "", heard: Heard | None = None) -> dict[str, Any]:
    return decide_step(settle(folder, buyer, more), heard)


def test_the_deals_own_people_are_added_to_the_years_earlier_ones(shop: Path) -> None:
    record = decided(shop, more="[export]\npeople_since_january = 99_995\n")
    assert record["measures"]["people"] == PEOPLE
    assert record["leaving"]["people"] == 99_999
    assert (record["facts"]["export"], record["leaving"]["moves"][0]["standing"]) == (
        "route-in-place",
        "exempt",
    )


@pytest.mark.parametrize(
    ("earlier", "route", "standing", "export"),
    [
        (99_996, "", "not-declared", "no-route"),
        (99_996, 'route = "standard-contract"', "in-place", "route-in-place"),
        (99_996, 'route = "certification"', "in-place", "route-in-place"),
        (99_996, 'route = ["certification", "standard-contract"]', "in-place", "route-in-place"),
        (99_996, 'route = "security-assessment"', "not-open", "no-route"),
        (999_995, 'route = "standard-contract"', "in-place", "route-in-place"),
        (999_996, 'route = "standard-contract"', "not-open", "no-route"),
        (999_996, 'route = "security-assessment"', "in-place", "route-in-place"),
        (999_996, 'route = "security-assessment"\nin_place_since = 2999-01-01', "not-yet", "no-route"),
        (999_996, 'route = "security-assessment"\nin_place_since = 2020-01-01', "expired", "no-route"),
        (999_996, 'reason = "contract-with-person"', "exempt", "route-in-place"),
        (0, 'operator = "critical-infrastructure"\nroute = "standard-contract"', "not-open", "no-route"),
        (0, 'data = "important"', "not-declared", "no-route"),
        (0, "sensitive_since_january = 0", "exempt", "route-in-place"),
        (9_999, "sensitive_since_january = 1", "not-declared", "no-route"),
        (9_999, 'sensitive_since_january = 9_999\nroute = "standard-contract"', "in-place", "route-in-place"),
        (10_000, 'sensitive_since_january = 10_000\nroute = "standard-contract"', "not-open", "no-route"),
    ],
)  # fmt: skip
def test_the_fact_export_is_what_every_law_of_the_origin_says_of_the_declared_route(
    shop: Path, earlier: int, route: str, standing: str, export: str
) -> None:
    record = decided(shop, more=f"[export]\npeople_since_january = {earlier}\n{route}\n")
    (move,) = record["leaving"]["moves"]
    assert (move["standing"], record["facts"]["export"]) == (standing, export)
    to_buyer = {v["to_buyer"] for v in record["verdicts"]}
    assert to_buyer == ({"withhold"} if export == "no-route" else {"needs-consent"})


def test_own_words_still_count_as_a_route_but_are_told_to_be_unchecked(shop: Path) -> None:
    heard = Heard()
    declared = '[export]\nroute = "standard contract filed 2026-08-01"\npeople_since_january = 5_000_000\n'
    record = decided(shop, more=declared, heard=heard)
    assert record["facts"]["export"] == "route-in-place"
    assert record["leaving"]["moves"][0]["standing"] == "unchecked"
    assert any("nobody has checked it" in text.en and "没有人核对过" in text.zh for text in heard.said)


def test_a_misspelt_route_is_no_route_and_is_told(shop: Path) -> None:
    heard = Heard()
    record = decided(
        shop, more='[export]\nroute = "standard-contrct"\npeople_since_january = 200_000\n', heard=heard
    )
    assert record["facts"]["export"] == "no-route"
    assert any("looks like a route's id" in text.en for text in heard.said)


def test_a_processor_abroad_makes_a_deal_at_home_leave(shop: Path) -> None:
    more = '[[recipient]]\nname = "云托管公司"\nplace = "us"\n[export]\npeople_since_january = 100_000\n'
    record = decided(shop, "cn", more)
    home, abroad = record["leaving"]["moves"]
    assert (home["leaves"], abroad["leaves"], abroad["to"]) == (False, True, "us")
    assert record["facts"]["export"] == "no-route"


def test_at_home_nothing_leaves_whatever_is_declared(shop: Path) -> None:
    record = decided(shop, "cn", '[export]\nroute = "standard-contract"\npeople_since_january = 5_000_000\n')
    assert record["facts"]["export"] == "domestic"


def test_a_seller_of_important_data_needs_the_assessment_without_saying_so_twice(shop: Path) -> None:
    path = shop / "novation.toml"
    path.write_text(
        path.read_text("utf-8").replace("[seller]\n", '[seller]\nregime = "important-data"\n'), "utf-8"
    )
    record = decided(shop)
    assert record["leaving"]["moves"][0]["laws"][0]["rule"] == "cn-cross-border/important-data"


def test_the_plan_carries_the_way_out_and_a_change_of_it_makes_the_plan_stale(shop: Path) -> None:
    more = '[export]\nroute = "standard-contract"\npeople_since_january = 200_000\n'
    project = settle(shop, more=more)
    decide_step(project)
    assert plan(project)["leaving"]["moves"][0]["standing"] == "in-place"
    path = project.settings_path
    path.write_text(path.read_text("utf-8").replace("200_000", "200_001"), "utf-8")
    keys = shop.parent / "keys"
    assert all(ran.status == 0 for ran in authorise(shop, keys))
    ran = novation("seal", shop.parent / "package", "-p", shop, "--key", keys / "hander-over")
    assert ran.code == "plan.stale"


def test_sealing_is_refused_where_a_law_of_the_origin_lets_nothing_leave(shop: Path) -> None:
    project = settle(shop, more="[export]\npeople_since_january = 200_000\n")
    decide_step(project)
    plan(project)
    keys, package = shop.parent / "keys", shop.parent / "package"
    assert all(ran.status == 0 for ran in authorise(shop, keys))
    ran = novation("seal", package, "-p", shop, "--key", keys / "hander-over")
    assert (ran.code, ran.status) == ("plan.no-route", 4)
    assert "Germany" in ran.err or "德国" in ran.err
    assert not package.exists()


def test_routes_of_a_project_are_told_with_what_each_asks(shop: Path) -> None:
    settle(shop, more="[export]\npeople_since_january = 200_000\n")
    before = novation("law", "routes", "-p", shop)
    assert before.status == 0 and "--sensitive" in before.out  # nobody has counted before `decide`
    assert novation("decide", "-p", shop).status == 0
    told = novation("law", "routes", "-p", shop).out
    for word in ("standard-contract", "certification", "Art. 8", "cn-cross-border/from-100000"):
        assert word in told
    value = novation("law", "routes", "-p", shop, "--json").value
    (move,) = value["moves"]
    assert move["laws"][0]["people"] == 200_000 + PEOPLE
    assert {"notice", "impact-assessment", "separate-consent"} <= set(move["still_owed"])
    assert [r["id"] for r in move["laws"][0]["routes"]] == ["standard-contract", "certification"]
    asked = novation(
        "law", "routes", "-p", shop, "--to", "us", "--to", "hk", "--people", 5, "--sensitive", 0, "--json"
    )
    assert [(m["to"], m["standing"]) for m in asked.value["moves"]] == [("us", "exempt"), ("hk", "exempt")]


def test_routes_are_told_without_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = novation(
        "law", "routes", "--from", "cn", "--to", "de", "--people", 120_000, "--sensitive", 0, "--json"
    )
    (move,) = ran.value["moves"]
    assert [r["id"] for r in move["laws"][0]["routes"]] == ["standard-contract", "certification"]
    unsure = novation("law", "routes", "--from", "cn", "--to", "de", "--people", 120_000)
    assert "security-assessment" in unsure.out and "--sensitive" in unsure.out
    assert novation("law", "routes", "--to", "de").status == 2
    assert (
        "不出境" in novation("law", "routes", "--from", "de", "--to", "fr").out
        or "does not leave" in novation("law", "routes", "--from", "de", "--to", "fr").out
    )


def test_what_another_place_of_the_buyer_would_change_is_asked_with_its_own_way_out(shop: Path) -> None:
    project = settle(shop, "cn", '[export]\nroute = "standard-contract"\npeople_since_january = 5_000_000\n')
    decide_step(project)
    found = novation("explain", "-p", shop, "--buyer-place", "us", "--json").value
    assert {c["after"]["to_buyer"] for c in found["changed"]} == {
        "withhold"
    }  # a contract is too little for 5 million


def test_the_counts_are_those_of_the_profiles(shop: Path) -> None:
    project = settle(shop)
    decide_step(project)
    with project.engine() as engine:
        assert measured(engine) == {Measure.PEOPLE: 4, Measure.SENSITIVE_PEOPLE: 0, Measure.MINORS: 0}


def test_earlier_sensitive_exports_are_a_part_of_all_earlier_ones(shop: Path) -> None:
    settle(shop, more="[export]\npeople_since_january = 1\nsensitive_since_january = 2\n")
    assert novation("decide", "-p", shop).code == "project.settings-invalid"


def test_thresholds_of_exports_count_the_deals_own_people(shop: Path) -> None:
    settle(shop, more="[export]\npeople_since_january = 99_996\n")
    assert novation("decide", "-p", shop).status == 0
    value = novation("law", "controls", "-p", shop, "--json").value
    states = {t["id"]: (t["state"], t["counted"]) for t in value["thresholds"]}
    assert states["cn-cross-border/export-100000"] == ("reached", 100_000)
    assert states["cn-cross-border/export-million"] == ("not-reached", 100_000)
    assert json.dumps(value) and value["on"] == date.today().isoformat()
