"""Reference of the kinds: what a column can be, in which category that falls, and what proves it."""

from __future__ import annotations

from builder.markdown import code, page, table
from novation.inventory.kinds import KINDS
from novation.terms import Sensitivity

PROOFS = {
    "check": "形状、校验位 shape, checksum",
    "words": "取值表 a closed list",
    "none": "只凭表头和大致形状 the header and a rough shape",
}


def render() -> str:
    rows = [
        (
            code(name), kind.text.zh, kind.text.en, code(str(kind.category)),
            kind.sensitivity.text.zh + " " + kind.sensitivity.text.en if kind.sensitivity is Sensitivity.SENSITIVE else "",
            PROOFS[kind.proof],
        )
        for name, kind in sorted(KINDS.items())
    ]  # fmt: skip
    return page(
        "en",
        "# Kinds of columns 列的类型",
        "What the scan can take a column for; `novation override --kind` takes these words. 扫描能把一列认作什么；更正时用这些词。"
        " The category decides what happens to the data ([glossary](../glossary.md)).",
        table(("kind", "中文", "English", "category", "sensitive", "proved by"), rows),
    )
