"""Which identifiers make two records one person, and which must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .shops import Linked, table

Run = Callable[..., Linked]
NAME, KEY, PHONE = "person.name", "key.customer", "generic.phone"
EMAIL, ID = "generic.email", "cn.resident-id"

ID_A, ID_B = "11010519491231002X", "440524188001010014"  # the samples of GB 11643-1999: nobody's


def members(*rows: tuple[str | None, ...]):
    columns = list(zip(*rows, strict=True))
    kinds = (("会员编号", KEY), ("姓名", NAME), ("手机", PHONE), ("邮箱", EMAIL), ("身份证", ID))
    return table("members", *((n, k, v) for (n, k), v in zip(kinds, columns, strict=True)))


def crm(*rows: tuple[str | None, ...]):
    columns = list(zip(*rows, strict=True))
    kinds = (("khbh", KEY), ("xm", NAME), ("sjh", PHONE), ("yx", EMAIL), ("sfz", ID))
    return table("crm", *((n, k, v) for (n, k), v in zip(kinds, columns, strict=True)))


@pytest.mark.parametrize(
    ("phone", "email", "resident_id"),
    [
        ("139-1234-5670", None, None),
        ("\t１３９１２３４５６７０", None, None),
        ("+86 139 1234 5670", None, None),
        (None, "ZHOU@example.com ", None),
        (None, None, ID_A.lower()),
    ],
)
def test_records_that_share_a_verified_identifier_in_any_spelling_are_one_person(
    linked: Run, phone: str | None, email: str | None, resident_id: str | None
) -> None:
    found = linked(
        members(("QS10000001", "周一", "13912345670", "zhou@example.com", ID_A)),
        crm(("K0000009", "周一", phone, email, resident_id)),
    )
    assert found.subjects["members"] == found.subjects["crm"]
    assert found.result.subjects == 1


@pytest.mark.parametrize("filler", ["13800000000", "13888888888", "", "无", "12345678"])
def test_a_number_typed_in_because_the_form_asked_for_one_links_nobody(linked: Run, filler: str) -> None:
    found = linked(
        members(("QS10000001", "周一", filler, None, None), ("QS10000002", "吴二", filler, None, None))
    )
    assert found.people("members") == 2


def test_an_id_number_with_a_wrong_check_digit_links_nobody(linked: Run) -> None:
    wrong = ID_A[:-1] + "3"
    found = linked(
        members(("QS10000001", "周一", None, None, wrong)), crm(("K0000009", "周一", None, None, wrong))
    )
    assert found.result.subjects == 2


def test_a_landline_of_a_household_links_nobody(linked: Run) -> None:
    found = linked(
        table(
            "members",
            ("会员编号", KEY, ["QS10000001", "QS10000002"]),
            ("固定电话", "cn.landline", ["0571-88001234", "0571-88001234"]),
        )
    )
    assert found.people("members") == 2


def test_people_of_different_names_with_one_mobile_in_one_table_are_a_family(linked: Run) -> None:
    found = linked(
        members(
            ("QS10000001", "周一", "13912345670", None, None),
            ("QS10000002", "吴二", "13912345670", None, None),
        ),
        crm(("K0000009", "周一", "13912345670", None, None)),
    )
    assert found.result.subjects == 3
    assert "different names" in found.remarks()


def test_two_customer_numbers_of_one_name_and_one_mobile_are_one_person(linked: Run) -> None:
    found = linked(
        members(
            ("QS10000001", "周 一", "13912345670", None, None),
            ("QS90000001", "周一", "139 1234 5670", None, None),
        )
    )
    assert found.people("members") == 1


def test_an_identifier_of_more_than_three_people_of_one_table_links_nobody(linked: Run) -> None:
    rows = [(f"QS1000000{n}", None, "13912345670", None, None) for n in range(4)]
    assert linked(members(*rows)).people("members") == 4


def test_a_guardians_mobile_in_a_childs_row_does_not_merge_them(linked: Run) -> None:
    found = linked(
        members(("QS10000001", "周一", "13912345670", None, None)),
        table(
            "classes",
            ("学员姓名", NAME, ["周小一"]),
            ("监护人姓名", NAME, ["周一"]),
            ("监护人手机", "cn.mobile", ["13912345670"]),
        ),
    )
    assert found.result.subjects == 2
    assert found.subjects["classes"] != found.subjects["members"]


def test_two_valid_id_numbers_never_merge_through_a_shared_phone(linked: Run) -> None:
    found = linked(
        members(("QS10000001", "周一", "13912345670", None, ID_A)),
        crm(("K0000009", "周一", "13912345670", None, ID_B)),
    )
    assert found.result.subjects == 2


def test_two_valid_id_numbers_never_merge_through_a_chain_of_phone_and_email(linked: Run) -> None:
    found = linked(
        members(
            ("QS10000001", "周一", "13912345670", None, ID_A),
            ("QS10000002", "周一", None, "zhou@example.com", ID_B),
        ),
        crm(("K0000009", "周一", "13912345670", "zhou@example.com", None)),
    )
    assert found.people("members") == 2
    assert "parted by ID number" in found.remarks()


def test_the_addressee_of_a_present_is_not_the_customer_who_ordered_it(linked: Run) -> None:
    found = linked(
        members(
            ("QS10000001", "周一", "13912345670", None, None),
            ("QS10000002", "吴二", "13912345671", None, None),
            ("QS10000003", "郑三", "13912345672", None, None),
        ),
        table(
            "orders",
            ("会员编号", KEY, ["QS10000001", "QS10000001", "QS10000002", "QS10000003"]),
            ("收货电话", PHONE, ["13912345671"] * 4),
            ("电话", PHONE, ["13912345671"] * 4),
        ),
    )
    assert found.people("members") == 3
    first, second, third = found.subjects["members"]
    assert found.subjects["orders"] == [first, first, second, third]


def test_a_row_about_a_person_without_any_identifier_is_a_person_of_its_own(linked: Run) -> None:
    found = linked(table("guests", ("姓名", NAME, ["周一", "周一", "吴二"])))
    assert found.people("guests") == 3


def test_a_table_about_nobody_takes_no_part(linked: Run) -> None:
    found = linked(table("goods", ("品名", "order.item", ["笔", "球"])))
    assert found.result.subjects == 0
    assert [t.by for t in found.result.tables] == ["reference"]


def test_references_are_random_and_differ_between_runs(linked: Run) -> None:
    rows = members(*[(f"QS1000{n:04}", None, None, None, None) for n in range(100)])
    first, second = linked(rows), linked(rows)
    assert first.subjects == second.subjects  # who is who does not hang on chance
    assert len(set(first.refs)) == 100
    assert not set(first.refs) & set(second.refs)
    assert all(len(ref) == 16 and set(ref) <= set("abcdefghijklmnopqrstuvwxyz234567") for ref in first.refs)
