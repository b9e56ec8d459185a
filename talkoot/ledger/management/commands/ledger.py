"""`talkoot ledger verify` and `talkoot ledger export`: does the chain hold, and here it is for anyone to check."""

from __future__ import annotations

import argparse
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talkoot.ledger import queries, rules

CURE = "Run `python manage.py migrate ledger 0001 --fake`, then `talkoot migrate`: it puts the triggers back."


class Command(BaseCommand):
    """Walks the chain from its start, in constant memory; exit code 1 when anything is wrong."""

    help = "Look after the ledger, the record of everything that happened."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the errand and what it needs."""
        errands = parser.add_subparsers(dest="errand", required=True, metavar="verify|export")
        verify = errands.add_parser(
            "verify", help="check that no fact was changed, removed, reordered or slipped in since it was sealed"
        )
        verify.add_argument(
            "--saved",
            type=_saved,
            action="append",
            default=[],
            metavar="NUMBER:HASH",
            help="a line this command printed before, kept somewhere else; may be given several times",
        )
        export = errands.add_parser("export", help="write the chain to standard output, one JSON object a line")
        export.add_argument("--private", action="store_true", help="write private facts out too; keep the file safe")

    def handle(self, *args: Any, errand: str, **options: Any) -> None:
        """Run the errand."""
        if errand == "verify":
            self._verify(dict(options["saved"]))
        else:
            for line in queries.exported(with_private=options["private"]):
                self.stdout.write(rules.canonical(line).decode())

    def _verify(self, saved: dict[int, str]) -> None:
        checked = self._walk(saved)
        if bare := queries.missing_guards():
            tables = " and ".join(bare)
            raise CommandError(f"The chain holds, but nothing keeps {tables} from being changed. {CURE}", returncode=1)
        self.stdout.write(f"The ledger is whole: {checked.number} seals. Keep this line somewhere else:")
        self.stdout.write(f"{checked.number}:{checked.hash}")

    def _walk(self, saved: dict[int, str]) -> queries.Checked:
        is_watched = self.stderr.isatty()
        try:
            for checked in queries.check_chain(saved):
                if is_watched:
                    self.stderr.write(f"\r{checked.number} seals hold", ending="")
        except queries.Broken as broken:
            raise CommandError(str(broken), returncode=1) from None
        finally:
            if is_watched:
                self.stderr.write("")
        return checked


def _saved(text: str) -> tuple[int, str]:
    if not (match := re.fullmatch(r"(\d+):([0-9a-f]{64})", text)):
        raise argparse.ArgumentTypeError("give it as this command printed it: number, colon, 64 hexadecimal digits")
    return int(match[1]), match[2]
