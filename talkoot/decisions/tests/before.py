"""A site that was full before decisions were announced, boxed and scrutinised: filled twice, and brought up to date.

Run as ``python -m talkoot.decisions.tests.before`` with an empty database; prints what a test compares, as JSON.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.contrib.auth import SESSION_KEY  # noqa: E402 - after the settings
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 - after the settings
from django.core.management import call_command  # noqa: E402 - after the settings
from django.db import IntegrityError, connection, transaction  # noqa: E402 - after the settings
from django.db.migrations.executor import MigrationExecutor  # noqa: E402 - after the settings
from django.utils import timezone  # noqa: E402 - after the settings

from talkoot.kernel.testing import MONDAY  # noqa: E402 - after the settings

FIRST = [("decisions", "0006_how_close_it_was"), ("accounts", "0001_initial"), ("ledger", "0002_guards")]
SECOND = [
    ("decisions", "0013_scrutiny"), ("ballotboxes", "0003_boxes_may_be_discarded"),
    ("eligibility", "0002_what_was_known_stays"), ("accounts", "0002_session"),
]  # fmt: skip
DAY = timedelta(days=1)
SESSIONS = "CREATE TABLE django_session (session_key varchar(40) PRIMARY KEY, session_data text, expire_date {})"
# What the database has to refuse, today as before: changes of what others rely on, and broken constraints.
REFUSED = {
    "roll": "UPDATE decisions_rollentry SET person_id = NULL",
    "weight": "UPDATE decisions_rollentry SET weight_numerator = 2, weight_denominator = 1",
    "ballot": "UPDATE decisions_ballot SET choice = 'no'",
    "marks": "UPDATE decisions_ballot SET marks = '[[1, 1]]', choice = ''",
    "delegated": "UPDATE decisions_ballot SET is_delegated = NOT is_delegated",
    "tally": "UPDATE decisions_tally SET yes = 4",
    "box": "UPDATE ballotboxes_ballotbox SET subject = 'other'",
    "paper": "UPDATE ballotboxes_paper SET content = 'other'",
    "paper gone": "DELETE FROM ballotboxes_paper",
    "bare slip": "UPDATE ballotboxes_slip SET place = 9 WHERE state = 'taken_out'",
    "fact": "DELETE FROM eligibility_externalfact",
    "fact of another day": "UPDATE eligibility_externalfact SET as_of = '2020-01-01'",
    "ledger": "UPDATE ledger_entry SET subject = 'other'",
    "state": "UPDATE decisions_decision SET state = 'other'",
    "voted and stands back": "UPDATE decisions_rollentry SET recused_at = voted_at WHERE voted_at IS NOT NULL",
    "final before it is counted": "UPDATE decisions_decision SET counted_at = NULL WHERE final_at IS NOT NULL",
    "struck twice": (
        "INSERT INTO ballotboxes_strike (slip_id, reason, language, html, mandate, at)"
        " SELECT slip_id, reason, language, html, mandate, at FROM ballotboxes_strike"
    ),
}


def main() -> None:
    """Fill the tables as they were at two times, migrate to today, and print what is there before and after."""
    apps = migrated(FIRST)
    fill_first(apps)
    first = rows()
    apps = migrated(SECOND)
    second = rows(first)
    fill_second(apps)
    whole = rows()
    call_command("migrate", verbosity=0)
    connection.check_constraints()
    told = {
        "first": [first, second],
        "second": [whole, rows(whole)],
        "counted": read("SELECT counted_at = final_at FROM decisions_decision WHERE final_at IS NOT NULL"),
        "sessions": read("SELECT session_key, account_id FROM accounts_session ORDER BY 1"),
        "not_refused": [name for name, statement in REFUSED.items() if not refuses(statement)],
    }
    print(json.dumps(told, default=str))  # noqa: T201 - the test reads it


def migrated(targets: list[tuple[str, str]]) -> Any:
    """Bring the database to these migrations; return the models of that time."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def fill_first(apps: Any) -> None:
    """Write a draft, an open, a counted and a voided decision with their ballots, and sessions of Django's own."""
    make = maker(apps)
    account = make("accounts.Account", name="Ada", folded="ada", created_at=MONDAY)
    people = [make("directory.Person", name=n, slug=n, fold=n, created_at=MONDAY) for n in ("ada", "bo")]
    kind, _ = apps.get_model("directory", "BodyKind").objects.get_or_create(key="guild")
    body = make(
        "directory.Body", name="Guild", slug="guild", fold="guild", kind=kind, language="en", created_at=MONDAY,
        scope=make("scopes.Scope", key="before"),
    )  # fmt: skip
    rulebook = make(
        "rulebooks.Rulebook", slug="rules", version=1, name="Rules", language="en", body=body, source="#",
        canonical='{"version":1}', sha256="1" * 64, published_at=MONDAY, is_latest=True,
    )  # fmt: skip
    frozen = {"rulebook_sha256": "1" * 64, "opened_at": MONDAY, "closes_at": MONDAY + DAY, "roll_secret": "s"}
    closed = {**frozen, "closed_at": MONDAY + DAY}
    for state, more in (
        ("draft", {}),
        ("open", frozen),
        ("closed", {**closed, "final_at": MONDAY + DAY, "outcome": "adopted", "verdict": {"tests": []}}),
        ("voided", {**closed, "voided_at": MONDAY + DAY, "void_kind": "steward", "void_reason": "Wrong roll."}),
    ):
        decision = make(
            "decisions.Decision", title=state, question="On?", language="en", html="", rulebook=rulebook,
            steward_body=body, drafted_at=MONDAY, exemption="Small.", exemption_language="en", state=state, **more,
        )  # fmt: skip
        if state != "draft":
            chamber = make(
                "decisions.Chamber", decision=decision, key="members", position=1, name="Members", voters="persons",
                eligible=2, roll_sha256="2" * 64, **({"ballots_cast": 1} if state != "open" else {}),
            )  # fmt: skip
            ada = make("decisions.RollEntry", chamber=chamber, person=people[0], voted_at=MONDAY)
            make("decisions.RollEntry", chamber=chamber, person=people[1])
            make(
                "decisions.Ballot", chamber=chamber, entry=ada, number=1, choice="yes", reason="Dark.", language="en",
                html="<p>Dark.</p>", cast_at=MONDAY, cast_by=people[0],
            )  # fmt: skip
    elsewhere = make(
        "decisions.Chamber", decision=decision, key="others", position=2, name="Others", voters="elsewhere"
    )
    make(
        "decisions.Tally", chamber=elsewhere, number=1, eligible=9, yes=3, no=2, neutral=1,
        source_url="https://example.org/", evidence_sha256="3" * 64, recorded_at=MONDAY, recorded_by=people[0],
    )  # fmt: skip
    make(
        "ledger.Entry", kind="decisions.decision_final", subject="decision:3", actor="person:1", at=MONDAY,
        payload={}, is_public=True,
    )  # fmt: skip
    fill_sessions(account.pk)


