"""The Django app of parties; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "novation.control.parties"
    label = "parties"

    def ready(self) -> None:
        import_module("novation.control.parties.actions")
