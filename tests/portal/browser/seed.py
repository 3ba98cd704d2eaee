"""Fills a new installation with the invented house, a shop and links for its customers; run as a process of its own."""

from __future__ import annotations

import json
from datetime import timedelta

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from django.utils import timezone
    from tests.control.people import build_house
    from tests.portal.shop import build_shop

    from novation.control.consent.actions import release_wording
    from novation.control.consent.matters import Matter
    from novation.control.identity.links import Link, Links
    from novation.control.operations.models import ProjectLink
    from novation.handover.people import People

    house = build_house()
    project = build_shop(settings.HOME / "projects" / "shop")
    ProjectLink.objects.create(case=house.case, folder="shop", linked_by="system")
    questions = {"zh": "可以把您的资料交给海澜吗？", "en": "May your data go to Hailan Retail?"}
    for matter in Matter:
        for language, text in questions.items():
            release_wording(house.officer, house.case, matter=matter, language=language, text=text)
    links, expires = Links(settings.SECRET_KEY), timezone.now() + timedelta(days=30)
    with People(project) as people:
        refs = [people.find("key.customer", f"M0000{n}")[0].reference for n in range(1, 6)]
    tokens = [links.token(Link(house.case.ref, ref, f"no_{n}", expires)) for n in range(6) for ref in refs]
    (settings.HOME / "seeded.json").write_text(
        json.dumps({"case": house.case.ref, "tokens": tokens}), "utf-8"
    )


if __name__ == "__main__":
    main()
