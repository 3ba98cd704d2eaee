"""What the first reader of a process would wait seconds for is loaded before the process answers anybody."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.template import engines
from django.urls import get_resolver

from novation.control.cases.situation import shipped_packs
from novation.control.duties.owing import evidence_tags

DATA_PLANE = (
    "novation.handover.planning",
    "novation.handover.staleness",
    "novation.handover.class_sign_offs",
    "novation.handover.lawyers_list",
    "novation.handover.one_person",
)
"""Pages load these where they first need them, since commands should not."""
CUSTOMERS = "novation.portal"
"""Its pages have tags of their own and a process of their own; the tests alone have both in one."""


def warm() -> None:
    """Addresses with the API, law packs, templates, the data plane's readers. Asks the database for nothing."""
    get_resolver()._populate()
    shipped_packs()
    evidence_tags()
    for module in DATA_PLANE:
        importlib.import_module(module)
    for name in _templates():
        engines["django"].get_template(name)


def _templates() -> Iterator[str]:
    """The names of all templates of our own apps."""
    for config in apps.get_app_configs():
        folder = Path(config.path) / "templates"
        if config.name.startswith("novation.") and config.name != CUSTOMERS and folder.is_dir():
            yield from (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html")))
