"""The Django app of informing recipients; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class InformingConfig(AppConfig):
    name = "novation.control.informing"
    label = "informing"

    def ready(self) -> None:
        for name in ("recipients",):
            import_module(f"novation.control.informing.{name}")
