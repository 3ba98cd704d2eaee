"""Who may do what: the table of all deeds and pages by role, as the software asks it."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from novation.console.lists import Column, Listing
from novation.console.seeing import house_page
from novation.control.accounts.actions import PERMISSIONS
from novation.control.accounts.apart import NOTE
from novation.control.permissions import ROLES, Row, rows
from novation.messages import Text
from novation.terms.vocabulary import Term


def _column(role: Term) -> Column:
    """Whether one role may: the file is the whole table of deeds and roles."""
    return Column(role.text, lambda row: row.may(role))


COLUMNS = (
    Column(Text("名称", "Name"), lambda row: row.name),
    Column(Text("内容", "What"), lambda row: row.title),
    Column(Text("谁可以", "Who may"), lambda row: row.who),
    Column(Text("条件", "Only if"), lambda row: _conditions(row)),
    *(_column(role) for role in ROLES),
)


@house_page(PERMISSIONS)
def permissions(request: HttpRequest) -> HttpResponseBase:
    """`?role=` shows what one role may; exports as shown."""
    wanted = request.GET.get("role", "")
    role = next((one for one in ROLES if one == wanted), None)
    shown = [row for row in rows() if role is None or row.may(role)]
    listed = Listing(request, "permissions", Text("权限一览", "Who may do what"), COLUMNS, shown)
    if file := listed.file():
        return file
    page = {
        "roles": ROLES,
        "list": listed,
        "chosen": role,
        "deeds": [row for row in shown if row.does],
        "pages_seen": [row for row in shown if not row.does],
        "note": NOTE,
    }
    return render(request, "console/house/permissions.html", page)


def _conditions(row: Row) -> Text | None:
    if not row.conditions:
        return None
    return Text("；".join(one.zh for one in row.conditions), "; ".join(one.en for one in row.conditions))
