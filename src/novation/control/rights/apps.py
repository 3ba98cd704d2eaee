"""The Django app of rights; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "novation.control.rights"
    label = "rights"

    def ready(self) -> None:
        import_module("novation.control.rights.actions")
