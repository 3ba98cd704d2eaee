"""The example shop, written once for all tests of this folder, and read back with ordinary tools."""

from __future__ import annotations

import csv
import functools
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fastexcel
import pytest

GENERATE = Path(__file__).resolve().parents[2] / "examples" / "qingsong" / "generate.py"


def run_generator(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(GENERATE), str(out), *options], capture_output=True, text=True)


@dataclass(eq=False)
class Shop:
    """A written shop: its folder, its truth, and readers that know nothing of the generator."""

    folder: Path
    truth: dict[str, Any]

    @functools.cache  # noqa: B019
    def csv(self, name: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
        with (self.folder / name).open(encoding=encoding, newline="") as lines:
            if name == "会员导出_20261101.csv":
                next(lines)  # the title line
            return list(csv.DictReader(lines))

    @functools.cache  # noqa: B019
    def members(self) -> list[dict[str, str]]:
        rows = self.csv("会员导出_20261101.csv", "gb18030")
        return [{key: value.removeprefix("\t") for key, value in row.items()} for row in rows]

    @functools.cache  # noqa: B019
    def sheet(self, name: str) -> list[dict[str, Any]]:
        book = fastexcel.read_excel(self.folder / "会员卡名册.xlsx")
        return book.load_sheet(name, header_row=1, dtypes="string").to_polars().to_dicts()

    @functools.cache  # noqa: B019
    def crm(self, query: str) -> list[tuple[Any, ...]]:
        base = sqlite3.connect(self.folder / "crm_old.sqlite")
        try:
            return base.execute(query).fetchall()
        finally:
            base.close()

    @functools.cache  # noqa: B019
    def notes(self) -> list[dict[str, str]]:
        lines = (self.folder / "客服记录.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def people(self, **wanted: object) -> list[dict[str, Any]]:
        return [p for p in self.truth["people"] if all(p[key] == value for key, value in wanted.items())]

    def planted(self, situation: str) -> dict[str, Any]:
        return next(p for p in self.truth["planted"] if p["situation"] == situation)


@pytest.fixture(scope="session")
def generate() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the generator as a person would: generate(out, *options)."""
    return run_generator


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    root = tmp_path_factory.mktemp("qingsong")
    run = run_generator(root / "shop", "--truth", str(root / "truth.json"))
    assert run.returncode == 0, run.stderr
    return Shop(root / "shop", json.loads((root / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop of the usual seed, to compare with."""
    folder = tmp_path_factory.mktemp("small") / "shop"
    assert run_generator(folder, "--scale", "small").returncode == 0
    return folder
