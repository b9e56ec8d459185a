"""The last minute of a vote: 10,000 people cast their ballots through HTTP, over 32 connections, as fast as it goes.

Afterwards every ballot must be there once. The floor is the bare view of `bench.floor` that writes a vote and counts
it, asked as often by the same client.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlencode

from bench import load
from bench.load import Request, Result, Scenario
from bench.pages import CSRF, FORM, POSTGRES, Site, floor, prepared
from bench.rows import Row
from bench.servers import ROOT, serve

VOTERS = 10_000
CONNECTIONS = 32
WARMING = 200
# The most that the p95 of casting may be, as a multiple of the floor's.
BAR = 6.0
LAST_MINUTE = 60.0
SIZES = {"people": VOTERS + WARMING, "accounts": VOTERS + WARMING, "sessions": VOTERS + WARMING}
NOTHING = {"proposals": 0, "supports": 0, "inputs": 0, "hot": 0}
CHILD = "import django; django.setup(); from bench.casting import {act}; {act}()"
RULES = """format = 1
name = "Everybody"
language = "en"
combination = "all"
[[chambers]]
key = "everybody"
name = "Everybody"
electorate = { kind = "members_of_body", body = "gathering" }
quorum = "none"
[chambers.threshold]
share = "50 %"
base = "yes+no"
strictness = "more than"
tie = "fails"
empty = "fails"
"""


def rows(database: str) -> list[Row]:
    """Return seconds and percentiles of casting beside the floor's, and what was lost or doubled, on ``database``."""
    with prepared(database, POSTGRES, {**SIZES, **NOTHING}, "talkoot_casting") as site:
        decision = str(_in_child(site, "opened"))
        with serve("talkoot", "talkoot.config.wsgi:application", "/-/health/", site.environment) as ours:
            load.send_each(ours, _ballots(decision, site.sessions[VOTERS:]), connections=CONNECTIONS)
            cast = load.send_each(ours, _ballots(decision, site.sessions[:VOTERS]), connections=CONNECTIONS)
        found = _in_child(site, "left")
    with (
        floor(database, POSTGRES, "talkoot_casting_floor") as environment,
        serve("floor", "bench.floor:application", "/plain", environment) as least,
    ):
        load.send_each(least, _votes(range(VOTERS, VOTERS + WARMING)), connections=CONNECTIONS)
        bare = load.send_each(least, _votes(range(VOTERS)), connections=CONNECTIONS)
    return _told(database, cast, bare, found)


def _told(database: str, cast: Result, bare: Result, found: dict[str, int]) -> list[Row]:
    wanted = VOTERS + WARMING
    name = f"{database} {VOTERS:,} ballots, {CONNECTIONS} connections:"
    bar = BAR if database == "postgresql" else None
    wrong = cast.errors + sum(abs(figure - wanted) for figure in found.values())
    print(f"  of {wanted:,} ballots there are {found}; refused {cast.errors}", flush=True)
    return [
        Row(f"{name} lost or doubled", "rows", wrong, bar=0),
        Row(f"{name} all cast", "s", round(cast.requests / cast.rps, 2), bar=LAST_MINUTE if bar else None),
        Row(f"{name} p50", "ms", round(cast.p50, 2), round(bare.p50, 2)),
        Row(f"{name} p95", "ms", round(cast.p95, 2), round(bare.p95, 2), bar),
        Row(f"{name} p99", "ms", round(cast.p99, 2), round(bare.p99, 2)),
        Row(f"{name} cpu", "ms a request", round(cast.cpu, 3), round(bare.cpu, 3)),
    ]


def _ballots(decision: str, sessions: list[str]) -> Scenario:
    requests = [
        Request(
            f"/decisions/{decision}/ballots/new/",
            "POST",
            {**FORM, "Cookie": f"sessionid={key}; csrftoken={CSRF}"},
            urlencode({"csrfmiddlewaretoken": CSRF, "token": f"b{n}", "place": "", "choice": CHOICES[n % 3],
                       "reason": REASON if n % 3 == 1 else "", "language": "en"}),
        )
        for n, key in enumerate(sessions)
    ]  # fmt: skip
    return Scenario("ballots", requests, expect=303, once=True)


CHOICES = ("yes", "no", "neutral")
REASON = "The *costs* are not known yet."


def _votes(numbers: range) -> Scenario:
    """Return votes of the floor, no two of them by one person on one of its thousand ideas."""
    votes = [
        Request(f"/vote/{n % 1000 + 1}", "POST", FORM, urlencode({"a": (n + n // 5000) % 5000 + 1})) for n in numbers
    ]
    return Scenario("votes", votes, expect=201, once=True)


def _in_child(site: Site, act: str) -> dict[str, int]:
    """Run a function of this module in a process set up for ``site`` and return what it prints."""
    out = subprocess.run(
        [sys.executable, "-c", CHILD.format(act=act)],
        env={**os.environ, **site.environment}, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip
    found: dict[str, int] = json.loads(out.splitlines()[-1])
    return found


def opened() -> None:
    """Gather the people in a body, open a decision of theirs as its steward would, and print its id."""
    from talkoot.decisions.actions import open_decision
    from talkoot.directory.actions import create_role, found_body
    from talkoot.directory.models import Mandate, Person
    from talkoot.kernel.actors import SYSTEM, Actor, ActorKind
    from talkoot.kernel.clock import now
    from talkoot.rulebooks.actions import publish_rulebook

    at, operator = now(), Actor(ActorKind.PERSON, is_operator=True)
    body = found_body(name="Gathering", kind="chapter", language="en", by=SYSTEM, at=at)
    role = create_role(body.pk, name="Member", seats=VOTERS, by=SYSTEM, at=at)
    more = create_role(body.pk, name="Friend", seats=VOTERS, by=SYSTEM, at=at)
    people = Person.objects.filter(slug__regex=r"^member-\d+$").values_list("pk", flat=True)
    Mandate.objects.bulk_create(
        [
            Mandate(person_id=key, role=(role, more)[n % 2], seat=n // 2 + 1, how_chosen="founding")
            for n, key in enumerate(people)
        ],
        batch_size=1_000,
    )
    book = publish_rulebook(source=RULES, slug="everybody", body_id=None, by=operator, at=at)
    decision = open_decision(
        title="Shall we?", question="Shall we go on as we are?", language="en", rulebook_id=book.pk,
        steward_body_id=body.pk, closes_at=at + timedelta(days=1), exemption="Everybody was there.", by=SYSTEM, at=at,
    )  # fmt: skip
    print(json.dumps(decision.public_id))


def left() -> None:
    """Print how many of everything there is that each ballot leaves exactly one of."""
    from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry
    from talkoot.decisions.queries.turnout import with_turnout
    from talkoot.ledger.models import Entry

    decision = Decision.objects.latest("pk")
    ballots = Ballot.objects.filter(chamber__decision=decision)
    figures = {
        "ballots": ballots.count(),
        "ballots that count": ballots.filter(is_current=True).count(),
        "voters": ballots.values("entry__person").distinct().count(),
        "marks on the roll": RollEntry.objects.filter(chamber__decision=decision, voted_at__isnull=False).count(),
        "turnout": with_turnout(Chamber.objects.filter(decision=decision)).get().turnout,
        "ledger entries": Entry.objects.filter(kind="decisions.ballot_cast", subject=decision.ref).count(),
    }
    print(json.dumps(figures))
