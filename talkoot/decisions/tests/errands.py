"""What processes of these tests do: ``open N``, ``count-slowly``, ``die N``, ``finish``; answers are printed as JSON.

All count as of a day after the opening. ``die`` kills so many children of its own at it. Exit code 3 says that the
database is gone.
"""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 - after the settings
from django.core.management import call_command  # noqa: E402 - after the settings
from django.db import InterfaceError, OperationalError, connections  # noqa: E402 - after the settings

from talkoot.accounts.models import Account, Preference, Session  # noqa: E402 - after the settings
from talkoot.accounts.rules import folded_name  # noqa: E402 - after the settings
from talkoot.config.sessions import SessionStore  # noqa: E402 - after the settings
from talkoot.decisions.actions import close_due, counting, open_decision  # noqa: E402 - after the settings
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry  # noqa: E402 - after the settings
from talkoot.decisions.queries.turnout import with_turnout  # noqa: E402 - after the settings
from talkoot.directory.actions import create_role  # noqa: E402 - after the settings
from talkoot.directory.models import Mandate, Person  # noqa: E402 - after the settings
from talkoot.directory.tests.given import given_body  # noqa: E402 - after the settings
from talkoot.kernel.actors import SYSTEM, Actor, ActorKind  # noqa: E402 - after the settings
from talkoot.kernel.clock import now  # noqa: E402 - after the settings
from talkoot.ledger.models import Entry  # noqa: E402 - after the settings
from talkoot.rulebooks.actions import publish_rulebook  # noqa: E402 - after the settings
from talkoot.rulebooks.tests.given import MEMBERS, given_languages, rules_text  # noqa: E402 - after the settings

GONE = 3
OPEN_FOR = timedelta(days=1)
LIFETIME = 0.1  # seconds a worker lives at most once everything is written


def gather(voters: int) -> dict[str, Any]:
    """Make a site with a decision that is open to so many people; return its id and their sessions."""
    call_command("migrate", verbosity=0)
    at = now()
    accounts = Account.objects.bulk_create(
        Account(name=f"Voter {n}", folded=folded_name(f"Voter {n}"), password="!", created_at=at) for n in range(voters)
    )
    Preference.objects.bulk_create(Preference(account=account) for account in accounts)
    people = Person.objects.bulk_create(
        Person(name=each.name, slug=f"voter-{n}", fold=each.folded, created_at=at, account=each)
        for n, each in enumerate(accounts)
    )
    return {"decision": _opened(people, at).public_id, "sessions": [_session(account) for account in accounts]}


def _opened(people: list[Person], at: datetime) -> Decision:
    given_languages()
    body = given_body("Technology Council", kind="council", at=at)
    role = create_role(body.pk, name="Member", seats=len(people), by=SYSTEM, at=at)
    Mandate.objects.bulk_create(
        Mandate(person=person, role=role, seat=seat, how_chosen="founding") for seat, person in enumerate(people, 1)
    )
    source = rules_text(MEMBERS)
    operator = Actor(ActorKind.PERSON, is_operator=True)
    book = publish_rulebook(source=source, slug="council", body_id=None, by=operator, at=at)
    return open_decision(
        title="Shall we?", question="Shall we go on as we are?", language="en", rulebook_id=book.pk,
        steward_body_id=body.pk, closes_at=at + OPEN_FOR, exemption="Everybody was there.", by=SYSTEM, at=at,
    )  # fmt: skip


def _session(account: Account) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(Session.objects.get(session_key=session.session_key).session_key)


def count() -> dict[str, Any]:
    """Close what is due a day after the opening, which counts it."""
    return {"closed": close_due(now() + OPEN_FOR)}


def count_slowly(said: Callable[[], object] | None = None) -> dict[str, Any]:
    """The same, but say when everything is written and stop for a moment before it is committed."""
    counted = counting.counted

    def dawdling(*args: Any, **kwargs: Any) -> Any:
        final = counted(*args, **kwargs)
        (said or _say_so)()
        time.sleep(0.5)
        return final

    sys.modules["talkoot.decisions.actions.closing"].__dict__["counted"] = dawdling
    return count()


def _say_so() -> None:
    print("counting", flush=True)  # noqa: T201 - the test waits for it


def die(times: int) -> dict[str, Any]:
    """Fork workers that count, kill each shortly before its commit, and tell how often that left nothing behind."""
    killed = sum(_dies() and not Decision.objects.get().is_final for _death in range(times))
    return {"left nothing": killed}


def _dies() -> bool:
    """Kill a child of this process while it counts; tell whether that was its end."""
    connections.close_all()
    listening, speaking = os.pipe()
    child = os.fork()
    if child == 0:
        count_slowly(lambda: os.write(speaking, b"."))
        os._exit(1)
    os.close(speaking)
    os.read(listening, 1)
    os.close(listening)
    time.sleep(random.uniform(0, LIFETIME))
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def finish() -> dict[str, Any]:
    """Count in peace, twice, and return what there is of everything that a vote leaves once."""
    return {"closed": [count()["closed"], count()["closed"]], **report()}


def report() -> dict[str, Any]:
    """Return what there is of everything that a vote leaves once."""
    decision = Decision.objects.get()
    ballots = Ballot.objects.filter(chamber__decision=decision)
    chamber = with_turnout(Chamber.objects.filter(decision=decision)).get()
    entries = Entry.objects.filter(subject=decision.ref)
    call_command("ledger", "verify", stdout=sys.stderr)
    return {
        "ballots": ballots.count(),
        "that count": ballots.filter(is_current=True, number=1).count(),
        "voters": ballots.values("entry__person").distinct().count(),
        "marks on the roll": RollEntry.objects.filter(chamber=chamber, voted_at__isnull=False).count(),
        "turnout": chamber.turnout,
        "cast, in the ledger": entries.filter(kind="decisions.ballot_cast").count(),
        "closed, in the ledger": entries.filter(kind="decisions.decision_closed").count(),
        "final, in the ledger": entries.filter(kind="decisions.decision_final").count(),
        "counted": [chamber.yes, chamber.no, chamber.neutral],
        "is final": decision.is_final,
    }


ERRANDS: dict[str, Callable[..., dict[str, Any]]] = {
    "open": gather, "count-slowly": count_slowly, "die": die, "finish": finish,
}  # fmt: skip

if __name__ == "__main__":
    logging.disable(logging.ERROR)
    errand, *arguments = sys.argv[1:]
    try:
        print(json.dumps(ERRANDS[errand](*map(int, arguments))))  # noqa: T201 - the test reads it
    except (OperationalError, InterfaceError):
        sys.exit(GONE)
    except ExceptionGroup as failed:
        if failed.split((OperationalError, InterfaceError))[1] is not None:
            raise
        sys.exit(GONE)
