"""The Django app of informing recipients; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class InformingConfig(AppConfig):
    name = "novation.control.informing"
    label = "informing"

    def ready(self) -> None:
        for name in ("recipients", "telling", "incoming", "exchanging", "telling_dues", "records"):
            import_module(f"novation.control.informing.{name}")
