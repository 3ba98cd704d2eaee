"""The Django app of the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "novation.portal"
    label = "portal"
