"""Files for the tests of `classify` and `detect`, filled with invented people by a seeded generator."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

from click.testing import Result
from typer.testing import CliRunner

from novation.cli.app import app

SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周", "伟芳娜敏静丽强磊军洋"


class People:
    """Invented names, numbers and notes; `spans` are the personal values that stand in the notes, by row."""

    def __init__(self, count: int = 120, seed: int = 5) -> None:
        chance = random.Random(seed)

        def digits(count: int) -> str:
            return "".join(chance.choices("0123456789", k=count))

        self.names = [chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)) for _ in range(count)]
        self.mobiles = ["138" + digits(8) for _ in range(count)]
        self.notes: list[str] = []
        self.spans: list[list[tuple[str, str]]] = []
        for row in range(count):
            other, mail = "139" + digits(8), f"u{digits(4)}@example.com"
            note, inside = chance.choice(
                [
                    (f"😀来电，改手机{other}，已登记", [("mobile", other)]),
                    (f"邮箱 {mail}；\n备用 {other}", [("email", mail), ("mobile", other)]),
                    ("尺码偏小，要求换货", []),
                    ("", []),
                ]
            )
            self.notes.append(note if row else f"请打{other}")
            self.spans.append(inside if row else [("mobile", other)])

    @property
    def values(self) -> set[str]:
        return {*self.names, *self.mobiles, *(text for row in self.spans for _, text in row)}

    def write(self, path: Path, encoding: str = "utf-8") -> Path:
        with path.open("w", encoding=encoding, errors="replace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["编号", "姓名", "手机", "备注"])
            writer.writerows(
                (f"HY{row:05d}", *values)
                for row, values in enumerate(zip(self.names, self.mobiles, self.notes, strict=True))
            )
        return path


def run(*words: object, input: bytes | None = None) -> Result:
    """One command in this process; an exception that is no exit is raised."""
    return CliRunner().invoke(app, [str(word) for word in words], input=input, catch_exceptions=False)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]
