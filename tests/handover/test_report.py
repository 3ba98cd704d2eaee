"""The handover dossier: the same figures in both languages, sums that equal their parts, nothing claimed early."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from novation.handover.report import write_reports
from novation.seal.recipe import STEPS

from .report_case import BUYER, DECISIONS, HOSTILE_SOURCE, PEOPLE, Case

VOID = {"meta", "br", "col", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Reads a page strictly: every tag is closed where it was opened; keeps text and attributes by element."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str | None, str]] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.ids: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.feed(source)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, k, v) for k, v in attrs]
        self.ids += [v for k, v in attrs if k == "id" and v]
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            span = int(dict(attrs).get("colspan") or 1)
            self.tables[-1][-1] += [""] * span
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, k, v) for k, v in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1][0] == tag, (tag, self.open[-3:], self.getpos())
        self.open.pop()

    def handle_data(self, data: str) -> None:
        path = tuple(tag for tag, _ in self.open)
        language = next((a["lang"] for _, a in reversed(self.open) if "lang" in a), None)
        self.texts.append((path, language, data))
        if path and self.tables and {"td", "th"} & set(path) and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1] += data

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(t for path, _, t in self.texts if "style" not in path))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(tmp_path_factory.mktemp("whole")).destroyed()


@pytest.fixture(scope="module")
def pages(whole: Case) -> dict[str, str]:
    out = whole.root / "out"
    paths = write_reports(whole.seller, out, package=whole.package, buyer=whole.buyer.folder)
    assert [p.name for p in paths] == ["report.zh.html", "report.en.html"]
    return {p.name.split(".")[1]: p.read_text("utf-8") for p in paths}


def report(case: Case, language: str = "en", **given: Path) -> str:
    write_reports(case.seller, case.root / "out", **given)
    return (case.root / "out" / f"report.{language}.html").read_text("utf-8")


def figures(cell: str) -> int | None:
    plain = cell.strip().replace(",", "")
    return int(plain) if re.fullmatch(r"\d+", plain) else None


def table_after(page: Page, head: str) -> list[list[str]]:
    return next(t for t in page.tables if t and t[0][0].strip() == head)


def test_both_pages_parse_and_no_id_is_used_twice(pages: dict[str, str]) -> None:
    for source in pages.values():
        page = Page(source)
        assert len(page.ids) == len(set(page.ids))
        targets = {v[1:] for _, k, v in page.attributes if k == "href" and v and v.startswith("#")}
        assert targets <= set(page.ids)


def test_every_label_that_an_attribute_names_is_there(pages: dict[str, str]) -> None:
    for source in pages.values():
        page = Page(source)
        named = [n for _, k, v in page.attributes if k == "aria-labelledby" and v for n in v.split()]
        assert named and set(named) <= set(page.ids)


def test_nothing_on_the_page_reaches_for_the_network(pages: dict[str, str]) -> None:
    for source in pages.values():
        page = Page(source)
        addresses = [
            v for _, k, v in page.attributes if k in ("src", "href", "action", "data", "srcset", "xlink:href")
        ]
        assert all(v and v.startswith("#") for v in addresses)
        assert all(u.startswith("#") for u in re.findall(r"url\(([^)]*)\)", source))
        assert "@import" not in source
        assert not re.search(r"<(script|iframe|object|embed|link|img|form|base)\b", source)
        assert not any(k.startswith("on") for _, k, _ in page.attributes)
        assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in source


def test_both_languages_carry_the_same_figures(pages: dict[str, str]) -> None:
    tables = [[[figures(c) for c in row] for row in t] for t in Page(pages["zh"]).tables]
    english = [[[figures(c) for c in row] for row in t] for t in Page(pages["en"]).tables]
    assert tables == english
    assert sum(1 for t in tables for row in t for c in row if c is not None) > 100


def test_every_total_equals_its_parts(pages: dict[str, str]) -> None:
    page = Page(pages["en"])
    checked = 0
    for table in page.tables:
        if not table[-1][0].strip().startswith("Total") or table[0][0].strip() == "Source":
            continue
        body = table[1:-1]
        for column in range(1, len(table[0])):
            total = figures(table[-1][column])
            if total is None:
                continue
            parts = [figures(row[column]) for row in body if figures(row[column]) is not None]
            assert sum(parts) == total, (table[0], column)
            checked += 1
    assert checked >= 20


def test_the_summary_counts_every_person_once(pages: dict[str, str]) -> None:
    table = table_after(Page(pages["en"]), "Place")
    assert figures(table[-1][-1]) == PEOPLE
    assert all(sum(figures(c) or 0 for c in row[1:-1]) == figures(row[-1]) for row in table[1:])
    assert [row[0] for row in table[1:4]] == ["mainland China", "Japan", "Germany"]


def test_groups_of_a_category_add_up_to_its_people(pages: dict[str, str]) -> None:
    table = next(t for t in Page(pages["en"]).tables if t[0][:2] == ["Place", "To the buyer"])
    sums: dict[str, int] = {}
    heads: dict[str, int] = {}
    name = ""
    for row in table[1:-1]:
        people = figures(row[-1])
        assert people is not None
        if row[1:-1] == ["", "", row[-2]] and row[-2] in ("identity", "contact"):
            name = row[-2]
            heads[name] = people
        else:
            sums[name] = sums.get(name, 0) + people
    assert heads == sums == {"identity": 100, "contact": 95}
    assert figures(table[-1][-1]) == DECISIONS


def test_what_did_not_pass_adds_up_over_the_rules(pages: dict[str, str]) -> None:
    table = table_after(Page(pages["en"]), "Rule")
    alone = [figures(row[2]) or 0 for row in table[1:-1]]
    assert sum(alone) == figures(table[-1][2]) == 115
    assert [c.strip() for c in table[-3][:2]] == ["Undecided", "no law pack is loaded for Japan"]
    assert figures(table[-2][2]) == 25  # the decisions with two grounds, each once


def test_all_groups_are_in_the_file_however_many(tmp_path: Path) -> None:
    many = tuple(("contact", place, v, 1, "never") for place in ("uk", "fr", "kr", "us", "sg", "ca", "br", "au", "ch", "hk") for v in range(5))  # fmt: skip
    case = Case(tmp_path).decided(many)
    page = Page(report(case))
    shown = next(t for t in page.tables if t[0][:2] == ["Place", "To the buyer"] and len(t[0]) == 5)
    rest = next(t for t in page.tables if t[0][:2] == ["Place", "To the buyer"] and len(t[0]) == 6)
    listed = [r for t in (shown, rest) for r in t[1:] if r[0] and "Decisions" not in r[-2]]
    assert len(listed) == len(many) + len(("identity", "contact")) * 4
    assert "Full list: the other" in page.text


def test_the_chinese_page_is_chinese_throughout(pages: dict[str, str]) -> None:
    """Words of the interface that must not be left over; names of files, columns, rules and commands may be Latin."""
    leftovers = re.compile(
        r"\b(transfer|withhold|needs consent|destroy|retain|keep|undecided|people|rows|total|summary|place|plan|"
        r"not yet|unknown|seller|buyer|receipt|certificate|package|decisions?|reading|unconfirmed|page|part|rule|"
        r"signed|valid|identity|contact|merger|asset deal|owner|missing|expected)\b",
        re.IGNORECASE,
    )
    for path, language, text in Page(pages["zh"]).texts:
        if language == "en" or {"style", "pre", "bdi"} & set(path) or "mono" in path:
            continue
        plain = re.sub(r"\S*[/.]\S*|cn-pipl\S*|VERIFY\S*|hander-over|NV-\S+|https?://\S+", "", text)
        assert not leftovers.search(plain), (path, text)


def test_the_english_page_marks_what_is_chinese(pages: dict[str, str]) -> None:
    for path, language, text in Page(pages["en"]).texts:
        if "style" not in path and re.search(r"[\u4e00-\u9fff]", text):
            assert language == "zh-CN", (path, text)


def test_hostile_names_come_out_as_text(pages: dict[str, str]) -> None:
    for source in pages.values():
        assert "<script" not in source
        assert "<b>Co</b>" not in source
        text = Page(source).text
        assert HOSTILE_SOURCE in text
        assert BUYER in text


def test_a_case_number_cannot_leave_the_style_sheet(tmp_path: Path) -> None:
    case = Case(tmp_path).decided()
    path = case.seller.settings_path
    path.write_text(path.read_text("utf-8").replace("NV-2026-0042", 'x\\"} </style><script>'), "utf-8")
    source = report(case)
    assert source.count("</style>") == 1
    assert "<script" not in source


def test_the_same_records_give_the_same_bytes(whole: Case, pages: dict[str, str]) -> None:
    again = whole.root / "again"
    write_reports(whole.seller, again, package=whole.package, buyer=whole.buyer.folder)
    assert {n: (again / f"report.{n}.html").read_text("utf-8") for n in pages} == pages


def test_the_recipe_is_printed_command_by_command(pages: dict[str, str]) -> None:
    for source in pages.values():
        page = Page(source)
        printed = "\n".join(t for path, _, t in page.texts if "pre" in path)
        assert all(command in printed for _, commands in STEPS for command in commands)


def test_reasons_are_in_the_appendix_with_citation_source_and_confirmation(pages: dict[str, str]) -> None:
    text = Page(pages["en"]).text
    for words in (
        "Reason of 14.",
        "Some Act Art. 14",
        "https://law.example/14",
        "eu-gdpr/14",
        "unconfirmed",
        "reading",
    ):
        assert words in text
    assert "1 more rules applied without saying the outcome" in text


def test_the_way_abroad_is_told_for_every_recipient_with_what_each_route_asks(pages: dict[str, str]) -> None:
    text = Page(pages["en"]).text
    for words in (
        "120,000 people",
        "mainland China → United Kingdom",
        "the declared route is open and in place",
        "mainland China → other US state",
        "the declared route is not open for this move",
        "the signed standard contract",
        "Owed by any route",
        "cn-cross-border/from-100000",
    ):
        assert words in text, words
    assert "青松物流" not in text  # at home, so no way abroad


def test_notices_controls_and_thresholds_stand_in_the_dossier(pages: dict[str, str]) -> None:
    page = Page(pages["en"])
    items = next(t for t in page.tables if t[0][-1].startswith("Notice of provision to another controller"))
    assert ["PIPL-23-1", "must", "the recipient's name"] in [[c.strip() for c in row] for row in items[1:]]
    thresholds = table_after(page, "Threshold")
    officer = next(
        row for row in thresholds[1:] if row[0].startswith("One million persons: protection officer")
    )
    assert (figures(officer[2]), figures(officer[3])) == (1_000_000, PEOPLE)
    assert "not reached" in officer[4]
    duties = " ".join(c for row in table_after(page, "Duty") for c in row)
    assert "package.sealed" in duties and "in the journal" in duties
    groups = ["a rule that decided", "the facts of the deal", "only if its case"]
    told = [page.text.lower().find(g) for g in groups if g in page.text.lower()]
    assert len(told) >= 2 and told == sorted(told)
    assert "unseen by the software" in duties


def test_before_the_decision_nothing_is_said_to_be_owed(tmp_path: Path) -> None:
    text = Page(report(Case(tmp_path))).text
    assert "Notice of provision" not in text and "Standard contract" not in text
