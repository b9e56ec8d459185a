"""Load the demo movement: bodies, people and matters in every state. What is there already stays as it is."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

import django
from django.db import transaction

from talkoot.config import env as environment
from talkoot.config.steps import step


def add_arguments(parser: ArgumentParser) -> None:
    """Take the word of somebody who wants it on a real site."""
    parser.add_argument("--really", action="store_true", help="load it on a production site too")


def handle(options: Namespace) -> int:
    """Load it and say whom one can sign in as."""
    if environment.read().mode == "production" and not options.really:
        sys.exit("The demo has known passwords: on a site that others reach say `talkoot demo --really`.")
    django.setup()
    load()
    introduce()
    return 0


def load() -> None:
    """Load the demo movement, showing how far it is; does nothing when it is there."""
    from talkoot.config import demo  # noqa: PLC0415  # needs Django set up

    if not demo.is_loaded():
        # All of it or nothing: who interrupts the loading finds an empty site, and the next run loads it again.
        with step("Loading the demo movement") as progress, transaction.atomic():
            demo.load(progress)


def introduce() -> None:
    """Print whom one can sign in as."""
    from talkoot.config import demo  # noqa: PLC0415  # needs Django set up

    print("  Sign in as one of these people (for all: the password behind the name):\n")
    for who in demo.sign_ins():
        print(f"    {who.name:<20} {who.password:<24} {who.role}")
    print()
