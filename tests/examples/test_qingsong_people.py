"""The example shop's people: what the truth says was planted is found in the files, and nothing is a real person's."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from typing import Any

import phonenumbers
import pytest
from stdnum import iban, luhn
from stdnum.cn import ric

SAID = {
    "agreed": "同意",
    "refused": "拒绝",
    "withdrawn": "撤回",
    "refused-then-agreed": "同意",
    "consented": "同意",
    "opted-out": "撤回",
}
PURPOSES = {
    "transfer": "转让给海澜零售",
    "sensitive": "转让给海澜零售（敏感信息）",
    "guardian": "监护人同意转让",
    "marketing": "营销短信",
}


def years_before(closing: dt.date, day: str) -> float:
    return (closing - dt.date.fromisoformat(day)).days / 365.25


def test_the_latest_order_of_each_buyer_is_the_last_purchase_of_the_truth(shop: Any) -> None:
    latest: dict[str, str] = {}
    for order in shop.csv("订单.csv"):
        key, day = order["会员编号"], order["下单时间"][:10]
        latest[key] = max(latest.get(key, ""), day)
    planted = {p["member_no"]: p["last"] for p in shop.people(source="member") if p["last"]}
    assert latest == planted
    shown = {row["会员编号"]: row["最近消费日期"] for row in shop.members()}
    assert all(shown[key] == day for key, day in planted.items())


def test_every_span_of_inactivity_and_every_age_is_there(shop: Any) -> None:
    closing = dt.date.fromisoformat(shop.truth["as_of"])
    spans = [years_before(closing, p["last"]) for p in shop.people() if p["last"]]
    for low, high in [(0, 1), (1, 3), (3, 5), (5, 6), (6, 8), (8, 10), (10, 12)]:
        assert sum(low <= span < high for span in spans) > 50
    assert any(p["last"] is None for p in shop.people())
    ages = Counter(int(years_before(closing, p["birth"])) for p in shop.people())
    assert all(ages[age] for age in (8, 12, 13, 14, 15, 16, 17, 21, 40, 70))


@pytest.mark.parametrize("kind", PURPOSES)
def test_the_latest_word_of_each_purpose_is_the_state_of_the_truth(shop: Any, kind: str) -> None:
    events: dict[str, tuple[str, str]] = {}
    for row in shop.csv("同意记录.csv"):
        if row["目的"] == PURPOSES[kind]:
            events[row["会员编号"]] = max(events.get(row["会员编号"], ("", "")), (row["时间"], row["状态"]))
    planted = {p["member_no"]: SAID[p[kind]] for p in shop.people(source="member") if p[kind] != "none"}
    assert {key: said for key, (_, said) in events.items()} == planted
    assert set(planted.values()) >= {"同意", "拒绝" if kind != "marketing" else "撤回"}


def test_in_the_consent_file_the_latest_row_is_not_always_the_latest_word(shop: Any) -> None:
    seen: dict[tuple[str, str], str] = {}
    backwards = 0
    for row in shop.csv("同意记录.csv"):
        key = row["会员编号"], row["目的"]
        backwards += row["时间"] < seen.get(key, "")
        seen[key] = row["时间"]
    assert backwards > 20


def test_objections_disputes_and_debts_stand_where_the_truth_says(shop: Any) -> None:
    objected = {row["会员编号"] for row in shop.csv("异议登记.csv")}
    assert objected == {p["member_no"] for p in shop.people(objected="own")} | {
        p["second_no"] for p in shop.people(objected="second")
    }
    disputed = {note["会员编号"] for note in shop.notes() if note["状态"] == "争议未决"}
    assert disputed == {p["member_no"] for p in shop.people(dispute="notes")}
    in_crm = {row[0] for row in shop.crm("SELECT khbh FROM jf WHERE zt = '处理中'")}
    assert in_crm == {p["crm_no"] for p in shop.people(dispute="crm")}
    owing = {row[0] for row in shop.crm("SELECT khbh FROM yszk WHERE zt = '未结'")}
    assert owing == {p["crm_no"] for p in shop.people(debt=True)}
    assert min(map(len, (objected, disputed, in_crm, owing))) > 5


def test_places_are_many_and_spelt_in_many_ways(shop: Any) -> None:
    spelt = defaultdict(set)
    place = {p["member_no"]: p["place"] for p in shop.people(source="member")}
    for row in shop.members():
        if row["会员编号"] in place:
            spelt[place[row["会员编号"]]].add(
                (row["国家/地区"], row["省份"] if place[row["会员编号"]] == "us-ca" else "")
            )
    for known in ("cn", "de", "fr", "uk", "us-ca", "jp", "kr"):
        assert len(spelt[known]) >= 3
    share = Counter(p["place"] for p in shop.people())
    assert 0.72 < share["cn"] / 5_000 < 0.78


def test_resident_ids_are_valid_but_for_the_planted_ones(shop: Any) -> None:
    numbers = {row["会员编号"]: row["身份证号"] for row in shop.members() if row["身份证号"]}
    states = {p["member_no"]: p["id_state"] for p in shop.people(source="member") if p["id_state"]}
    found = {key: "valid" if ric.is_valid(numbers[key]) else "invalid" for key in states}
    assert found == states
    assert Counter(states.values())["valid"] > 200
    assert len({numbers[key] for key in states}) == len(states)


def test_bank_numbers_pass_their_checksums_in_most_rows(shop: Any) -> None:
    cards = [row[0] for row in shop.crm("SELECT yhkh FROM kh WHERE yhkh IS NOT NULL")]
    valid = sum(map(luhn.is_valid, cards))
    assert 0.9 * len(cards) < valid < len(cards)
    accounts = [row[0] for row in shop.crm("SELECT iban FROM kh WHERE iban IS NOT NULL")]
    assert len(accounts) > 20
    assert all(map(iban.is_valid, accounts))


def test_telephone_numbers_are_valid_and_mail_goes_nowhere(shop: Any) -> None:
    place = {p["member_no"]: p["place"] for p in shop.people(source="member")}
    real = [row for row in shop.members() if row["会员编号"] in place and row["手机号"]]
    valid = 0
    for row in real:
        written = unicodedata.normalize("NFKC", row["手机号"])
        written = "+" + written[2:] if written.startswith("00") else written
        valid += phonenumbers.is_valid_number(phonenumbers.parse(written, "CN"))
    assert valid / len(real) > 0.98
    hosts = {row["邮箱"].rpartition("@")[2] for row in real if row["邮箱"]}
    assert all(
        host.endswith(".example") or host in {"example.com", "example.org", "example.net"} for host in hosts
    )


def test_the_same_person_is_in_several_files_and_different_people_share_a_number(shop: Any) -> None:
    members = shop.members()
    mobiles = {row["手机号"]: row["姓名"] for row in members if row["手机号"]}
    crm = dict(shop.crm("SELECT sjh, xm FROM kh"))
    cards = {row["sjh"].replace(" ", ""): row["xm"] for row in shop.sheet("会员卡") if row["sjh"]}
    for other in (crm, cards):
        shared = set(other) & set(mobiles)
        assert len(shared) > 500
        assert sum(other[number] == mobiles[number] for number in shared) / len(shared) > 0.99
    at_home = defaultdict(set)
    for row in members:
        at_home[row["固定电话"]].add(row["姓名"])
    assert sum(len(names) == 2 for number, names in at_home.items() if number) > 20
    assert sum(row["手机号"] == "13800000000" for row in members) > 3
    assert sum(p["second_no"] is not None for p in shop.people()) > 50
    assert len(shop.people(source="crm-only")) > 50
    assert len(shop.people(source="card-only")) > 20


def test_children_of_the_sports_classes_have_guardians_and_some_a_health_remark(shop: Any) -> None:
    rows = shop.sheet("少儿体训班")
    assert all(row["监护人姓名"] and row["监护人手机"] for row in rows)
    assert all(row["出生日期"] > "2009" for row in rows)
    assert any("哮喘" in (row["健康备注"] or "") for row in rows)
    assert any(not row["会员编号"] for row in rows)


def test_planted_people_are_unmistakable_and_in_the_files(shop: Any) -> None:
    everything = {row["姓名"]: row for row in shop.members()}
    names = [p["name"] for p in shop.truth["planted"]]
    assert len(names) == len(set(names)) >= 35
    counts = Counter(row["姓名"] for row in shop.members())
    for who in shop.truth["planted"]:
        assert counts[who["name"]] == (2 if who["second_no"] else 1)
        assert everything[who["name"]]["邮箱"] == who["email"]
        assert who["name"] in who["tokens"]["identity"]
    said = " ".join(note["备注"] for note in shop.notes()) + " ".join(
        row["健康备注"] or "" for row in shop.sheet("少儿体训班")
    )
    health = [token for p in shop.truth["planted"] for token in p["tokens"].get("health", [])]
    assert len(health) >= 4
    assert all(said.count(token) == 1 for token in health)


def test_planted_people_cover_every_outcome(shop: Any) -> None:
    expected = [p["expect"] for p in shop.truth["planted"]]
    assert sum(e.get("in_package") is True for e in expected) >= 5
    assert sum(e.get("in_package") is False for e in expected) >= 15
    assert {e.get("seller_copy") for e in expected} >= {"destroy", "kept"}
    assert {category for e in expected for category in e.get("absent", [])} == {"health", "financial"}
    second = shop.planted("cn-objected-under-second-number")
    assert second["second_no"] in {row["会员编号"] for row in shop.csv("异议登记.csv")}
    assert second["member_no"] not in {row["会员编号"] for row in shop.csv("异议登记.csv")}
    assert not ric.is_valid(shop.planted("cn-invalid-id")["resident_id"])


def test_no_truth_lies_in_the_shops_own_folder(shop: Any) -> None:
    for path in shop.folder.iterdir():
        assert "truth" not in path.name
        assert b"objected-under-second" not in path.read_bytes()
