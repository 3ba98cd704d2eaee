"""The Django app of consent; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "novation.control.consent"
    label = "consent"

    def ready(self) -> None:
        import_module("novation.control.consent.actions")
