"""Key spaces: when the numbers of two tables mean the same people, and what hangs on an order number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .shops import Given, Linked, table

Run = Callable[..., Linked]
NAME, KEY, ORDER = "person.name", "key.customer", "key.order"


def people(table_id: str, header: str, keys: Sequence[str], names: Sequence[str], source: str = "") -> Given:
    return table(table_id, (header, KEY, keys), ("姓名", NAME, names), source=source)


def numbers(count: int) -> list[str]:
    return [str(n + 1) for n in range(count)]


def names(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{n}" for n in range(count)]


def test_event_tables_link_by_the_customer_number(linked: Run) -> None:
    found = linked(
        people("members", "会员编号", ["QS10000001", "QS10000002"], ["周一", "吴二"]),
        table(
            "orders",
            ("会员编号", KEY, ["\tQS10000002", "QS10000001", "QS10000002"]),
            ("金额", "order.amount", ["1", "2", "3"]),
        ),
    )
    one, two = found.subjects["members"]
    assert found.subjects["orders"] == [two, one, two]


def test_small_running_numbers_of_two_systems_do_not_merge(linked: Run) -> None:
    found = linked(
        people("shop", "id", numbers(50), names("周", 50)),
        people("club", "id", numbers(40), names("吴", 40)),
    )
    assert found.result.subjects == 90
    assert "look alike" in found.remarks()


def test_small_running_numbers_merge_where_the_names_agree(linked: Run) -> None:
    found = linked(
        people("shop", "id", numbers(50), names("周", 50)),
        people("club", "id", numbers(40), names("周", 40)),
    )
    assert found.result.subjects == 50


def test_small_running_numbers_under_another_header_do_not_merge(linked: Run) -> None:
    found = linked(
        people("shop", "id", numbers(50), names("周", 50)),
        table("visits", ("nr", KEY, numbers(50)), ("金额", "order.amount", numbers(50))),
    )
    assert not set(found.subjects["shop"]) & set(found.subjects["visits"])


def test_two_lists_kept_apart_do_not_meet_through_a_third_table(linked: Run) -> None:
    found = linked(
        people("shop", "id", numbers(50), names("周", 50)),
        people("club", "id", numbers(40), names("吴", 40)),
        table("orders", ("id", KEY, numbers(50) * 2), ("金额", "order.amount", numbers(50) * 2)),
    )
    shop, club = set(found.subjects["shop"]), set(found.subjects["club"])
    assert not shop & club
    assert (
        set(found.subjects["orders"]) == shop
    )  # all its numbers stand in the shop's list, fewer in the club's


def test_a_table_that_fits_two_lists_equally_well_belongs_to_neither(linked: Run) -> None:
    found = linked(
        people("shop", "id", numbers(50), names("周", 50)),
        people("club", "id", numbers(50), names("吴", 50)),
        table("orders", ("id", KEY, numbers(50) * 2), ("金额", "order.amount", numbers(50) * 2)),
    )
    known = set(found.subjects["shop"]) | set(found.subjects["club"])
    assert not known & set(found.subjects["orders"])


def test_a_number_that_a_spreadsheet_ruined_is_nobodys(linked: Run) -> None:
    found = linked(
        people("cards", "卡号", ["5.54E+15", "5.54E+15", "5540100000029029"], ["周一", "吴二", "郑三"])
    )
    assert found.people("cards") == 3


def test_a_filler_that_stands_for_many_people_in_their_own_list_is_no_number(linked: Run) -> None:
    keys = [f"QS1000{n:04}" for n in range(40)] + ["TEMP"] * 6
    found = linked(people("members", "会员编号", keys, names("周", 46)))
    assert found.people("members") == 46


def test_order_lines_follow_their_order_and_orphans_belong_to_nobody(linked: Run) -> None:
    found = linked(
        people("members", "会员编号", ["QS10000001", "QS10000002"], ["周一", "吴二"]),
        table("orders", ("订单号", ORDER, ["D1", "D2"]), ("会员编号", KEY, ["QS10000002", "QS10000001"])),
        table(
            "lines",
            ("订单号", ORDER, ["D1", "D1", "D2", "D9"]),
            ("件数", "order.amount", ["1", "2", "3", "4"]),
        ),
    )
    one, two = found.subjects["members"]
    assert found.subjects["lines"] == [two, two, one, -1]
    orphans = {t.table_id: t.orphans for t in found.result.tables}
    assert orphans["lines"] == 1
    assert "not handed over" in found.remarks()


def test_lines_of_an_order_number_that_stands_for_two_people_belong_to_nobody(linked: Run) -> None:
    found = linked(
        people("members", "会员编号", ["QS10000001", "QS10000002"], ["周一", "吴二"]),
        table("orders", ("订单号", ORDER, ["D1", "D1"]), ("会员编号", KEY, ["QS10000002", "QS10000001"])),
        table("lines", ("订单号", ORDER, ["D1"]), ("件数", "order.amount", ["1"])),
    )
    assert found.subjects["lines"] == [-1]


def test_a_crm_with_numbers_of_its_own_meets_the_shop_only_through_phone_or_email(linked: Run) -> None:
    found = linked(
        table(
            "members",
            ("会员编号", KEY, ["QS10000001", "QS10000002"]),
            ("手机", "generic.phone", ["13912345670", "13912345671"]),
        ),
        table(
            "kh",
            ("khbh", KEY, ["K0500001", "K0500002"]),
            ("sjh", "generic.phone", ["13912345671", None]),
            source="crm",
        ),
        table(
            "yszk",
            ("khbh", KEY, ["K0500001", "K0500002", "K0500002"]),
            ("je", "order.amount", ["1", "2", "3"]),
            source="crm",
        ),
    )
    second = found.subjects["members"][1]
    assert found.subjects["kh"][0] == second
    assert found.subjects["yszk"] == [second, found.subjects["kh"][1], found.subjects["kh"][1]]
    assert found.result.subjects == 3
