"""Relations between tables after a second scan that read only some of them again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from novation.handover import scanning

from .story import novation


def csv(path: Path, head: str, rows: list[str]) -> None:
    path.write_text(head + "\n" + "\n".join(rows) + "\n", "utf-8")


def members(count: int) -> list[str]:
    return [f"M{7 * n:06},m{n}@example.com" for n in range(count)]


def orders(count: int) -> list[str]:
    return [f"O{31 * n:07},M{7 * (n % 40):06},{n % 90 + 1}" for n in range(count)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    exports = tmp_path / "exports"
    exports.mkdir()
    csv(exports / "members.csv", "member_id,email", members(60))
    csv(exports / "orders.csv", "order_id,member_id,amount", orders(300))
    assert novation("init", exports, "-p", tmp_path / "seller").status == 0
    return tmp_path / "seller"


def relations(folder: Path) -> Any:
    ran = novation("scan", "-p", folder, "--json")
    assert ran.status == 0, ran.err
    return {
        t["table"]: [(r["column"], r["other_table"], r["other_column"]) for r in t["relations"]]
        for t in ran.value["tables"]
    }


def test_a_table_that_did_not_change_is_still_related_to_one_that_did(project: Path) -> None:
    first = relations(project)
    assert ("member_id", "members", "member_id") in first["orders"]
    csv(project.parent / "exports" / "orders.csv", "order_id,member_id,amount", orders(310))
    assert relations(project) == first
    csv(project.parent / "exports" / "members.csv", "member_id,email", members(70))
    assert relations(project) == first


def test_a_relation_ends_with_the_values_that_made_it(project: Path) -> None:
    assert relations(project)["orders"]
    csv(
        project.parent / "exports" / "members.csv",
        "member_id,email",
        [f"Z{n:04},m{n}@example.com" for n in range(60)],
    )
    assert relations(project)["orders"] == []


def test_a_scan_broken_off_between_two_sources_is_told_in_the_same_words(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = scanning.write_durably
    written = []

    def break_off(path: Path, content: bytes) -> None:
        real(path, content)
        written.append(path)
        raise KeyboardInterrupt

    monkeypatch.setattr(scanning, "write_durably", break_off)
    assert novation("scan", "-p", project).status == 130
    monkeypatch.undo()
    assert len(written) == 1
    broken = relations(project)
    assert novation("init", tmp_path / "exports", "-p", tmp_path / "whole").status == 0
    assert relations(tmp_path / "whole") == broken


def test_sketches_are_not_in_the_clear(project: Path) -> None:
    relations(project)
    kept = list((project / "work").rglob("*sketches*"))
    assert kept
    for file in (
        f for place in kept for f in ([place] if place.is_file() else place.rglob("*")) if f.is_file()
    ):
        assert b"PAR1" not in file.read_bytes()[:8]
