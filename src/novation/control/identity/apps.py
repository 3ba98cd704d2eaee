"""The Django app of identity; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "novation.control.identity"
    label = "identity"

    def ready(self) -> None:
        import_module("novation.control.identity.actions")
