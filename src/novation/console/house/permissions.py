"""Who may do what: the table of all deeds and pages by role, as the software asks it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.house.exporting import export
from novation.console.seeing import house_page
from novation.control.accounts.actions import PERMISSIONS
from novation.control.accounts.apart import NOTE
from novation.control.permissions import ROLES, Row, rows
from novation.messages import Text
from novation.terms.vocabulary import Term

HEADS = (
    Text("名称", "Name"),
    Text("内容", "What"),
    Text("谁可以", "Who may"),
    Text("条件", "Only if"),
)


@house_page(PERMISSIONS)
def permissions(request: HttpRequest) -> HttpResponse:
    """`?role=` shows what one role may; exports as shown."""
    wanted = request.GET.get("role", "")
    role = next((one for one in ROLES if one == wanted), None)
    shown = [row for row in rows() if role is None or row.may(role)]
    if exported := export(request, "permissions", HEADS, [_told(row) for row in shown]):
        return exported
    columns: list[Term] = [role] if role else list(ROLES)
    page = {
        "roles": ROLES,
        "chosen": role,
        "columns": columns,
        "deeds": [_cells(row, columns) for row in shown if row.does],
        "pages": [_cells(row, columns) for row in shown if not row.does],
        "note": NOTE,
    }
    return render(request, "console/house/permissions.html", page)


def _cells(row: Row, columns: list[Term]) -> tuple[Row, list[tuple[Term, bool]]]:
    return row, [(role, row.may(role)) for role in columns]


def _told(row: Row) -> list[object]:
    zh = "；".join(text.zh for text in row.conditions) or "–"
    en = "; ".join(text.en for text in row.conditions) or "–"
    return [row.name, row.title, row.who, Text(zh, en)]
