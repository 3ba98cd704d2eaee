"""The console as the tests run it: quick password hashing, tasks at once, a home of its own."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("NOVATION_HOME", tempfile.mkdtemp(prefix="novation-test-"))

from novation.settings.console import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
GALLERY = True
