"""`python -m novation.console found "Company" --email …`: an organisation and its first administrator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from novation.control.accounts.actions import (
    add_person,
    found_organisation,
    grant_house_role,
    grant_installation_role,
)
from novation.control.accounts.invitation_actions import send_link
from novation.control.actions import SYSTEM, THE_INSTALLATION
from novation.control.roles import HouseRole
from novation.errors import NovationError


class Command(BaseCommand):
    help = "Founds an organisation and sends its first administrator a link to set a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--language", choices=["zh", "en"], default="zh")
        parser.add_argument("--installation", action="store_true", help="may found further organisations")

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            with transaction.atomic():
                self._found(given)
        except NovationError as problem:
            raise CommandError(problem.message("en")) from problem
        folder = getattr(settings, "EMAIL_FILE_PATH", None)
        where = f"; without a mail server the message lies in {folder}" if folder else ""
        self.stdout.write(f"A link was sent, of use once and for three days{where}.")

    def _found(self, given: dict[str, Any]) -> None:
        made = found_organisation(SYSTEM, THE_INSTALLATION, name=given["organisation"])
        first = add_person(SYSTEM, made, name=given["name"], email=given["email"], language=given["language"])
        grant_house_role(SYSTEM, made, person=first, role=HouseRole.ADMINISTRATOR)
        if given["installation"]:
            role = HouseRole.SYSTEM_ADMINISTRATOR
            grant_installation_role(SYSTEM, THE_INSTALLATION, person=first, role=role)
        send_link(SYSTEM, first)
