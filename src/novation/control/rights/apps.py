"""The Django app of rights; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "novation.control.rights"
    label = "rights"

    def ready(self) -> None:
        for name in ("actions", "working_actions", "freezing", "request_dues", "readings"):
            import_module(f"novation.control.rights.{name}")
        from novation.control.rights.gates import register

        register()
