"""The Django app of approvals; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "novation.control.approvals"
    label = "approvals"

    def ready(self) -> None:
        import_module("novation.control.approvals.actions")
        import_module("novation.control.approvals.records").contribute()
        import_module("novation.control.approvals.waiting")
        import_module("novation.control.approvals.readings")
