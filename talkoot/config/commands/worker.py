"""Do what is scheduled and what follows from what people did, until told to stop (SIGTERM or Ctrl-C)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import django


def add_arguments(parser: ArgumentParser) -> None:
    """Take nothing: the schedule says everything."""


def handle(options: Namespace) -> int:
    """Work until told to stop."""
    django.setup()
    # These need Django set up, so they can't stand at the top.
    from talkoot.config.schedule import SCHEDULE  # noqa: PLC0415  # see above
    from talkoot.config.worker import Worker  # noqa: PLC0415  # see above
    from talkoot.ledger.tasks import beat  # noqa: PLC0415  # see above

    worker = Worker(SCHEDULE, beat)
    worker.stop_on_signals()
    worker.run()
    return 0
