"""Panels of a case's overview that other rooms give: each says with what template and what values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from novation.control.cases.models import Case


@dataclass(frozen=True, slots=True)
class Panel:
    """`values(request, case)` fills `template`; None: nothing for this reader. `place`: "main" or "aside"."""

    template: str
    values: Callable[[HttpRequest, Case], dict[str, Any] | None]
    place: str = "aside"


_PANELS: list[Panel] = []


def register(panel: Panel) -> None:
    """A room calls this in its module of views."""
    _PANELS.append(panel)


def drawn(request: HttpRequest, case: Case, place: str) -> list[SafeString]:
    """The panels of one place, in the order in which rooms registered them."""
    there = [(panel, panel.values(request, case)) for panel in _PANELS if panel.place == place]
    return [
        render_to_string(panel.template, {**values, "case": case}, request)
        for panel, values in there
        if values is not None
    ]
