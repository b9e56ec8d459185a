"""Builders: they call the real actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from talkoot.commitments.tests.given import given_languages
from talkoot.decisions.events import DraftEdited
from talkoot.directory.models import Body, Person
from talkoot.directory.tests.given import Cast, given_cast, person_id
from talkoot.eligibility import actions
from talkoot.eligibility.models import FactKey, ListEntry, NamedList, Suspension
from talkoot.eligibility.rules import Voters
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.imports import Outcome, Run, Upload
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.actions import writing

DAY = timedelta(days=1)
TODAY = MONDAY.date()
FACTS = "person,fact,value,as_of\n"
ENTRIES = "list,person,body,reason,language\n"

__all__ = ["DAY", "MONDAY", "TODAY", "Cast", "given_cast", "given_decided", "given_entry", "given_fact_key",
           "given_facts", "given_list", "given_suspension", "given_voting", "person_id", "run_of",
           "table_of"]  # fmt: skip


def given_voting() -> Cast:
    """Return the cast on a site that knows a few languages."""
    given_languages()
    return given_cast()


def given_list(
    cast: Cast,
    name: str = "Veterans",
    *,
    holds: Voters = Voters.PERSONS,
    is_public: bool = True,
    body: Body | None = None,
    by: Actor | None = None,
) -> NamedList:
    """Return an empty list that ada's body keeps."""
    return actions.make_list(
        (body or cast.body).pk,
        name=name,
        purpose="Who was here from the start.",
        language="en",
        holds=holds,
        is_public=is_public,
        by=by or cast.ada,
        at=MONDAY,
    )


def given_entry(cast: Cast, kept: NamedList, who: Actor | Body | Person, *, at: Any = MONDAY) -> ListEntry:
    """Return the entry of a person or a body on a list that ada's body keeps."""
    key = person_id(who) if isinstance(who, Actor) else who.pk
    named: dict[str, Any] = {"body_id": key} if isinstance(who, Body) else {"person_id": key}
    return actions.add_entry(kept.pk, **named, reason="Asked for.", language="en", by=cast.ada, at=at)


def run_of(**flags: Any) -> Run:
    """Return a run by the command line that changes things."""
    values: dict[str, Any] = {"origin": "csv", "by": SYSTEM, "at": MONDAY, "dry_run": False} | flags
    return Run(**values)


def given_facts(rows: str, **flags: Any) -> Outcome:
    """Return what came of bringing in facts: ``ada,edits,312,2026-11-01``, one a line."""
    return actions.import_facts(Upload("facts.csv", f"{FACTS}{rows}\n".encode()), run_of(**flags))


def given_fact_key(by: Actor, *, source: str = "stats") -> tuple[FactKey, str]:
    """Return a key that an operator made for edits and blocks, and its secret."""
    return actions.make_fact_key(name="Statistics", source=source, facts=["edits", "blocks"], by=by, at=MONDAY)


def given_decided(number: int = 87) -> str:
    """Return the ref of a decision the ledger knows of, for what asks no more of one."""
    with writing(by=SYSTEM, at=MONDAY) as announce:
        announce(DraftEdited(subject=f"decision:{number}"))
    return f"decision:{number}"


def given_suspension(
    cast: Cast, who: Actor, *, from_on: date = TODAY, until_on: date | None = TODAY + 30 * DAY
) -> Suspension:
    """Return a suspension by ada's body."""
    return actions.suspend_person(
        cast.body.pk,
        person_id=person_id(who),
        from_on=from_on,
        until_on=until_on,
        decision=given_decided(),
        reason="Wrote to members at night.",
        appeal="Write to the Far Circle before Christmas.",
        language="en",
        by=cast.ada,
        at=MONDAY,
    )


def table_of(*conditions: dict[str, Any], voters: str = "persons", **more: Any) -> dict[str, Any]:
    """Return a table of conditions that all must hold."""
    return {"voters": voters, "conditions": {"all": list(conditions)}, "include": [], "exclude": []} | more
