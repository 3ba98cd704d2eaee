"""What was planted, for tests: never written into the shop's folder."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from shop.days import AS_OF, EXPORTED_ON
from shop.sentinels import BYSTANDER, IS_PLANTED, NOTES, SENTINELS, Sentinel

MANY = 100_000  # above this only the planted people are listed, to keep the file small
STATES = [
    "place",
    "transfer",
    "sensitive",
    "guardian",
    "marketing",
    "objected",
    "dispute",
    "debt",
    "health",
    "bank",
    "id_state",
    "sports_class",
    "household",
]
NUMBERS = ["member_no", "second_no", "card_no", "crm_no"]
IDENTIFIERS = ["name", "phone", "phone_shown", "email", "resident_id", "bank_card", "iban"]


class Truth:
    """Gathers people and counts chunk by chunk."""

    def __init__(self, customers: int) -> None:
        self._all = customers <= MANY
        self._people: list[pl.DataFrame] = []
        self._planted: list[pl.DataFrame] = []
        self.rows: dict[str, int] = {}

    def append(self, people: pl.DataFrame) -> None:
        kept = people.select(
            "source",
            *NUMBERS,
            *STATES,
            pl.col("last").cast(pl.String),
            pl.col("birth").cast(pl.String),
            "birth_known",
            *IDENTIFIERS,
        )
        if self._all:
            self._people.append(kept.drop(IDENTIFIERS))
        self._planted.append(kept.filter(IS_PLANTED))

    def write(self, path: Path) -> None:
        """JSON: as_of, exported_on, rows per file, people (a list, empty for big shops), planted (a list)."""
        people = pl.concat(self._people).to_dicts() if self._people else []
        said = {s.name: s for s in SENTINELS}
        planted = [self._planted_one(row, said[row["name"]]) for row in pl.concat(self._planted).to_dicts()]
        content = {
            "as_of": str(AS_OF),
            "exported_on": str(EXPORTED_ON),
            "rows": self.rows,
            "people": people,
            "planted": planted,
            "bystanders": [BYSTANDER],
        }
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def _planted_one(self, row: dict[str, object], sentinel: Sentinel) -> dict[str, object]:
        kind, text = NOTES.get(sentinel.situation, ("", ""))
        tokens: dict[str, list[object]] = {
            "identity": [row["name"]],
            "contact": [row["phone"], row["phone_shown"], row["email"]],
            "account": [row[number] for number in NUMBERS],
            "government-id": [row["resident_id"]],
            "financial": [row["bank_card"], row["iban"]],
            "health": [text if kind == "健康告知" else "", sentinel.sports_class],
        }
        found = {kind: sorted({str(v) for v in values if v}) for kind, values in tokens.items()}
        return {
            "situation": sentinel.situation,
            "expect": sentinel.expect,
            "tokens": {k: v for k, v in found.items() if v},
        } | row
