"""The Django app of cases; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "novation.control.cases"
    label = "cases"

    def ready(self) -> None:
        import_module("novation.control.cases.actions")
        import_module("novation.control.cases.scopes")