def fill_sessions(account: int) -> None:
    """Write a session of somebody who signed in, one of a visitor, and one that is over, where they were kept."""
    ahead, over = timezone.now() + DAY, timezone.now() - DAY
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS.format("timestamptz" if connection.vendor == "postgresql" else "datetime"))
        for key, content, until in (
            ("signed-in", {SESSION_KEY: str(account)}, ahead), ("visitor", {"theme": "dark"}, ahead),
            ("over", {SESSION_KEY: str(account)}, over),
        ):  # fmt: skip
            cursor.execute(
                "INSERT INTO django_session VALUES (%s, %s, %s)", [key, SessionStore().encode(content), until]
            )


def fill_second(apps: Any) -> None:
    """Write what decisions had learned by then: words, strikes, former counts, who stands back, and ballot boxes."""
    make = maker(apps)
    ada, bo = apps.get_model("directory", "Person").objects.order_by("pk")
    decision = apps.get_model("decisions", "Decision").objects.get(state="closed")
    words = {"language": "en", "html": "", "reason": "Because."}
    make(
        "decisions.QuestionText", decision=decision, language="es", number=1, title="Oscuro", question="¿Sí?", html="",
        written_at=MONDAY, written_by=ada,
    )  # fmt: skip
    make(
        "decisions.FormerCount", decision=decision, number=1, verdict={"tests": []}, outcome="adopted",
        counted_at=MONDAY, set_aside_at=MONDAY + DAY, appeal="appeal:1",
    )  # fmt: skip
    entries = apps.get_model("decisions", "RollEntry").objects.filter(chamber__decision=decision)
    entries.filter(voted_at=None).update(recused_at=MONDAY)
    make("decisions.Recusal", entry=entries.get(voted_at=None), said_by=bo, said_at=MONDAY, **words)
    ballot = apps.get_model("decisions", "Ballot").objects.get(chamber__decision=decision)
    make("decisions.Strike", ballot=ballot, struck_at=MONDAY, struck_by=bo, mandate="mandate:1", **words)
    make(
        "eligibility.ExternalFact", person=ada, name="edits", value=3, as_of="2026-11-01", source="csv",
        imported_at=MONDAY,
    )  # fmt: skip
    fill_boxes(apps, ada, words)


