"""The console as a WSGI application, for gunicorn: `gunicorn novation.console.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "novation.settings.console")
application = get_wsgi_application()

# Only now: models are there once Django is set up.
from novation.console.warming import warm  # noqa: E402

warm()
