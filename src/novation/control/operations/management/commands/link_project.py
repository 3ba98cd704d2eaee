"""`link_project CASE FOLDER`: links a folder that was put below `projects/` by hand, by whoever runs the installation."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from novation.control.actions import SYSTEM
from novation.control.cases.models import Case
from novation.control.operations.actions.projects import link_project
from novation.control.roles import Side
from novation.errors import NovationError


class Command(BaseCommand):
    help = "Links an existing project folder (its name below projects/) to one side of a case"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="reference of the case (ca_…)")
        parser.add_argument("folder", help="name of the folder below projects/")
        parser.add_argument("--side", choices=[str(Side.SELLER), str(Side.BUYER)], default=str(Side.SELLER))

    def handle(self, *args: Any, **options: Any) -> None:
        case = Case.objects.filter(ref=options["case"]).first()
        if case is None:
            raise CommandError("there is no case with this reference")
        try:
            link = link_project(SYSTEM, case, folder=options["folder"], side=Side(options["side"]))
        except NovationError as refused:
            raise CommandError(f"{refused.message('zh')} / {refused.message('en')}") from refused
        self.stdout.write(link.ref)
