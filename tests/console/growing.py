"""Makes many of everything a house holds: each row copied so and so often, so that pages can be held against their size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from tests.control.people import House

from novation.control.accounts.models import Grant, Person
from novation.control.cases.models import Case
from novation.control.choices import TermField
from novation.control.journal.appending import Record, append
from novation.control.journal.models import LogEntry

ALONE = {
    "Organisation": "another one would be other people's house",
    "Stream": "the journal grows by entries",
    "LogEntry": "the journal grows by entries",
    "Node": "the journal grows by entries",
    "SignedHead": "the journal grows by entries",
    "Session": "a row is a browser's",
    "ProjectLink": "each side of a case has one project",
    "WorkerBeat": "a row is a process",
    "Room": "a case has one room",
    "Looked": "where one person stopped reading one case",
    "Tally": "counts attempts and is on no page",
}
"""What is not copied, each with the reason."""


def kinds() -> list[type[models.Model]]:
    """Our own tables, those first that others point to."""
    found = [model for model in apps.get_models() if model.__module__.startswith("novation.control.")]
    wanted = [model for model in found if model.__name__ not in ALONE and not model._meta.proxy]
    ordered: list[type[models.Model]] = []
    while wanted:
        ready = [one for one in wanted if not (_pointed(one) & set(wanted) - {one})]
        ordered += ready or wanted
        wanted = [one for one in wanted if one not in ordered]
    return ordered


def _pointed(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def there_now() -> dict[type[models.Model], list[models.Model]]:
    """The rows that are copied: what the house holds before any copy."""
    return {model: list(model._default_manager.order_by("pk")) for model in kinds()}


def grow(
    house: House, rows: dict[type[models.Model], list[models.Model]], times: int, start: int = 0
) -> set[str]:
    """Copies each of the rows `times` times, numbered from `start`; the names of the tables of which no copy is possible."""
    copies: dict[tuple[type[models.Model], Any], dict[int, Any]] = {}
    refused: set[str] = set()
    for model, found in rows.items():
        for row in found:
            copies[model, row.pk] = {
                n: made for n in range(start, start + times) if (made := _copy(row, n, copies))
            }
        if found and not any(copies[model, row.pk] for row in found):
            refused.add(model.__name__)
    _teams(house, list(copies[Case, house.case.pk].values()))
    _entries(house, times)
    return refused


def _copy(row: models.Model, number: int, copies: dict[Any, dict[int, Any]]) -> Any:
    """Beside the row if that is possible, and in the copies of what it belongs to; the second, else the first."""
    found = [
        one for choice in _choices(row, number, copies) if (one := _tried(row, number, choice)) is not None
    ]
    return found[-1] if found else None


def _tried(row: models.Model, number: int, replaced: dict[str, Any]) -> Any:
    try:
        with transaction.atomic():
            return _insert(row, number, replaced)
    except IntegrityError:
        return None


def _choices(row: models.Model, number: int, copies: dict[Any, dict[int, Any]]) -> Iterator[dict[str, Any]]:
    """What may be replaced by its copy: nothing; the people alone; everything but the case; everything."""
    other: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        made = copies.get((field.related_model, getattr(row, field.attname))) if field.is_relation else None
        if made and number in made:
            other[field.attname] = made[number]
    yield {}
    people = {name: one.pk for name, one in other.items() if isinstance(one, Person)}
    things = {name: one.pk for name, one in other.items() if not isinstance(one, Case | Person)}
    if things:
        yield things
    if people:
        yield people | things


def _insert(row: models.Model, number: int, replaced: dict[str, Any]) -> Any:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for field in row._meta.concrete_fields:
        if field.primary_key:
            values.pop(field.attname)
        elif field.name == "ref":
            values["ref"] = field.get_default()
        elif field.name in _told_apart(row) and not isinstance(field, TermField):
            values[field.attname] = _another(field, values[field.attname], number)
    made = type(row)(**{**values, **replaced})
    made.save(force_insert=True)
    for many in row._meta.many_to_many:
        getattr(made, many.name).set(getattr(row, many.name).all())
    return made


def _told_apart(row: models.Model) -> set[str]:
    """The columns that tell rows apart and are no references."""
    named = {
        name
        for one in row._meta.constraints
        if isinstance(one, models.UniqueConstraint)
        for name in one.fields
    }
    named |= {field.name for field in row._meta.concrete_fields if field.unique}
    return {
        field.name for field in row._meta.concrete_fields if field.name in named and not field.is_relation
    }


def _another(field: Any, value: Any, number: int) -> Any:
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1000 + number
    if isinstance(field, models.CharField) and field.name not in ("scope", "stream", "role", "state"):
        return f"{number:03d}{value}"[: field.max_length]
    return value


def _teams(house: House, cases: list[Case]) -> None:
    """Everybody of the first case works on its copies too."""
    held = list(Grant.objects.filter(scope=house.case.ref, person__in=_people(house), ended_at=None))
    for case in cases:
        for grant in held:
            Grant.objects.create(
                person=grant.person, scope=case.ref, role=grant.role, side=grant.side, granted_by="system"
            )


def _people(house: House) -> list[Person]:
    return list(house.people.values())


def _entries(house: House, times: int) -> None:
    tags = list(LogEntry.objects.filter(stream=house.case.ref).order_by("index").values_list("tag", "by"))
    for _ in range(times):
        with transaction.atomic():
            append(house.case.ref, [Record(tag, by, {"case": house.case.ref}) for tag, by in tags])
