"""Published figures in the tables of the room: written from a protected table, read back, and as CSV or HTML."""

from __future__ import annotations

from typing import Any

from novation.control.disclosure.cells import Labels, Shown
from novation.control.disclosure.kinds import Layout
from novation.control.disclosure.models import Figure, FigureLabel, Item
from novation.evidence import canonical
from novation.messages import Language, Text
from novation.terms import Category, Place, ToBuyer
from novation.terms.vocabulary import Term

_WORDS: dict[Layout, tuple[type[Term], type[Term]]] = {
    Layout.PLACE_BY_OUTCOME: (Place, ToBuyer),
    Layout.CATEGORY_BY_PLACE: (Category, Place),
}
HIDDEN = Text("隐去", "hidden")
TOTAL = Text("合计", "total")


def table_digest(layout: Layout, shown: Shown) -> str:
    """Of what is published, hidden cells as null."""
    said: dict[str, Any] = {
        "type": "novation-room-table@v1",
        "layout": str(layout),
        "minimum": shown.minimum,
        "rows": [list(labels) for labels in shown.rows],
        "columns": [list(labels) for labels in shown.columns],
        "cells": [list(row) for row in shown.cells],
        "row_totals": list(shown.row_totals),
        "column_totals": list(shown.column_totals) if shown.column_totals is not None else None,
    }
    return canonical.digest(said)


def write(item: Item, shown: Shown) -> None:
    columns = shown.column_totals or (None,) * len(shown.columns)
    axes = ((True, shown.rows, shown.row_totals), (False, shown.columns, columns))
    FigureLabel.objects.bulk_create(
        FigureLabel(item=item, is_row=is_row, place=place, words=" ".join(labels), total=total)
        for is_row, axis, totals in axes
        for place, (labels, total) in enumerate(zip(axis, totals, strict=True))
    )
    Figure.objects.bulk_create(
        Figure(item=item, row=row, column=column, count=count)
        for row, cells in enumerate(shown.cells)
        for column, count in enumerate(cells)
    )


def read(item: Item) -> Shown:
    """What was published, as it was protected."""
    labels = list(item.labels.all())
    rows, columns = ([one for one in labels if one.is_row is side] for side in (True, False))
    cells: list[list[int | None]] = [[None] * len(columns) for _ in rows]
    for figure in item.figures.all():
        cells[figure.row][figure.column] = figure.count
    totals = tuple(one.total for one in columns)
    return Shown(
        tuple(_labels(one) for one in rows),
        tuple(_labels(one) for one in columns),
        tuple(tuple(row) for row in cells),
        tuple(one.total or 0 for one in rows),
        None if None in totals else tuple(total or 0 for total in totals),
        item.minimum or 0,
    )


def _labels(label: FigureLabel) -> Labels:
    return tuple(label.words.split(" "))


def heads(layout: Layout, shown: Shown) -> tuple[list[Text], list[Text]]:
    """The words of rows and columns; those of merged ones one after the other."""
    row_terms, column_terms = _WORDS[layout]
    return [_words(row_terms, one) for one in shown.rows], [
        _words(column_terms, one) for one in shown.columns
    ]


def _words(terms: type[Term], labels: Labels) -> Text:
    texts = [terms(label).text for label in labels]
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def lines(layout: Layout, shown: Shown, language: Language) -> list[list[str]]:
    """The table as rows of words, its head first, totals where they are published."""
    rows, columns = heads(layout, shown)
    total = TOTAL.in_(language)
    found = [["", *(column.in_(language) for column in columns), total]]
    for head, cells, of_row in zip(rows, shown.cells, shown.row_totals, strict=True):
        told = [HIDDEN.in_(language) if cell is None else str(cell) for cell in cells]
        found.append([head.in_(language), *told, str(of_row)])
    if shown.column_totals is not None:
        found.append([total, *map(str, shown.column_totals), str(sum(shown.row_totals))])
    return found
