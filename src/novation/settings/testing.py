"""The console as the tests run it: quick password hashing, tasks at once, a home of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Each process of the tests has a home of its own: two that run side by side would share keys, files and projects.
# Only the server of the browser tests and what fills it for them share the one that is named.
if shared := os.environ.get("NOVATION_TEST_HOME"):
    os.environ["NOVATION_HOME"] = shared
else:
    os.environ["NOVATION_HOME"] = tempfile.mkdtemp(prefix="novation-test-")
    atexit.register(shutil.rmtree, os.environ["NOVATION_HOME"], ignore_errors=True)

from novation.settings.console import *  # noqa: E402, F403
from novation.settings.console import INSTALLED_APPS as _CONSOLE  # noqa: E402

INSTALLED_APPS = [*_CONSOLE, "novation.portal"]  # its templates; its addresses are in `settings.portal` only

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
GALLERY = True
