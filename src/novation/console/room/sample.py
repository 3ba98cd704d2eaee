"""A de-identified sample on its item's page: what was measured, what became of each column, and its rows, some at a time."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from novation.control.disclosure.models import Item
from novation.control.disclosure.samples import PAGE, cell, heads, record_of, rows_of
from novation.errors import NovationError
from novation.messages import Text
from novation.protection.forms import Form
from novation.protection.treatments import Treatment

_MODELS = (
    (
        Text("知道某人就在样本里", "knows that somebody is in the sample"),
        Text("检察官模型", "prosecutor"),
        "prosecutor",
    ),
    (
        Text("只知道某人是客户", "knows only that somebody is a customer"),
        Text("记者模型", "journalist"),
        "journalist",
    ),
)


def sample_of(request: HttpRequest, item: Item) -> dict[str, Any] | None:
    """For the page of an item; `gone` says why its rows cannot be shown."""
    if item.sample is None:
        return None
    try:
        record = record_of(item)
        rows = rows_of(item, 0, 1_000).rows
    except NovationError as refused:
        return {"gone": Text(refused.message("zh"), refused.message("en"))}
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {
        "columns": heads(item),
        "page": page,
        "lines": [(row[0], [cell(word) for word in row[1:]]) for row in page],
        "rows": record["rows"],
        "others": record["risk"]["smallest"] - 1,
        "people": record["people"],
        "risk": record["risk"],
        "limit": _percent(record["limits"]["risk"]),
        "models": [_model(record["risk"], *one) for one in _MODELS],
        "grade": _grade(record["grade"]),
        "marketer": _percent(record["risk"]["marketer"]),
        "before": _percent(record["alone"]["source"]),
        "lost": _percent(record["loss"]["average"]),
        "kept": _percent(record["loss"]["cells_kept"]),
        "emptied": _percent(record["loss"]["cells_emptied"]),
        "spread": list(record["spread"].items()),
        "treated": [_treated(one) for one in record["columns"]],
    }


def _model(risk: dict[str, Any], who: Text, name: Text, key: str) -> tuple[Text, Text, str, str]:
    return who, name, _percent(risk[f"{key}_highest"]), _percent(risk[f"{key}_average"])


def _grade(grade: dict[str, Any]) -> Text:
    """What a threshold says that was read in secondary sources only; so it never looks like a pass."""
    zh = {True: "低于", False: "高于"}
    en = {True: "under", False: "above"}
    known, unknown, most = grade["knowing"], grade["not_knowing"], _percent(grade["threshold"])
    return Text(
        f"{grade['standard']} 第三级的阈值据称为 {most}（未确认）：知道某人在样本里时{zh[known]}它，不知道时{zh[unknown]}它。",
        f"Level 3 of {grade['standard']} is said to ask for {most} (unconfirmed): {en[known]} it for who knows that "
        f"somebody is in the sample, {en[unknown]} it for who does not.",
    )


def _percent(share: float) -> str:
    """With as many digits as tell it from nothing."""
    return f"{share:.1%}" if share >= 0.01 or share == 0 else f"{share:.2%}"


def _treated(column: dict[str, Any]) -> tuple[Text, Text, Text | None]:
    name = Text(**column["title"]) if "title" in column else Text(column["name"], column["name"])
    form = Form(column["form"]).text if "form" in column else None
    return name, Treatment(column["treatment"]).text, form
