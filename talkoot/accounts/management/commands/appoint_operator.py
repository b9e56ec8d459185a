"""``manage.py appoint_operator NAME``: let an account run the site; the first one has nobody else to ask."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talkoot.accounts import actions, queries
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.clock import now
from talkoot.kernel.refusals import Refusal


class Command(BaseCommand):
    """Appoints an operator, or with ``--relieve`` takes the running of the site from one."""

    help = "Let the account NAME run the site; with --relieve, take that from it again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare name and direction."""
        parser.add_argument("name")
        parser.add_argument("--relieve", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say in one sentence why not."""
        account = queries.account_named(options["name"])
        if account is None:
            raise CommandError(f"There is no account named {options['name']}.")
        act = actions.relieve_operator if options["relieve"] else actions.appoint_operator
        try:
            changed = act(account.pk, by=SYSTEM, at=now())
        except Refusal as refusal:
            raise CommandError(str(refusal.text)) from None
        self.stdout.write(f"{changed.name} {'runs' if changed.is_operator else 'does not run'} this site.")
