"""Bring the database to this version, and the static files with it. Safe to run again at any time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import django


def add_arguments(parser: ArgumentParser) -> None:
    """Take nothing: there is one way up."""


def handle(options: Namespace) -> int:
    """Migrate, collect, and say so."""
    django.setup()
    from talkoot.config import preparing  # noqa: PLC0415  # needs Django set up

    if not preparing.migrate():
        print("  ✓ The database is up to date")
    preparing.collect_static()
    return 0
