"""The Django app of duties; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "novation.control.duties"
    label = "duties"

    def ready(self) -> None:
        import_module("novation.control.duties.actions")
        import_module("novation.control.duties.duty_dues")
        import_module("novation.control.duties.readings")
