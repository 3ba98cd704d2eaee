"""The lawyer's list as a workbook: every cell is text or a number, never a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from novation.handover.class_sign_offs import Differing, SigningState
from novation.handover.situation import DEAL_FACTS
from novation.law.vocabulary import ConsentKind
from novation.messages import Language, Text
from novation.terms import FACT_FIELDS, FACT_NAMES, Category, Place, SellerCopy, ToBuyer

Cell = str | int
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FACTS = tuple(name for name in FACT_FIELDS if name not in (*DEAL_FACTS, "place", "category"))
"""Facts of a class that have a column each."""
_YES, _NO = Text("是", "yes"), Text("否", "no")

_COLUMNS: tuple[tuple[Text, int], ...] = (
    (Text("组", "Group"), 13),
    (Text("类", "Class"), 15),
    (Text("状态", "State"), 14),
    (Text("何处有变", "What changed"), 14),
    (Text("人数", "People"), 10),
    (FACT_NAMES["place"], 14),
    (FACT_NAMES["category"], 14),
    *((FACT_NAMES[name], 18) for name in FACTS),
    (Text("交给受让方", "To the buyer"), 18),
    (Text("同意的形式", "Form of consent"), 16),
    (Text("现在可移交", "Passes now"), 10),
    (Text("出让方的一份", "Seller's copy"), 18),
    (Text("现在怎么办", "Seller's copy now"), 18),
    (Text("法条：移交", "Articles, to the buyer"), 40),
    (Text("规则：移交", "Rules, to the buyer"), 32),
    (Text("法条：出让方的一份", "Articles, seller's copy"), 40),
    (Text("规则：出让方的一份", "Rules, seller's copy"), 32),
    (Text("已确认", "Confirmed"), 11),
    (Text("解读", "Reading"), 9),
    (Text("须由人看过", "A person must look"), 12),
    (Text("为何未定", "Why undecided"), 40),
    (Text("其他法律的不同回答", "Laws that answered otherwise"), 40),
    (Text("签认人", "Signed by"), 24),
    (Text("签认时间", "Signed at"), 22),
)


def workbook(listed: Mapping[str, Any], language: Language) -> bytes:
    """Three sheets: classes, the rules they rest on, and what the list is about."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E9EDED"}
        )
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        write = _Writer(head, plain, language)
        write.sheet(
            book.add_worksheet(write.said(Text("类", "Classes"))), _COLUMNS, _class_rows(listed, language), 2
        )
        write.sheet(
            book.add_worksheet(write.said(Text("规则", "Rules"))),
            _RULE_COLUMNS,
            _rule_rows(listed, language),
            1,
        )
        write.sheet(
            book.add_worksheet(write.said(Text("说明", "About"))),
            _ABOUT_COLUMNS,
            _about_rows(listed, language),
            0,
        )
    return out.getvalue()


class _Writer:
    def __init__(self, head: Format, plain: Format, language: Language) -> None:
        self._head, self._plain, self._language = head, plain, language

    def said(self, text: Text) -> str:
        return text.in_(self._language)

    def sheet(
        self,
        sheet: Worksheet,
        columns: Sequence[tuple[Text, int]],
        rows: Iterable[Sequence[Cell]],
        frozen: int,
    ) -> None:
        """A head that stays in sight with `frozen` columns, filters over everything, one page wide on paper."""
        for n, (title, width) in enumerate(columns):
            sheet.set_column(n, n, width)
            sheet.write_string(0, n, self.said(title), self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for n, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(last, n, cell, self._plain)
                else:
                    sheet.write_number(last, n, cell, self._plain)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)


def _class_rows(listed: Mapping[str, Any], language: Language) -> Iterable[list[Cell]]:
    for group in listed["groups"]:
        for one in group["classes"]:
            yield _class_row(group, one, listed["rules"], language)


