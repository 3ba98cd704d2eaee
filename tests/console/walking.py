"""Every address of the console and every operation of the API, with real things in them; new ones are found by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from tests.control.people import House

from novation.api.assembled import place_of
from novation.control.accounts.models import Person
from novation.control.actions import ACTIONS, InstallationTarget, Sight
from novation.control.journal.models import SignedHead
from novation.control.reading import READINGS

INVENTED = "zz_bcdfghjkmnpqrs"
"""A reference of nothing."""


def first(model: type[models.Model]) -> str:
    """The first thing of its kind, or a reference of nothing where the house has none."""
    found = model._default_manager.first()
    return getattr(found, "ref", INVENTED)


def _of(name: str) -> Callable[[House], str]:
    """The first thing of the model of this name, whichever app has it; of nothing while no app does."""

    def found(house: House) -> str:
        from django.apps import apps

        kinds = [model for model in apps.get_models() if model.__name__ == name]
        return first(kinds[0]) if kinds else INVENTED

    return found


# How an argument in an address is filled, by its name. For a new name add a line: a thing of the house's case, so that
# the walk comes to a real page; `_of("Model")` takes the first of a model.
ARGUMENTS: dict[str, Callable[[House], str]] = {
    "ref": lambda house: house.case.ref,
    "webhook": _of("Subscription"),
    "tag": lambda house: "deal-form.changed",
    "task": _of("Task"),
    "file": _of("CaseFile"),
    "version": lambda house: "1",
    "paper": _of("Paper"),
    "sample": _of("Sample"),
    "token": lambda house: INVENTED,  # of an invitation: in the message alone
    "agreement": _of("Agreement"),
    "notice": _of("Notice"),
    "number": lambda house: "1",
    "form": lambda house: "html",
    "party": lambda house: house.case.seller.ref,
    "item": _of("Item"),
    "asked": _of("Request"),
    "identity": lambda house: INVENTED,  # a class of people: there is one where a project was decided
    "look_ref": _of("PersonLook"),
    "telling": _of("Telling"),
    "job_ref": _of("Job"),
    "index": lambda house: "0",
    "language": lambda house: "de",
    "size": lambda house: str(SignedHead.objects.get(stream=house.case.ref).size),
}

# Where the same name stands for something else: by the beginning of the route.
OTHERWISE: dict[str, dict[str, Callable[[House], str]]] = {
    "house/people/": {"ref": lambda house: house.officer.ref},
}

# Addresses that are not walked here, each with the reason.
ELSEWHERE = {
    "nowhere": "the API's catch-all",
}

# Addresses that show something only when more was done than the house has done, each with what is lacking.
LATER = {
    "invitation-link": "an invitation's link, which is in its message alone",
    "metrics": "a token of its own",
    "look": "the setting for those who build pages",
    "dossier": "a plan",
    "recipient-letter": "a correction that a recipient is to be told of",
    "agreement-statement": "an agreement out for signature",
    "invitation": "an invitation whose link was followed",
    "one-class": "a project that was decided",
    "person-look": "a look at one person",
    "request-change": "a project that was decided",
    "job": "a job",
    "paper": "an authorisation to sign",
    "paper-file": "an authorisation to sign",
    "paper-signature": "an authorisation to sign",
}

# Addresses that anybody may call without signing in, each with the reason.
OPEN = {
    "health-live": "for the supervisor of the process; it says ok",
    "health-ready": "for the supervisor of the process; it names no case",
    "metrics": "figures without anybody's name, from this machine or with a token of its own",
    "sign-in": "it is where one signs in",
    "second-step": "it is the second half of signing in",
    "invitation": "who is invited has no account yet",
    "invitation-link": "who is invited has no account yet",
    "sign-out": "it ends what there is",
    "language": "it sets a cookie",
    "openapi-json": "the description of the API names no case",
    "problem": "what an error means",
    "api-root": "it answers that there is nothing",
}


@dataclass(frozen=True)
class Place:
    """An address: `route` as Django has it, its arguments, its view."""

    route: str
    name: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def sight(self) -> Sight | None:
        return getattr(self.view, "sight", None)

    @property
    def of_api(self) -> bool:
        return self.route.startswith("api/")

    @property
    def of_case(self) -> bool:
        return self.route.startswith("cases/<str:ref>/")

    def filled(self, house: House, **other: str) -> str:
        """The address with real things in it, or with `other` in their place."""

        here = next((one for start, one in OTHERWISE.items() if self.route.startswith(start)), {})

        def fill(found: re.Match[str]) -> str:
            return other.get(found[1]) or {**ARGUMENTS, **here}[found[1]](house)

        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", fill, self.route)


# Operations of the API that neither a deed nor a reading makes, each with the test that calls it as everybody.
OF_THE_API = {
    "openapi-json": "OPEN: the description of the API names no case",
    "problem": "OPEN: what an error means",
    "api-root": "OPEN: it answers that there is nothing",
    "cases": "test_every_operation.py: to a stranger the list is empty",
}


def operations_of_the_api() -> dict[str, str]:
    """By name, the addresses that the walk over the API calls: every deed and every reading that is registered."""
    deeds = {f"deed-{tag}": place_of(action) for tag, action in ACTIONS.items() if action.api}
    return deeds | {
        "read-" + (name.replace("/", "-") or "case"): f"/cases/{{ref}}/{name}".rstrip("/")
        for name in READINGS
    }


def places() -> list[Place]:
    """All addresses there are, but those of `ELSEWHERE`."""
    return [place for place in every_place() if place.name not in ELSEWHERE]


def every_place() -> list[Place]:
    """All addresses there are."""
    return list(_places(get_resolver(), ""))


def _places(resolver: URLResolver, before: str) -> Iterator[Place]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _places(pattern, route)
        elif isinstance(pattern, URLPattern):
            names = tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))
            yield Place(route, pattern.name or "", pattern.callback, names)
        else:
            raise AssertionError(f"the walk does not know what {pattern!r} leads to")


def pages() -> list[Place]:
    """The console's own addresses."""
    return [place for place in places() if not place.of_api]


def deeds(house: House) -> Iterator[tuple[str, Any]]:
    """Every action, with a thing of its kind if the house has one."""
    for tag, action in ACTIONS.items():
        if action.target is InstallationTarget:
            continue
        target = _target(house, action.target)
        if target is not None:
            yield tag, target


def _target(house: House, kind: Any) -> Any:
    """The case itself, or the first of its kind that is not the stranger's own."""
    if isinstance(house.case, kind):
        return house.case
    some = kind._default_manager.order_by("pk")[:20]
    return next((one for one in some if getattr(one, "person", None) != house.stranger), None)


def everybody(house: House) -> dict[str, Person]:
    """One person for each role, and the administrator of the seller, who is on no case."""
    return {str(role): person for role, person in house.people.items()} | {"administrator": house.admin}
