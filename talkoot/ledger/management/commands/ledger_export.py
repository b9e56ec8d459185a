"""`talkoot ledger export`: the whole chain as JSON lines, for anyone to check (see docs/ledger.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from talkoot.ledger import queries, rules


class Command(BaseCommand):
    """Writes one line a seal; private facts show their digest only, unless ``--private``."""

    help = "Write the sealed ledger to standard output, one JSON object a line."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether private facts are written out."""
        parser.add_argument("--private", action="store_true", help="write private facts out too; keep the file safe")

    def handle(self, *args: Any, private: bool, **options: Any) -> None:
        """Stream the chain."""
        for line in queries.exported(with_private=private):
            self.stdout.write(rules.canonical(line).decode())
