"""The Django app of operations; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "novation.control.operations"
    label = "operations"

    def ready(self) -> None:
        from novation.control.cases.gates import register
        from novation.control.cases.phases import CasePhase
        from novation.control.operations.gates import plan_is_fresh

        import_module("novation.control.operations.actions")
        register(CasePhase.CLOSING, plan_is_fresh)
