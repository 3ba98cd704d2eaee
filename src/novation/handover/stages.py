"""The stages of a plan: the very list that explain prints and apply runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from novation.messages import Text
from novation.terms import Category
from novation.terms.vocabulary import Term


class StageKind(Term):
    CHECK = "check", "核对来源与授权", "check sources and authorisations"
    PART = "write-part", "写出并加密一类资料", "write and encrypt one class of data"
    REFERENCE = "write-reference", "写出与个人无关的表", "write a table about nobody"
    REGISTERS = "write-registers", "写出随附登记", "write the registers that go along"
    CLOSE = "close-package", "写清单并封装", "write manifests and close the package"
    SIGN = "sign-package", "移交人签名", "hander-over signs"
    REMOVE = "remove-rows", "从来源中删除", "remove from a source"
    BY_HAND = "remove-by-hand", "须由人删除", "to be removed by a person"
    ERASE = "erase-copies", "密码擦除工作副本", "erase the working copies cryptographically"
    LOOK = "look-for-leftovers", "查找是否还有残留", "look for what must be gone"
    CERTIFY = "certify", "出具销毁证明", "issue the certificate"

    @property
    def action(self) -> str:
        """Which authorisation it needs: `seal` or `destroy`."""
        return "destroy" if self in _DESTROYING else "seal"

    @property
    def reversible(self) -> bool:
        return self not in (StageKind.REMOVE, StageKind.BY_HAND, StageKind.ERASE)


_DESTROYING = frozenset(
    {StageKind.REMOVE, StageKind.BY_HAND, StageKind.ERASE, StageKind.LOOK, StageKind.CERTIFY}
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of apply. `rows` and `people` are what it moves or removes; `cells` are blanked, not removed."""

    id: str
    kind: StageKind
    table: str = ""
    label: str = ""
    category: str = ""
    rows: int = 0
    people: int = 0
    cells: int = 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": str(self.kind),
            "table": self.table,
            "label": self.label,
            "category": self.category,
            "rows": self.rows,
            "people": self.people,
            "cells": self.cells,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Stage:
        return cls(**{**values, "kind": StageKind(values["kind"])})

    def text(self) -> Text:
        """The sentence that explain prints for this stage."""
        what = Category(self.category).text if self.category else None
        rows_zh, rows_en = (
            f"{self.rows:,} 行，{self.people:,} 人",
            f"{self.rows:,} rows, {self.people:,} people",
        )
        if self.kind is StageKind.PART and what:
            return Text(
                f"加密写出“{what.zh}”：{self.label}，{rows_zh}",
                f"write and encrypt {what.en}: {self.label}, {rows_en}",
            )
        if self.kind is StageKind.REFERENCE:
            return Text(
                f"加密写出与个人无关的表：{self.label}，{self.rows:,} 行",
                f"write and encrypt a table about nobody: {self.label}, {self.rows:,} rows",
            )
        if self.kind is StageKind.REMOVE:
            return Text(
                f"从 {self.label} 删除 {self.rows:,} 行，清空 {self.cells:,} 格；不可恢复",
                f"remove {self.rows:,} rows from {self.label} and blank {self.cells:,} cells; cannot be recovered",
            )
        if self.kind is StageKind.BY_HAND:
            return Text(
                f"软件不能改写 {self.label}：须由人删除 {self.rows:,} 行，清空 {self.cells:,} 格，在此之前销毁会被拒绝",
                f"{self.label} can't be rewritten by Novation: a person has to remove {self.rows:,} rows and blank "
                f"{self.cells:,} cells; until then destroying is refused",
            )
        if self.kind is StageKind.REGISTERS:
            return Text(
                f"写出随附登记，{self.people:,} 人",
                f"write the registers that go along, {self.people:,} people",
            )
        return self.kind.text
