"""Django's commands for the console: `python -m novation.console migrate`, `runserver`, …"""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "novation.settings.console")
execute_from_command_line(["novation.console", *sys.argv[1:]])
