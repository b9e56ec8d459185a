"""`talkoot ledger verify`: walk the chain and name the first thing that is broken."""

from __future__ import annotations

import argparse
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talkoot.ledger import queries
from talkoot.ledger.queries.chain import Broken


class Command(BaseCommand):
    """Checks every seal against its entry and its neighbour; exit code 1 when anything is wrong."""

    help = "Check that no fact was changed, removed, reordered or slipped in since it was sealed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take hashes that were kept elsewhere."""
        parser.add_argument(
            "--saved",
            type=_saved,
            action="append",
            default=[],
            metavar="NUMBER:HASH",
            help="a line this command printed before, kept somewhere else; may be given several times",
        )

    def handle(self, *args: Any, saved: list[tuple[int, str]], verbosity: int = 1, **options: Any) -> None:
        """Walk, show how far, and end with the line to keep."""
        try:
            for checked in queries.check_chain(dict(saved)):
                if verbosity and self.stderr.isatty():
                    self.stderr.write(f"\r{checked.number} seals hold", ending="")
        except Broken as broken:
            raise CommandError(broken.found.sentence, returncode=1) from None
        if bare := queries.missing_guards():
            raise CommandError(
                f"The chain holds, but the database would let anyone change {' and '.join(bare)}: "
                "its triggers are gone. Run `talkoot migrate ledger 0001 --fake` and `talkoot migrate ledger`.",
                returncode=1,
            )
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"The ledger is whole: {checked.number} seals. Keep this line somewhere else:")
        self.stdout.write(f"{checked.number}:{checked.hash}")


def _saved(text: str) -> tuple[int, str]:
    if not (match := re.fullmatch(r"(\d+):([0-9a-f]{64})", text)):
        raise argparse.ArgumentTypeError("give it as this command printed it: number, colon, 64 hexadecimal digits")
    return int(match[1]), match[2]
