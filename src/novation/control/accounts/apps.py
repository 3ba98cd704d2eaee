"""The Django app of accounts; its actions are registered when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "novation.control.accounts"
    label = "accounts"

    def ready(self) -> None:
        for name in (
            "actions",
            "people_actions",
            "invitation_actions",
            "own_actions",
            "review_actions",
            "tidying",
        ):
            import_module(f"novation.control.accounts.{name}")
