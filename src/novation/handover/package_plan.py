"""The plan that lies in a package, as far as verifying and receiving rely on it: checked, for a stranger wrote it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from novation.errors import NovationError
from novation.errors import verification as errors
from novation.evidence import canonical
from novation.seal import layout
from novation.terms import DealForm, Party, Place


def read_plan(package: Path) -> dict[str, Any]:
    """The plan's document; raises `verify.plan-malformed`, naming the entry that is not as it must be."""
    try:
        plan = canonical.parse((package / layout.PLAN).read_bytes())
    except (NovationError, OSError) as problem:
        raise errors.PLAN_MALFORMED.error(file=layout.PLAN, where="-") from problem
    for where, check in _CHECKS.items():
        try:
            check(plan)
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise errors.PLAN_MALFORMED.error(file=layout.PLAN, where=where) from problem
    return plan  # type: ignore[no-any-return]


def party(values: dict[str, Any]) -> Party:
    """A party of a plan; ValueError where a name or place is none."""
    return Party(_text(values["name"]), Place(values["place"]), _text(values.get("contact", "")))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _roles(plan: dict[str, Any]) -> None:
    for role in plan["approval"]["seal"]:
        _text(role)
    if len(set(plan["approval"]["seal"])) < 2:
        raise ValueError("fewer than two roles")


_CHECKS = {
    "case": lambda plan: _text(plan["case"]),
    "deal.form": lambda plan: DealForm(plan["deal"]["form"]),
    "deal.closing_on": lambda plan: date.fromisoformat(plan["deal"]["closing_on"]),
    "seller": lambda plan: party(plan["seller"]),
    "buyer": lambda plan: party(plan["buyer"]),
    "approval.seal": _roles,
}