def _class_row(
    group: Mapping[str, Any], one: Mapping[str, Any], rules: Mapping[str, Any], language: Language
) -> list[Cell]:
    comma = "、" if language == "zh" else ", "
    consent = group["consent_kind"]
    because = [group[k][language] for k in ("undecided_because", "seller_undecided_because") if group[k]]
    return [
        group["id"],
        one["id"],
        SigningState(one["state"]).text.in_(language),
        comma.join(Differing(word).text.in_(language) for word in one["differing"]),
        one["people"],
        Place(group["place"]).text.in_(language),
        Category(one["category"]).text.in_(language),
        *(_words(name, one["facts"].get(name, ()), language) for name in FACTS),
        ToBuyer(group["to_buyer"]).text.in_(language),
        ConsentKind(consent).text.in_(language) if consent else "",
        _yes(one["passes_now"], language),
        SellerCopy(group["seller_copy"]).text.in_(language),
        SellerCopy(one["seller_copy_now"]).text.in_(language),
        *_grounds(group["reasons"], rules, language),
        *_grounds(group["seller_reasons"], rules, language),
        _yes(not group["unconfirmed"], language),
        _yes(group["reading"], language),
        _yes(group["human"], language),
        "\n".join(dict.fromkeys(because)),
        "\n".join(_other(other, language) for other in one["others"]),
        "\n".join(who["name"] for who in one["signed_by"]),
        "\n".join(who["signed_at"] for who in one["signed_by"]),
    ]


def _words(name: str, values: str | Sequence[str], language: Language) -> str:
    words = [values] if isinstance(values, str) else values
    return ("、" if language == "zh" else ", ").join(FACT_FIELDS[name](w).text.in_(language) for w in words)


def _yes(holds: bool, language: Language) -> str:
    return (_YES if holds else _NO).in_(language)


def _grounds(ids: Sequence[str], rules: Mapping[str, Any], language: Language) -> tuple[str, str]:
    return "\n".join(rules[r]["citation"][language] for r in ids), "\n".join(ids)


def _other(other: Mapping[str, Any], language: Language) -> str:
    kind = ToBuyer if other["side"] == "to_buyer" else SellerCopy
    return f"{other['law']}: {kind(other['said']).text.in_(language)}"


_RULE_COLUMNS = (
    (Text("规则", "Rule"), 36),
    (Text("名称", "Title"), 40),
    (Text("法条", "Article"), 44),
    (Text("理由", "Reason"), 70),
    (Text("交给受让方", "To the buyer"), 20),
    (Text("出让方的一份", "Seller's copy"), 20),
    (Text("已确认", "Confirmed"), 11),
    (Text("解读", "Reading"), 9),
    (Text("出处", "Source"), 60),
)


def _rule_rows(listed: Mapping[str, Any], language: Language) -> Iterable[list[Cell]]:
    for name, rule in listed["rules"].items():
        yield [
            name,
            *(rule[field][language] for field in ("title", "citation", "reason")),
            ToBuyer(rule["to_buyer"]).text.in_(language) if rule["to_buyer"] else "",
            SellerCopy(rule["seller_copy"]).text.in_(language) if rule["seller_copy"] else "",
            _yes(rule["confirmed"], language),
            _yes(rule["derived"], language),
            rule["source"],
        ]


_ABOUT_COLUMNS = ((Text("事项", "What"), 36), (Text("内容", "Value"), 80))


def _about_rows(listed: Mapping[str, Any], language: Language) -> Iterable[list[Cell]]:
    def row(zh: str, en: str, value: Cell) -> list[Cell]:
        return [Text(zh, en).in_(language), value]

    yield row("案件", "Case", listed["case"])
    yield row("按这一天的法律判定", "Decided by the law of", listed["as_of"])
    yield row("人数", "People", listed["people"])
    yield row("类数", "Classes", listed["classes"])
    for state in SigningState:
        yield [state.text.in_(language), listed["states"][str(state)]]
    for name, value in listed["deal"].items():
        yield [FACT_NAMES[name].in_(language), _words(name, value, language)]
    for law in listed["laws"]:
        yield [f"{law['id']} {law['version']}", law["digest"]]
