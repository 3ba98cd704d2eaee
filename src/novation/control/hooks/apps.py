"""The Django app of hooks; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class HooksConfig(AppConfig):
    name = "novation.control.hooks"
    label = "hooks"

    def ready(self) -> None:
        import_module("novation.control.hooks.actions")
