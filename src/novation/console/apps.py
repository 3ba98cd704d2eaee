"""The Django app of the console."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "novation.console"
    label = "console"
