"""The Django app of operations; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "novation.control.operations"
    label = "operations"

    def ready(self) -> None:
        from novation.control.cases.gates import register
        from novation.control.cases.phases import CasePhase
        from novation.control.notices import queueing
        from novation.control.operations.gates import plan_is_fresh
        from novation.control.operations.sending_notices import run_notice

        import_module("novation.control.operations.actions")
        import_module("novation.control.operations.readings")
        import_module("novation.control.operations.late_answers")
        queueing.register(run_notice.enqueue)
        register(CasePhase.CLOSING, plan_is_fresh)
