"""The Django app of notices; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "novation.control.notices"
    label = "notices"

    def ready(self) -> None:
        import_module("novation.control.notices.actions")
        import_module("novation.control.notices.delivering")
