"""The staff's process: console and API."""

from novation.settings.base import *  # noqa: F403
from novation.settings.base import INSTALLED_APPS as _SHARED
from novation.settings.base import MIDDLEWARE as _MIDDLEWARE

INSTALLED_APPS = [*_SHARED, "novation.console"]
MIDDLEWARE = [*_MIDDLEWARE, "novation.console.house.guarding.Guard"]
ROOT_URLCONF = "novation.console.urls"
LOGIN_URL = "sign-in"
