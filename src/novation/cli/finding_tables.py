"""What was found about the columns of a table, as a table for the terminal."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from novation.cli.language import LANGUAGE, t
from novation.terms import Category, Sensitivity


def column_table(table: dict[str, Any]) -> Table:
    """From a table of `scan --json`: name, category, sensitivity, confidence, the first reasons."""
    rows = t("{:,} 行", "{:,} rows").format(table["rows"])
    title = f"{table['source']} · {table['table']} · {rows}"
    shown = Table(title=title, title_justify="left", expand=False)
    for heading in (
        t("列", "column"),
        t("类别", "category"),
        t("敏感度", "sensitivity"),
        t("把握", "confidence"),
        t("依据", "evidence"),
    ):
        shown.add_column(heading)
    for column in table["columns"]:
        tier = Sensitivity(column["sensitivity"])
        shown.add_row(
            column["name"],
            Category(column["category"]).text.in_(LANGUAGE),
            tier.text.in_(LANGUAGE),
            f"{column['confidence']:.2f}",
            "; ".join(e[LANGUAGE] for e in column["evidence"][:2]),
            style="bold" if tier is Sensitivity.SENSITIVE else None,
        )
    return shown


def told_together(table: dict[str, Any]) -> list[str]:
    """Sentences about several columns: what is sensitive together, what may single people out, what refers where."""
    notes = [n["text"][LANGUAGE] for n in table.get("notes", ()) if n["what"] != "identifier"]
    return [*notes, *(r["text"][LANGUAGE] for r in table.get("relations", ()))]
