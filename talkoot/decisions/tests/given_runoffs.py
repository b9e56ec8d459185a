"""Builders of elections that ask voters again: rules that name a run-off, and a first vote that leaves a seat open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import dedent

from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given_elections import (
    CLOSES,
    VOTING,
    given_election,
    given_marks,
    given_person,
    given_voters,
)
from talkoot.directory.models import Person
from talkoot.directory.tests.given import actor_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.actions import seal_batch
from talkoot.ledger.tasks import drain
from talkoot.rulebooks.tests.given import Council
from talkoot.slates.actions import nominate, open_slate
from talkoot.slates.rules import Asked, Kind

NAMES = ("Ann", "Ben", "Cleo")
AGAIN = '{ between = 2, method = "plurality", settings = { tie = "order" }, ballots = "new ballots" }'
COURSE = """
    [course]
    notice_days = 0
    languages = []
    appeal_days = 0
    challenge_days = {challenge_days}
    extension = "none"
    clock = "UTC"
    scrutineers = "none"
"""


def runoff_text(*, runoff: str = AGAIN, challenge_days: int = 0, **changed: str) -> str:
    """Return a rulebook by which voters mark one name each, a tie is left open, and voters are asked again."""
    election = {
        "seats": "1", "caps": '"none"', "reserved": '"none"', "terms": '"same"', "passes": '"one is elected"',
        "acts_with": '"none"', "quorum": '"none"', "method": '"plurality"', "settings": '{ tie = "none" }', **changed,
    }  # fmt: skip
    quorum = election.pop("quorum")
    said = "\n".join(f"{key} = {value}" for key, value in election.items())
    head = """
        format = 2
        name = "Board election"
        language = "en"
        combination = "all"
    """
    chamber = f"""
        [[chambers]]
        key = "members"
        name = "Members"
        electorate = {{ kind = "members_of_body", body = "technology-council" }}
        votes = "one per person"
        weights = "equal"
        split = "whole"
        recusals = "leave the base"
        ballots = "open"
        delegation = "none"
        quorum = {quorum}
        [chambers.election]
        candidates = "all"
        vacancy = "stays empty"
        runoff = {runoff}
    """
    return "\n".join([dedent(head), dedent(COURSE.format(challenge_days=challenge_days)), dedent(chamber), said, ""])


def given_tie(council: Council, *, source: str = "", names: Sequence[str] = NAMES, votes: str = "AAABBBC") -> Decision:
    """Return an election that was counted: as many marked Ann as Ben, one Cleo (``votes`` are first letters)."""
    decision = given_candidates(council, source=source, names=names)
    hold_vote(council, decision, votes, names)
    return closed(decision, CLOSES)


def given_candidates(
    council: Council, *, source: str = "", names: Sequence[str] = NAMES, wikis: Sequence[str] = ()
) -> Decision:
    """Return a draft under rules that ask voters again, with its candidates and the ``wikis`` these are from."""
    decision = given_election(council, None, source=source or runoff_text())
    slate = open_slate(
        matter=decision.ref, title="Board", language="en", body_id=council.body.pk, kind=Kind.PEOPLE,
        asks=[Asked("home_wiki", "Home wiki")] if wikis else [],
        opens_at=MONDAY, closes_at=VOTING, by=council.ada, at=MONDAY,
    )  # fmt: skip
    for name, wiki in zip(names, wikis or [""] * len(names), strict=True):
        who = given_person(name)
        about = {"home_wiki": wiki} if wiki else None
        nominate(slate.pk, person_id=who.person_id, language="en", attributes=about, by=who, at=MONDAY)
    return decision


def hold_vote(council: Council, decision: Decision, votes: str, names: Sequence[str] = NAMES) -> None:
    """Open voting, and let as many vote as there are ``votes``."""
    known = [actor_of(person) for person in Person.objects.filter(slug__startswith="voter-").order_by("pk")]
    voters = known or given_voters(council, len(votes))
    open_at(decision, council.ada)
    for voter, letter in zip(voters, votes, strict=True):
        mark(decision, voter, names, letter)


def open_at(decision: Decision, by: Actor, at: datetime = VOTING, closes_at: datetime = CLOSES) -> None:
    """Open voting on a draft."""
    seal_batch(at=at)
    actions.open_draft(decision.pk, closes_at=closes_at, by=by, at=at)


def mark(decision: Decision, voter: Actor, names: Sequence[str], letter: str, at: datetime | None = None) -> None:
    """Mark the candidate whose name begins so."""
    given_marks(decision, voter, *["1" if name[0] == letter else "" for name in sorted(names)], at=at)


def closed(decision: Decision, at: datetime) -> Decision:
    """Return the decision once its clock closed it and what follows from that was done."""
    actions.close_due(at)
    drain(at=at + timedelta(minutes=1))
    decision.refresh_from_db()
    return decision
