"""The Django app of cases; its actions and gates are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig

ROOMS = (
    *("actions", "task_actions", "comment_actions", "file_actions"),
    *("team_gate", "task_dues", "access_dues", "scopes", "readings"),
)


class CasesConfig(AppConfig):
    name = "novation.control.cases"
    label = "cases"

    def ready(self) -> None:
        for room in ROOMS:
            import_module(f"novation.control.cases.{room}")
