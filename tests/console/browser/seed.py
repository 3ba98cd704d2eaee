"""Fills a new installation with the invented house of the tests; run as a process of its own."""

from __future__ import annotations

import json

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.control.people import build_house

    house = build_house()
    people = {str(role): person.email for role, person in house.people.items()}
    people |= {"admin": house.admin.email, "stranger": house.stranger.email}
    (settings.HOME / "seeded.json").write_text(
        json.dumps({"case": house.case.ref, "people": people}), "utf-8"
    )


if __name__ == "__main__":
    main()
