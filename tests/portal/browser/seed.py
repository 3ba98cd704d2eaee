"""Fills a new installation with invented cases and links for their customers; run as a process of its own."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

QUESTIONS = {"zh": "可以把您的资料交给海澜吗？", "en": "May your data go to Hailan Retail?"}
EACH = 12
"""Links of each customer."""


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.portal.shop import build_shop

    from novation.handover.project import Project
    from novation.terms import Place

    projects = settings.HOME / "projects"
    british = build_shop(projects / "british-zh", Place.UK, german="英国")
    shutil.copytree(british.folder, projects / "british-en")
    told = {
        "home": _case(build_shop(projects / "shop")),
        "british-zh": _case(british),
        "british-en": _case(Project(projects / "british-en")),
    }
    (settings.HOME / "seeded.json").write_text(json.dumps(told), "utf-8")


def _case(project: Any) -> dict[str, Any]:
    from django.utils import timezone
    from tests.control.people import build_house

    from novation.control.consent.actions import release_wording
    from novation.control.consent.matters import Matter
    from novation.control.identity.links import Link, Links
    from novation.control.operations.models import ProjectLink
    from novation.handover.people import People

    house = build_house()
    ProjectLink.objects.create(case=house.case, folder=project.folder.name, linked_by="system")
    for matter in Matter:
        for language, text in QUESTIONS.items():
            release_wording(house.officer, house.case, matter=matter, language=language, text=text)
    links, expires = Links(settings.SECRET_KEY), timezone.now() + timedelta(days=30)
    with People(project) as people:
        refs = {f"M0000{n}": people.find("key.customer", f"M0000{n}")[0].reference for n in range(1, 8)}
    tokens = {
        number: [links.token(Link(house.case.ref, ref, f"no_{n}", expires)) for n in range(EACH)]
        for number, ref in refs.items()
    }
    return {"ref": house.case.ref, "tokens": tokens}


if __name__ == "__main__":
    main()
