"""The Django app of the journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "novation.control.journal"
    label = "journal"
