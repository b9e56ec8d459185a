"""What processes of a test with a failing database do: ``migrate``, ``write N``, ``work``, ``finish``.

``write`` prints the number of each stone whose write was acknowledged. Exit code 3 says that the database is gone.
"""

from __future__ import annotations

import logging
import sys
import time
from itertools import count

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the settings
from django.db import InterfaceError, OperationalError  # noqa: E402 - after the settings

from talkoot.ledger.models import Entry  # noqa: E402 - after the settings
from talkoot.ledger.tests import frail  # noqa: E402 - after the settings

GONE = 3
SPAN = 100_000  # each writer has numbers of its own


def main(errand: str, argument: str = "0") -> None:
    """Run one errand."""
    match errand:
        case "migrate":
            call_command("migrate", "ledger", verbosity=0)
            frail.make_traces()
        case "write":
            for number in count(int(argument) * SPAN):
                frail.lay(number)
                print(number, flush=True)  # noqa: T201 - the acknowledgement
                time.sleep(0.005)
        case "work":  # for ever
            frail.work(time.monotonic())
        case "finish":
            frail.FRAILTY.update(dawdle=0, slip=0)
            frail.finish(time.monotonic())
            call_command("ledger", "verify", stdout=sys.stderr)
            laid = sorted(Entry.objects.filter(kind=frail.StoneLaid.kind).values_list("payload__number", flat=True))
            traces = sorted((reaction, n) for reaction in ("weigh", "count", "note") for n in laid)
            if frail.traces() != traces:
                sys.exit("effects were lost or doubled")
            print(*laid, sep="\n")  # noqa: T201 - the test reads it


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    try:
        main(*sys.argv[1:])
    except (OperationalError, InterfaceError):
        sys.exit(GONE)
