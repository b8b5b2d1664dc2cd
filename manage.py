#!/usr/bin/env python3
"""Django's command line; `./portal manage …` runs it with the servers it needs."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cse_portal.settings.development")
    if sys.argv[1:2] == ["migrate"]:
        # Migrating builds thousands of model classes; looking for garbage takes a third of it.
        gc.disable()
    execute_from_command_line(sys.argv)
