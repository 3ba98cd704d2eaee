"""The Django app of agreements; its actions and gates are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "novation.control.agreements"
    label = "agreements"

    def ready(self) -> None:
        import_module("novation.control.agreements.actions")
        import_module("novation.control.agreements.signing")
        import_module("novation.control.agreements.gates").register()
