"""The portal as its own process has it, over a shop built once; each test has its own database."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from tests.control.people import House, build_house
from tests.portal.shop import build_shop

from novation.control.cases.models import Case
from novation.control.consent.actions import release_wording
from novation.control.consent.matters import Matter
from novation.control.identity.links import Link, Links
from novation.control.operations.models import ProjectLink
from novation.handover.people import People
from novation.handover.project import Project
from novation.terms import Place

FOLDER = "portal-shop"
OWN = (
    *("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "SESSION_COOKIE_NAME", "SESSION_COOKIE_AGE"),
    *("CSRF_USE_SESSIONS", "CSRF_COOKIE_NAME", "CSRF_FAILURE_VIEW", "FILE_UPLOAD_HANDLERS"),
    *("SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_HTTPONLY"),
    *("FILE_UPLOAD_MAX_MEMORY_SIZE", "FILE_LIMIT", "TEXT_MESSAGES", "TEXT_MESSAGE_FOLDER"),
)
"""What sets the portal's process apart from the console's."""


@pytest.fixture(scope="session")
def shop() -> Project:
    folder = Path(django_settings.HOME) / "projects" / FOLDER
    return build_shop(folder)


@pytest.fixture(scope="session")
def british_shop() -> Project:
    """Where the law lets most data pass unless somebody objects."""
    folder = Path(django_settings.HOME) / "projects" / "british-shop"
    return build_shop(folder, Place.UK, german="英国")


@pytest.fixture
def british(asked: Portal, british_shop: Project) -> Portal:
    """The same case over the British shop."""
    ProjectLink.objects.filter(case=asked.case).update(folder="british-shop")
    with People(british_shop) as people:
        asked.references = {"M00002": people.find("key.customer", "M00002")[0].reference}
    return asked


@pytest.fixture(scope="session")
def references(shop: Project) -> dict[str, str]:
    """Each customer's reference by their number."""
    with People(shop) as people:
        return {f"M0000{n}": people.find("key.customer", f"M0000{n}")[0].reference for n in range(1, 8)}


@dataclass
class Portal:
    """`link` makes the address of a notice's link; `client` is a browser that nobody knows."""

    house: House
    references: dict[str, str]

    @property
    def case(self) -> Case:
        return self.house.case

    def at(self, path: str = "") -> str:
        return f"/{self.case.ref}/{path}"

    def link(self, number: str, days: int = 30, case: str = "") -> str:
        expires = timezone.now() + timedelta(days=days)
        link = Link(case or self.case.ref, self.references[number], "no_1", expires)
        return self.at(f"k/{Links(django_settings.SECRET_KEY).token(link)}/")

    def inside(self, number: str, language: str = "en") -> Client:
        """A browser whose owner has come in by their link."""
        client = Client(headers={"accept-language": language})
        assert client.post(self.link(number)).status_code == 302
        return client


@pytest.fixture
def portal(db: None, shop: Project, references: dict[str, str], settings: Any) -> Iterator[Portal]:
    own = importlib.import_module("novation.settings.portal")
    for name in OWN:
        setattr(settings, name, getattr(own, name))
    house = build_house()
    ProjectLink.objects.create(case=house.case, folder=FOLDER, linked_by="system")
    yield Portal(house, references)


@pytest.fixture
def asked(portal: Portal) -> Portal:
    """The same, with the questions released in both languages."""
    for matter in Matter:
        for language, text in (("zh", "可以把您的资料交给海澜吗？"), ("en", "May your data go to Hailan?")):
            release_wording(portal.house.officer, portal.case, matter=matter, language=language, text=text)
    return portal
