#!/usr/bin/env python
"""Django's own commands; `talkoot` is the command for people who run a site."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