def fill_boxes(apps: Any, person: Any, words: dict[str, str]) -> None:
    """Write an open box with a struck and an empty slip, and an emptied one with its papers."""
    make = maker(apps)
    opened = {"public_key": b"k" * 32, "size": 64, "prepared_at": MONDAY, "opened_at": MONDAY, "custody": "key_file"}
    box = make("ballotboxes.BallotBox", subject="chamber:2-members", state="open", slip_count=2, **opened)
    struck = make("ballotboxes.Slip", id=11, box=box, place=1, state="struck", sealed=b"x")
    make("ballotboxes.Slip", id=12, box=box, place=2, state="empty", sealed=b"y")
    make("ballotboxes.Strike", slip=struck, person=person, mandate="mandate:1", at=MONDAY, **words)
    over = {"closed_at": MONDAY + DAY, "emptied_at": MONDAY + DAY, "paper_count": 1, "papers_sha256": "4" * 64}
    box = make("ballotboxes.BallotBox", subject="chamber:3-members", state="emptied", slip_count=1, **opened, **over)
    make("ballotboxes.Slip", id=13, box=box, place=3, state="taken_out", sealed=b"")
    make("ballotboxes.Paper", id=14, box=box, code="ABCD", content='"yes"')


def maker(apps: Any) -> Any:
    """Return what writes one row of a model of that time."""

    def make(label: str, **values: Any) -> Any:
        return apps.get_model(label).objects.create(**values)

    return make


def rows(before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return every row of the filled tables; with ``before`` only of its columns, of the tables it had."""
    names = before or dict.fromkeys(
        name for name in connection.introspection.table_names() if name.partition("_")[0] in FILLED
    )
    found = {}
    for name in sorted(names):
        columns = sorted(before[name][0]) if before else columns_of(name)
        found[name] = [columns, read(f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(name)}")]
    return {name: told for name, told in found.items() if told[1]}


FILLED = {"decisions", "ballotboxes", "eligibility", "directory", "rulebooks", "ledger", "appeals"}


def columns_of(table: str) -> list[str]:
    """Return the columns of a table, by name."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quoted(table)} LIMIT 0")
        return sorted(column[0] for column in cursor.description)


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def refuses(statement: str) -> bool:
    """Tell whether the database refuses a statement for what it does; one that is misspelt or hits nothing fails."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount, f"hits no row: {statement}"
    except IntegrityError:
        return True
    return False


def read(sql: str) -> list[Any]:
    """Return the rows of a query as texts, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return sorted(
            [bytes(v).hex() if isinstance(v, memoryview | bytes) else str(v) for v in row] for row in cursor.fetchall()
        )


if __name__ == "__main__":
    main()
