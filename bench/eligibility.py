"""Who may vote among 117,275 accounts: everybody at once, and one person; and a fact about each brought in.

`rows(database)` measures on a database of its own, in a process where Django is set up.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.pages import POSTGRES, made_database
from bench.rows import Row

ROOT = Path(__file__).resolve().parent.parent
PEOPLE, MEMBERS, LISTED = 117_275, 20_000, 5_000
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
CHILD = "import django; django.setup(); from bench.eligibility import measure; measure()"
BAR_SECONDS = 3.0
TABLE = {
    "voters": "persons",
    "include": ["listed"],
    "exclude": ["barred"],
    "conditions": {
        "all": [
            {"is": "account_age", "days": 30, "on": "opening"},
            {"is": "external_fact", "fact": "edits", "at_least": 300, "as_of": "2026-11-01"},
            {"is": "not_suspended", "body": "circle", "on": "opening"},
            {
                "any": [
                    {"is": "member_of_body", "body": "circle", "parts": True, "on": "opening"},
                    {"not": {"is": "on_list", "list": "listed"}},
                ]
            },
        ]
    },
}


def rows(database: str) -> list[Row]:
    """Return seconds for all voters and for the import, and milliseconds for one check, on sqlite or postgresql."""
    with (
        tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder,
        made_database(database, POSTGRES, "talkoot_eligibility", folder) as url,
    ):
        environment = {
            **os.environ,
            "TALKOOT_MODE": "test",
            "TALKOOT_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "talkoot.config.settings",
            "DATABASE_URL": url,
        }
        done = subprocess.run(
            [sys.executable, "-c", CHILD], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    named = f"{PEOPLE:,} accounts, {database}"
    return [
        Row(f"eligibility: all voters among {named}", "s", figures["voters"], bar=BAR_SECONDS),
        Row(f"eligibility: one check among {named}", "ms", figures["check"]),
        Row(f"eligibility: a fact about each of {named}", "s", figures["import"]),
    ]


def measure() -> None:
    """Make the people and print the figures as one line of JSON."""
    from django.core.management import call_command

    from talkoot.directory.models import Person
    from talkoot.eligibility import actions, queries, rules
    from talkoot.kernel.actors import SYSTEM
    from talkoot.kernel.imports import Run, Upload

    call_command("migrate", verbosity=0)
    make_people()
    chance = random.Random(7)  # figures, no secrets
    slugs = Person.objects.values_list("slug", flat=True)
    lines = [f"{slug},edits,{chance.randrange(1_000)},2026-11-01" for slug in slugs]
    upload = Upload("facts.csv", "\n".join(["person,fact,value,as_of", *lines]).encode())
    run = Run("csv", by=SYSTEM, at=AT, dry_run=False)
    brought_in = seconds(lambda: actions.import_facts(upload, run), times=1)
    eligibility = rules.read(TABLE)
    keys = list(Person.objects.values_list("pk", flat=True)[:200])
    figures = {
        "voters": seconds(lambda: queries.voters(eligibility, AT), times=5),
        "check": 1_000 * seconds(lambda: queries.check(eligibility, chance.choice(keys), AT), times=100),
        "import": brought_in,
    }
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the median of how long the work takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def make_people() -> None:
    """Write accounts and persons, a body with members, and two lists, a row at a time as imports would."""
    from talkoot.accounts.models import Account
    from talkoot.directory.actions import create_role, found_body, keep_shipped_kinds
    from talkoot.directory.models import Mandate, Person
    from talkoot.eligibility.models import ListEntry, NamedList
    from talkoot.kernel.actors import SYSTEM

    keep_shipped_kinds()
    numbers = range(1, PEOPLE + 1)
    since = [AT - timedelta(days=number % 2_000) for number in numbers]
    accounts = [
        Account(pk=n, name=f"Reader {n}", folded=f"reader{n}", created_at=at)
        for n, at in zip(numbers, since, strict=True)
    ]
    Account.objects.bulk_create(accounts, batch_size=2_000)
    people = [
        Person(account_id=n, name=f"Reader {n}", slug=f"reader-{n}", fold=f"reader {n}", created_at=AT) for n in numbers
    ]
    Person.objects.bulk_create(people, batch_size=2_000)
    keys = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    body = found_body(name="Circle", kind="chapter", language="en", by=SYSTEM, at=AT)
    role = create_role(body.pk, name="Member", seats=10_000, by=SYSTEM, at=AT)
    more = create_role(body.pk, name="Friend", seats=10_000, by=SYSTEM, at=AT)
    Mandate.objects.bulk_create(
        [
            Mandate(person_id=key, role=(role, more)[n % 2], seat=n // 2 + 1, how_chosen="founding")
            for n, key in enumerate(keys[:MEMBERS])
        ],
        batch_size=1_000,
    )
    for name, own in (("listed", keys[:LISTED]), ("barred", keys[-LISTED:])):
        kept = NamedList.objects.create(
            slug=name,
            name=name,
            language="en",
            purpose="To measure.",
            body=body,
            holds="persons",
            is_public=True,
            made_at=AT,
        )
        ListEntry.objects.bulk_create(
            [ListEntry(named_list=kept, person_id=key, added_at=AT) for key in own], batch_size=2_000
        )
