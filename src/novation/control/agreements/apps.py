"""The Django app of agreements; its actions, gates, days and records are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "novation.control.agreements"
    label = "agreements"

    def ready(self) -> None:
        import_module("novation.control.agreements.actions")
        import_module("novation.control.agreements.signing")
        import_module("novation.control.agreements.gates").register()
        import_module("novation.control.agreements.expiring")
        import_module("novation.control.agreements.readings")
        import_module("novation.control.agreements.records").contribute()
