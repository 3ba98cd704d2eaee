"""What the references of scopes stand for: floors above tell which scopes an organisation answers for, and their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from novation.control.accounts.models import Organisation
from novation.control.journal.appending import INSTALLATION
from novation.messages import Text

Naming = Callable[[Iterable[str]], Mapping[str, Text]]
Owning = Callable[[Organisation], Iterable[str]]
_NAMING: list[Naming] = []
_OWNING: list[Owning] = []


def register(naming: Naming, owning: Owning) -> None:
    """`naming` gives names to those references it knows; `owning` the references an organisation answers for."""
    _NAMING.append(naming)
    _OWNING.append(owning)


def names(refs: Iterable[str]) -> dict[str, Text]:
    """The references in words; one that nothing knows keeps its reference."""
    wanted = set(refs)
    found = {ref: Text(ref, ref) for ref in wanted}
    if INSTALLATION in wanted:
        found[INSTALLATION] = Text("整个系统", "the whole installation")
    for ref, name in Organisation.objects.filter(ref__in=wanted).values_list("ref", "name"):
        found[ref] = Text(name, name)
    for naming in _NAMING:
        found.update(naming(wanted))
    return found


def owned_by(organisation: Organisation) -> list[str]:
    """The organisation itself, and all that floors above say it answers for."""
    return [organisation.ref, *(ref for owning in _OWNING for ref in owning(organisation))]
