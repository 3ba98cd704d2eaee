"""The Django app that carries templates and static files of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "novation.ui"
    label = "ui"
