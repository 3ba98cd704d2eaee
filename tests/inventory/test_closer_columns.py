"""Columns told by a closer look at some of their values: odd telephones, days, codes of illnesses, staff, documents."""

from __future__ import annotations

import random

import pytest

from novation.terms import Category

N = 200
BARE = "col_1"
CHANCE = random.Random(31)


def kind(scan, values, header=BARE, **beside):
    return scan({header: values, **beside}).column(header).kind


@pytest.fixture
def people(invented):
    return {"col_7": [invented.name() for _ in range(N)], "col_8": [invented.mobile() for _ in range(N)]}


def test_mobile_numbers_keep_their_kind_hidden_in_part_rounded_and_with_words(scan, invented):
    def one(i):
        plain = invented.mobile()
        ways = (
            plain,
            f"{plain[:3]}****{plain[7:]}",
            f"{plain}（孩子妈妈）",
            f"+86-{plain}",
            f"{int(plain):.2E}",
        )
        return ways[i % 5]

    column = scan({BARE: [one(i) for i in range(N)]}).column(BARE)
    assert column.kind == "cn.mobile"
    assert column.confidence >= 0.6


def test_hidden_numbers_alone_are_believed_by_their_look_only(scan, invented):
    hidden = [f"{invented.mobile()[:3]}****{invented.digits(4)}" for _ in range(N)]
    column = scan({BARE: hidden}).column(BARE)
    assert (column.kind, column.confidence <= 0.6) == ("cn.mobile", True)


def test_a_note_that_is_nearly_always_a_number_holds_numbers(scan, invented):
    notes = [invented.mobile() if i % 3 else f"改打{invented.mobile()}，急" for i in range(N)]
    assert kind(scan, notes, "备注") == "cn.mobile"


