"""Builders of elections: a rulebook of format 2, its candidates, the vote; they call the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import dedent

from talkoot.counting.rules import paper_in, read_marks
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Chamber, Decision
from talkoot.decisions.tests.given import EXEMPTION
from talkoot.directory.models import Person
from talkoot.directory.rules import fold
from talkoot.directory.tests.given import actor_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.actions import seal_batch
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import OPENED, Council
from talkoot.slates.actions import nominate, open_slate
from talkoot.slates.rules import Kind

VOTING = MONDAY + timedelta(days=15)
CLOSES = MONDAY + timedelta(days=22)
SEED = "4 8 15 16 23 42"
MEEK = """
    method = "stv-meek"
    seats = {seats}
    candidates = "all"
    caps = "none"
    reserved = "none"
    terms = "same"
    vacancy = "count-back"
    runoff = "none"
    passes = "one is elected"
    acts_with = "none"
    [chambers.election.settings]
    tie = "order"
    equal = "{equal}"
    skipped = "{skipped}"
    repeated = "skip"
    rule = "prf"
    places = "9"
    omega = "6"
    quota = "recomputed"
    batch = "off"
"""


def election_text(*, seats: int = 2, equal: str = "split", skipped: str = "skip", electorate: str = "") -> str:
    """Return a rulebook of format 2 with one chamber that elects by Meek's rule."""
    electorate = electorate or '{ kind = "members_of_body", body = "technology-council" }'
    head = f"""
        format = 2
        name = "Board election"
        language = "en"
        combination = "all"
        [[chambers]]
        key = "members"
        name = "Members"
        electorate = {electorate}
        votes = "one per person"
        weights = "equal"
        split = "whole"
        recusals = "leave the base"
        quorum = "none"
        [chambers.election]
    """
    return dedent(head) + dedent(MEEK.format(seats=seats, equal=equal, skipped=skipped))


def given_election(
    council: Council,
    names: Sequence[str] | None = ("Ann", "Ben", "Cleo"),
    *,
    source: str = "",
    opened: bool = True,
    at: datetime = VOTING,
) -> Decision:
    """Return an election of the council's, its candidates drawn in order, open for a week unless told otherwise.

    Without ``names`` nobody is asked to stand yet.
    """
    source = source or election_text()
    rulebook = Rulebook.objects.filter(source=source).first() or publish_rulebook(
        source=source, slug="", body_id=council.body.pk, by=council.ada, at=OPENED
    )
    decision = actions.draft_decision(
        title="Two seats on the board",
        question="Who shall sit on the board?",
        language="en",
        rulebook_id=rulebook.pk,
        steward_body_id=council.body.pk,
        exemption=EXEMPTION,
        by=council.ada,
        at=OPENED,
    )
    if names is None:
        return decision
    slate = open_slate(
        matter=decision.ref, title="Board", language="en", body_id=council.body.pk, kind=Kind.PEOPLE,
        opens_at=MONDAY, closes_at=VOTING, seed_source="", url="", by=council.ada, at=MONDAY,
    )  # fmt: skip
    for name in names:
        who = given_person(name)
        nominate(slate.pk, person_id=who.person_id, language="en", by=who, at=MONDAY)
    if opened:
        seal_batch(at=at)  # the order on the paper is drawn from the ledger's last seal
        actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=at)
    decision.refresh_from_db()
    return decision


def given_marks(
    decision: Decision, by: Actor, *written: str, chamber: str = "members", at: datetime | None = None
) -> Ballot:
    """Return a ballot with ``written`` beside the candidates in the order of their names."""
    keys = keys_of(decision)
    paper = paper_in(decision.rulebook.canonical, chamber)
    assert paper is not None
    marks, wrong = read_marks(paper, dict(zip(keys, written, strict=False)), keys)
    assert not wrong
    return actions.cast_marks(
        decision.pk, chamber=chamber, marks=marks, language="en", by=by, at=at or VOTING + timedelta(days=1)
    )


def keys_of(decision: Decision) -> list[int]:
    """Return the keys of the candidates in the order of their names."""
    from talkoot.slates.queries import field

    return [one.key for one in sorted(field(decision.ref), key=lambda one: one.name)]


def given_voters(council: Council, number: int) -> list[Actor]:
    """Return so many more members of the council."""
    from talkoot.directory.models import Role
    from talkoot.directory.tests.given import given_mandate

    role = Role.objects.get(body=council.body, name="Member")
    role.seats = number + 9
    role.save(update_fields=["seats"])
    people = [given_person(f"Voter {n}") for n in range(number)]
    for person in people:
        given_mandate(Person.objects.get(pk=person.person_id or 0), council.body, role=role)
    return people


def given_person(name: str) -> Actor:
    """Return somebody without an account."""
    slug = name.lower().replace(" ", "-")
    return actor_of(Person.objects.create(name=name, slug=slug, fold=fold(name), created_at=OPENED))


def chamber_of(decision: Decision, key: str = "members") -> Chamber:
    """Return a chamber of an open decision."""
    return Chamber.objects.get(decision=decision, key=key)
