"""The dossier at each moment: what has not happened is said so, and a seal is drawn only for a verified signature."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from novation.custody.durable import write_durably
from novation.evidence import canonical
from novation.handover.receipting import NAMESPACE
from novation.handover.report import write_reports
from novation.handover.report.words import css_string, named, seal_lines, share, short_digest

from .report_case import Case
from .test_report import Page, report

STAMP = re.compile(r'class="stamp(?: big)?"')


def course(source: str) -> list[str]:
    """The states of the seven milestones on the cover."""
    found = re.search(r'<ol class="course">(.*?)</ol>', source, re.DOTALL)
    assert found
    return re.findall(r'<li class="s-(\w+)"', found.group(1))


def section(source: str, name: str) -> str:
    found = re.search(rf'<section class="sheet" id="{name}".*?</section>', source, re.DOTALL)
    assert found
    return found.group(0)


def test_an_opened_project_has_no_result_anywhere(tmp_path: Path) -> None:
    source = report(Case(tmp_path))
    assert course(source) == ["unknown"] * 7
    assert "s-tick" not in source.split("</style>")[1]
    for name in (
        "summary",
        "found",
        "dispositions",
        "grounds",
        "charts",
        "obligations",
        "stages",
        "package",
        "destruction",
        "rules",
    ):
        assert "callout unknown" in section(source, name), name


def test_decisions_without_a_plan_are_a_compliance_review(tmp_path: Path) -> None:
    source = report(Case(tmp_path).decided())
    assert course(source) == ["tick", *["unknown"] * 6]
    assert "compliance review that nobody has approved" in source
    assert "There is no plan yet" in section(source, "stages")
    assert "100" in section(source, "summary")


def test_a_sealed_package_that_was_not_given_is_not_looked_at(tmp_path: Path) -> None:
    case = Case(tmp_path).sealed()
    source = report(case)
    assert course(source) == ["tick", "tick", "tick", "unknown", "unknown", "unknown", "unknown"]
    assert "not looked at" in section(source, "package")
    assert not STAMP.search(source)


def test_a_verified_signature_gets_its_seal_and_a_changed_package_loses_it(tmp_path: Path) -> None:
    case = Case(tmp_path).sealed()
    source = report(case, package=case.package)
    assert course(source)[3] == "tick"
    assert len(STAMP.findall(source)) == 2  # on the cover, and with the hander-over's signature
    part = next((case.package / "data").rglob("*.age"))
    content = bytearray(part.read_bytes())
    content[-1] ^= 1
    part.write_bytes(bytes(content))
    changed = report(case, package=case.package)
    assert course(changed)[3] == "cross"
    assert not STAMP.search(changed)
    assert part.name in section(changed, "package")


def test_a_package_signed_by_somebody_else_gets_no_seal(tmp_path: Path) -> None:
    case, other = Case(tmp_path / "a").sealed(), Case(tmp_path / "b").sealed()
    source = report(case, package=other.package)
    assert not STAMP.search(source)
    assert "not the one this project sealed" in section(source, "summary")


def test_differences_come_first_and_a_reservation_is_no_plain_yes(tmp_path: Path) -> None:
    case = Case(tmp_path).received()
    source = report(case, package=case.package, buyer=case.buyer.folder)
    assert course(source)[4:] == ["warn", "warn", "unknown"]
    table = next(t for t in Page(source).tables if "Expected" in t[0])
    assert [c.strip() for c in table[1][1:]] == ["identity", "52", "50", "2", "0", "1", "0"]
    assert [c.strip() for c in table[-1][2:]] == ["103", "101", "2", "0", "1", "0"]
    assert "accept with reservation" in section(source, "package")
    assert len(STAMP.findall(source)) == 3


def test_a_receipt_whose_signature_fails_is_a_cross(tmp_path: Path) -> None:
    case = Case(tmp_path).received("accept")
    path = case.seller.record_path("receipt.json")
    value = canonical.parse(path.read_bytes())
    write_durably(path, canonical.encode({**value, "differences": 0}))
    source = report(case, package=case.package)
    assert course(source)[5] == "cross"
    assert len(STAMP.findall(source)) == 2
    assert NAMESPACE not in source


def test_a_certificate_shows_what_was_not_verified(tmp_path: Path) -> None:
    case = Case(tmp_path).destroyed()
    part = section(report(case, package=case.package, buyer=case.buyer.folder), "destruction")
    assert "Copies held by processors" in part
    assert "not read to its end, no result" in part
    assert (
        part.count('class="s-unknown"') == 3 + 1 + 1
    )  # three never looked at, one unread file, one kind too short
    assert "done, with matters to know" in part
    assert "signature holds (hander-over)" in part


def test_an_authorisation_for_another_plan_is_not_valid(tmp_path: Path) -> None:
    case = Case(tmp_path).planned().authorised()
    path = case.seller.record_path("plan.json")
    plan = canonical.parse(path.read_bytes())
    write_durably(path, canonical.encode({**plan, "version": 4}))
    source = report(case)
    assert course(source)[2] == "warn"
    assert section(source, "stages").count("not valid") == 2


def test_decisions_made_after_the_plan_are_told(tmp_path: Path) -> None:
    case = Case(tmp_path).planned()
    case.seller.write_record("decisions.json", {**canonical.parse(case.seller.record_path("decisions.json").read_bytes()), "as_of": "2026-12-01"})  # fmt: skip
    source = report(case)
    assert "Decided again since the plan" in section(source, "summary")
    assert "Last transaction" not in source  # the bands rest on decisions that are not the plan's


def test_gates_stand_before_sealing_and_before_destruction(tmp_path: Path) -> None:
    part = section(report(Case(tmp_path).planned()), "stages")
    assert part.count('class="gate"') == 2
    assert part.count("cannot be recovered</span>") == 2
    assert part.index("Gate: before sealing") < part.index("check sources") < part.index("Gate: before destruction") < part.index("remove 52 rows")  # fmt: skip


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 7, "0.0%"),
        (1, 3, "33.3%"),
        (1, 100_000, "<0.1%"),
        (99_999, 100_000, ">99.9%"),
        (7, 7, "100.0%"),
        (0, 0, "–"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(part: int, whole: int, said: str) -> None:
    assert share(part, whole) == said


def test_words_are_written_as_agreed() -> None:
    assert short_digest("sha256:" + "9c417be2" + "0" * 52 + "6e21") == "sha256:9c41 7be2 … 6e21"
    assert named("王<b>", "en") == '<bdi lang="zh-CN">王&lt;b&gt;</bdi>'
    assert named("Ho", "zh") == "<bdi>Ho</bdi>"
    assert seal_lines("青松文体用品有限公司") == ["青松", "文体"]
    assert seal_lines("周建松") == ["建松"]
    assert seal_lines("Hailan Retail Ltd") == ["HR"]
    assert css_string('a"}<') == '"a\\22 \\7d \\3c "'


def test_the_buyer_sees_the_same_plan_from_the_package_alone(tmp_path: Path) -> None:
    case = Case(tmp_path).received()
    write_reports(case.buyer, tmp_path / "buyers", package=case.package)
    source = (tmp_path / "buyers" / "report.en.html").read_text("utf-8")
    assert course(source) == ["tick", "tick", "tick", "tick", "warn", "unknown", "unknown"]
    table = next(t for t in Page(source).tables if t[0][0].strip() == "Place")
    assert table[-1][-1].strip() == "100"
    assert "2 of 2 valid" in source