def test_telephones_of_another_country_in_several_ways_are_telephones(scan, invented, people):
    ways = [f"(0{CHANCE.randint(20, 89)}) {invented.digits(3)} {invented.digits(4)}" for _ in range(N // 2)]
    ways += [f"+44 7{invented.digits(3)} {invented.digits(6)}" for _ in range(N // 2)]
    assert kind(scan, ways, **people) == "generic.phone"


@pytest.mark.parametrize("form", ["%d%b%Y", "%d.%m.%y", "%y%m%d", "%d-%b-%y"])
def test_days_of_birth_are_known_in_the_forms_people_write(scan, form):
    from datetime import date, timedelta

    days = [date(1948, 3, 1) + timedelta(days=CHANCE.randrange(20_000)) for _ in range(N)]
    assert kind(scan, [day.strftime(form) for day in days]) == "person.birth-date"


def test_days_of_birth_of_eras_and_of_the_republic_are_known(scan):
    eras = [
        f"昭和{CHANCE.randint(20, 63)}年{CHANCE.randint(1, 12)}月{CHANCE.randint(1, 28)}日" for _ in range(N)
    ]
    republic = [
        f"民國{CHANCE.randint(40, 95)}/{CHANCE.randint(1, 12)}/{CHANCE.randint(1, 28)}" for _ in range(N)
    ]
    assert kind(scan, eras) == "person.birth-date"
    assert kind(scan, republic) == "person.birth-date"


def test_days_of_this_decade_in_short_form_are_no_births(scan):
    days = [
        f"{CHANCE.randint(10, 28)}{CHANCE.choice(('Jan', 'May', 'Oct'))}202{CHANCE.randint(3, 8)}"
        for _ in range(N)
    ]
    assert kind(scan, days) != "person.birth-date"


def test_codes_of_illnesses_beside_people_are_health(scan, people):
    codes = [f"{CHANCE.choice('EIJKMZ')}{CHANCE.randint(10, 99)}.{CHANCE.randint(0, 9)}" for _ in range(N)]
    assert kind(scan, codes, **people) == "health"
    assert kind(scan, codes, col_2=[f"箱{i}" for i in range(N)]) != "health"


def test_medicines_and_what_somebody_does_not_bear_are_health(scan, people):
    medicines = ["ramipril 5 mg", "bisoprolol 2.5mg", "simvastatin", "doxycycline 100 mg BID"]
    bears = ["NKDA", "Penicillin", "Latex", "Sulfa"]
    assert kind(scan, [CHANCE.choice(medicines) for _ in range(N)], **people) == "health"
    assert kind(scan, [CHANCE.choice(bears) for _ in range(N)], **people) == "health"


def test_hashes_of_passwords_say_what_they_are(scan):
    signs = "abcdefghijkABCDEFGHIJK0123456789./"
    hashes = ["$2b$12$" + "".join(CHANCE.choices(signs, k=53)) for _ in range(N)]
    assert kind(scan, hashes) == "credential"


def test_a_few_people_over_and_over_are_names_in_a_table_with_people(scan, invented, people):
    staff = [invented.name() for _ in range(4)]
    column = [staff[i % 4] for i in range(N)]
    assert kind(scan, column, **people) == "person.name"
    assert kind(scan, column, "复核", **people) == "person.name"


def test_brands_named_after_people_are_no_people(scan, people):
    brands = ["张小泉", "王致和", "李锦记", "周六福", "吴裕泰"]
    assert kind(scan, [CHANCE.choice(brands) for _ in range(N)], **people) != "person.name"


def test_names_in_a_table_of_nobody_are_taken_back_with_a_reason(scan):
    found = scan(
        {BARE: [CHANCE.choice(("Amber", "Ruby", "Daisy", "Oscar", "Felix")) for _ in range(N)]}
    ).column(BARE)
    assert found.kind == "none"
    assert any("没有其他指向个人" in said.zh for said in found.evidence)


@pytest.mark.parametrize(
    "forms",
    [
        ("WANG/LEI", "CHEN/MEI HUA", "LIU/YANG MR"),
        ("Dr. Hale", "Dr. P. Novak", "Dr. Ilse Brandt"),
        ("王**", "欧阳*", "李娜"),
    ],
    ids=["as airlines write", "with a title", "hidden in part"],
)
def test_names_are_known_in_odd_forms(scan, people, forms):
    assert kind(scan, [CHANCE.choice(forms) for _ in range(N)], **people) == "person.name"


def test_words_for_nobody_do_not_hide_the_names_between_them(scan, invented):
    values = ["自住" if i % 3 else invented.name() for i in range(N)]
    assert kind(scan, values) == "person.name"


def test_streets_with_a_number_and_estates_are_addresses(scan):
    german = [
        f"{CHANCE.choice(('Lerchenweg', 'Ulmenstr.', 'Marienplatz'))} {CHANCE.randint(1, 99)}"
        for _ in range(N)
    ]
    estates = [
        f"{CHANCE.choice(('春江花园', '碧水苑', '东湖小区'))}{CHANCE.randint(1, 30)}-{CHANCE.randint(1, 3)}-{CHANCE.randint(101, 909)}"
        for _ in range(N)
    ]
    assert kind(scan, german) == "place.address"
    assert kind(scan, estates) == "place.address"


def test_certificates_that_name_a_town_are_no_addresses(scan, invented):
    titles = [f"苏(2020)苏州市不动产权第{invented.digits(7)}号" for _ in range(N)]
    assert kind(scan, titles) != "place.address"


def test_versions_with_four_parts_are_no_addresses_on_the_net(scan):
    versions = [
        f"{CHANCE.randint(1, 9)}.{CHANCE.randint(0, 20)}.{CHANCE.randint(0, 9)}.{CHANCE.randint(0, 60)}"
        for _ in range(N)
    ]
    hosts = [".".join(str(CHANCE.randint(1, 254)) for _ in range(4)) for _ in range(N)]
    assert kind(scan, versions) == kind(scan, versions, "fw_ver") == "none"
    assert kind(scan, hosts) == "generic.ip"


def test_numbers_of_one_maker_are_no_passports(scan, invented, people):
    assert kind(scan, [f"D{invented.digits(8)}" for _ in range(N)], **people) != "cn.passport"
    assert kind(scan, [f"E{invented.digits(8)}" for _ in range(N)], "model_no") == "key.other"
    assert (
        kind(scan, [f"{CHANCE.choice(('E', 'G', 'EB'))}{invented.digits(8)}"[:9] for _ in range(N)], **people)
        == "cn.passport"
    )


def test_handles_made_by_a_machine_are_no_logins(scan):
    made = ["s_" + "".join(CHANCE.choices("0123456789abcdef", k=12)) for _ in range(N)]
    assert kind(scan, made) != "account.login"


def test_bands_of_ages_are_ages_beside_people(scan, people):
    bands = [CHANCE.choice(("Under 18", "18-29", "30-44", "45-59", "60+")) for _ in range(N)]
    assert kind(scan, bands, **people) == "person.age"
    assert (
        kind(scan, [CHANCE.choice(("17岁以下", "18-35岁", "36岁以上")) for _ in range(N)], **people)
        == "person.age"
    )


def test_coordinates_in_two_columns_are_where_people_are_unless_they_are_sites(scan, people):
    south = [f"{CHANCE.uniform(22, 40):.6f}" for _ in range(N)]
    east = [f"{CHANCE.uniform(102, 121):.6f}" for _ in range(N)]
    beside = scan({"col_1": south, "col_2": east, **people})
    assert beside.column("col_1").kind == beside.column("col_2").kind == "generic.gps"
    assert beside.column("col_1").category is Category.LOCATION
    shops = scan({"col_1": south, "col_2": east, "col_3": [f"{i}号店" for i in range(N)]})
    assert shops.column("col_1").kind != "generic.gps"


def test_the_finding_holds_none_of_the_values_looked_at(scan, people):
    found = repr(scan(people))
    assert not any(value in found for values in people.values() for value in values)


def test_pinyin_in_two_columns_is_a_name(scan, people):
    last = [CHANCE.choice(("WANG", "LI", "ZHANG", "CHEN", "SUN", "XU")) for _ in range(N)]
    first = [CHANCE.choice(("XIAOLI", "JUN", "HAORAN", "MENG", "TING", "YUE")) for _ in range(N)]
    found = scan({**people, "col_1": last, "col_2": first})
    assert found.column("col_1").kind == found.column("col_2").kind == "person.name"


def test_cards_with_the_middle_hidden_are_cards(scan, invented):
    hidden = [f"622848******{invented.digits(4)}" for _ in range(N)]
    assert kind(scan, hidden) == kind(scan, hidden, "卡号") == "generic.bank-card"


def test_illnesses_and_tastes_of_nobody_are_what_goods_are_for(scan):
    goods = {
        "col_1": [CHANCE.choice(("感冒", "湿疹", "高血压")) for _ in range(N)],
        "col_2": [CHANCE.choice(("微辣", "中辣", "不辣")) for _ in range(N)],
        "col_3": [f"{CHANCE.randint(1, 90)}.50" for _ in range(N)],
    }
    assert all(
        column.category is Category.NONE or column.kind.startswith("order.") for column in scan(goods).columns
    )
