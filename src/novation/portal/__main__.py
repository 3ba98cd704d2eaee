"""Django's commands for the portal: `python -m novation.portal runserver`, `check`, …"""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "novation.settings.portal")
execute_from_command_line(["novation.portal", *sys.argv[1:]])
