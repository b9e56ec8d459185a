"""Throw a development site's data away: the database, and what was made from it. Asks first, and not while it runs."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings

from talkoot.config import env as environment
from talkoot.config.in_use import in_use_by_nobody_else


def add_arguments(parser: ArgumentParser) -> None:
    """Take an answer given beforehand."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def handle(options: Namespace) -> int:
    """Delete the SQLite file and the served static files of a development site."""
    env = environment.read()
    if env.mode != "development":
        sys.exit("Only a development site can be thrown away: on any other, restore a backup instead.")
    database = settings.DATABASES["default"]
    if not str(database["ENGINE"]).endswith("sqlite"):
        sys.exit(f"The database is not a file: drop it yourself (dropdb {database['NAME']}) and create it again.")
    file = Path(str(database["NAME"]))
    with in_use_by_nobody_else() as is_free:
        if not is_free:
            sys.exit("The site is running with these data: stop it first (Ctrl-C where it runs). Nothing was changed.")
        if not options.yes and not _agrees(f"This deletes every account, proposal and decision in {file}."):
            print("Nothing was changed.")
            return 0
        _delete(file)
    print("Deleted. `make run` starts anew.")
    return 0


def _delete(file: Path) -> None:
    for path in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        path.unlink(missing_ok=True)
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)


def _agrees(warning: str) -> bool:
    try:
        return input(f"{warning} Type yes to go on: ").strip().lower() == "yes"
    except (EOFError, KeyboardInterrupt):
        print()
        return False
