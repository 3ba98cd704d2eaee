"""The Django app of operations; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "novation.control.operations"
    label = "operations"

    def ready(self) -> None:
        import_module("novation.control.operations.actions")
