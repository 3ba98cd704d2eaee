"""The portal as a WSGI application, for gunicorn: `gunicorn novation.portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "novation.settings.portal")
application = get_wsgi_application()

from novation.portal.finding import load_data_plane  # noqa: E402  (only after Django is set up)

load_data_plane()
