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

    from novation.control.accounts import recovery, totp

    house = build_house()
    # Who administers has a second factor; recovery codes stand in for a telephone.
    totp.confirm(totp.start(house.admin))
    codes = recovery.renew(house.admin)
    people = {str(role): person.email for role, person in house.people.items()}
    people |= {"admin": house.admin.email, "stranger": house.stranger.email}
    (settings.HOME / "seeded.json").write_text(
        json.dumps({"case": house.case.ref, "people": people, "codes": codes}), "utf-8"
    )


if __name__ == "__main__":
    main()
