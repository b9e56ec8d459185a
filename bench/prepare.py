"""Run as a process of its own: migrate, load the demo movement, fill, and print the keys of signed-in sessions."""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    """Take the sizes as JSON on the command line; write JSON to standard output."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from bench.fill import fill
    from talkoot.config import demo
    from talkoot.config.preparing import collect_static

    call_command("migrate", verbosity=0, interactive=False)
    if not demo.is_loaded():
        demo.load(lambda how_far: None)
    keys = fill(**json.loads(sys.argv[1]))
    sys.stdout = sys.__stderr__  # progress of the static files is not our answer
    collect_static()
    print(json.dumps(keys), file=sys.__stdout__)


if __name__ == "__main__":
    main()
