"""The Django app of transparency; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "novation.control.transparency"
    label = "transparency"

    def ready(self) -> None:
        for name in ("actions", "records"):
            import_module(f"novation.control.transparency.{name}")
