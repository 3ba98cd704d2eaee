"""The Django app of taking over; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class TakeoverConfig(AppConfig):
    name = "novation.control.takeover"
    label = "takeover"

    def ready(self) -> None:
        for name in ("actions", "notice_tasks", "obligation_dues", "records"):
            import_module(f"novation.control.takeover.{name}")
