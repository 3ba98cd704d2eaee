"""The settings of the journeys: as in all browser tests, but tasks wait for the worker, as in a real installation."""

from novation.settings.testing import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
