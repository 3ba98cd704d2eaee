"""The Django app of disclosure; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "novation.control.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        for module in (
            "actions",
            "sample_actions",
            "reading_actions",
            "question_actions",
            "exchange_actions",
        ):
            import_module(f"novation.control.disclosure.{module}")
        import_module("novation.control.disclosure.waiting")
        import_module("novation.control.disclosure.records").contribute()
