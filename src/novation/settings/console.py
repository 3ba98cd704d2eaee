"""The staff's process: console and API."""

from novation.settings.base import *  # noqa: F403
from novation.settings.base import DEBUG
from novation.settings.base import INSTALLED_APPS as _SHARED
from novation.settings.base import MIDDLEWARE as _MIDDLEWARE
from novation.settings.base import TEMPLATES as _TEMPLATES

INSTALLED_APPS = [*_SHARED, "novation.console"]
_BEFORE = _MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
MIDDLEWARE = [
    *_MIDDLEWARE[:_BEFORE],
    "novation.console.failing.TooLarge",
    *_MIDDLEWARE[_BEFORE:],
    "novation.console.house.guarding.Guard",
]
ROOT_URLCONF = "novation.console.urls"
LOGIN_URL = "sign-in"
_TEMPLATES[0]["OPTIONS"]["context_processors"].append("novation.console.navigation.navigation")  # type: ignore[index]
GALLERY = DEBUG
"""Whether /house/look/ shows every part of the look, for those who build pages."""
