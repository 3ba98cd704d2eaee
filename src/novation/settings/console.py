"""The staff's process: console and API."""

from novation.settings.base import *  # noqa: F403
from novation.settings.base import INSTALLED_APPS as _SHARED

INSTALLED_APPS = [*_SHARED, "novation.console"]
ROOT_URLCONF = "novation.console.urls"
LOGIN_URL = "sign-in"
