"""`bootstrap`: the first organisation of an empty installation, and the person who administers it."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from novation.control.accounts.actions import add_person, found_organisation, grant_house_role
from novation.control.accounts.models import Organisation
from novation.control.actions import SYSTEM, THE_INSTALLATION
from novation.control.roles import HouseRole

PASSWORD = "NOVATION_FIRST_PASSWORD"  # nosec B105 - the name of a variable, not its value


class Command(BaseCommand):
    help = "Founds the first organisation with its administrator; asks for the password"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="name of the organisation")
        parser.add_argument("--name", required=True, help="name of the administrator")
        parser.add_argument("--email", required=True)
        parser.add_argument("--language", choices=("zh", "en"), default="zh")

    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.exists():
            raise CommandError("this installation has an organisation already; go on in the console")
        password = os.environ.get(PASSWORD) or getpass.getpass("密码 Password: ")
        try:
            validate_password(password)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        organisation = found_organisation(SYSTEM, THE_INSTALLATION, name=options["organisation"])
        person = add_person(
            SYSTEM,
            organisation,
            name=options["name"],
            email=options["email"],
            password=password,
            language=options["language"],
        )
        for role in HouseRole:
            grant_house_role(SYSTEM, organisation, person=person, role=role)
        self.stdout.write(f"{organisation.ref} {person.ref}")
