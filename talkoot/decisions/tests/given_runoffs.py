"""Builders of elections that ask voters again: rules that name a run-off, and a first vote that leaves a seat open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import dedent

from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given_elections import CLOSES, given_election, given_marks, given_voters
from talkoot.kernel.actors import Actor
from talkoot.ledger.tasks import drain
from talkoot.rulebooks.tests.given import Council

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
    head = f"""
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


def given_tie(
    council: Council, *, source: str = "", names: Sequence[str] = ("Ann", "Ben", "Cleo"), votes: str = "AAABBBC"
) -> Decision:
    """Return an election that was counted: as many marked Ann as Ben, one Cleo (``votes`` are first letters)."""
    decision = given_election(council, names, source=source or runoff_text(), opened=False)
    voters = given_voters(council, len(votes))
    open_at(decision, council.ada)
    for voter, letter in zip(voters, votes, strict=True):
        mark(decision, voter, names, letter)
    return closed(decision, CLOSES)


def open_at(decision: Decision, by: Actor, at: datetime | None = None, closes_at: datetime = CLOSES) -> None:
    """Open voting on a draft."""
    from talkoot.decisions.tests.given_elections import VOTING
    from talkoot.ledger.actions import seal_batch

    seal_batch(at=at or VOTING)
    actions.open_draft(decision.pk, closes_at=closes_at, by=by, at=at or VOTING)


def mark(decision: Decision, voter: Actor, names: Sequence[str], letter: str, at: datetime | None = None) -> None:
    """Mark the candidate whose name begins so."""
    given_marks(decision, voter, *["1" if name[0] == letter else "" for name in sorted(names)], at=at)


def closed(decision: Decision, at: datetime) -> Decision:
    """Return the decision once its clock closed it and what follows from that was done."""
    actions.close_due(at)
    drain(at=at + timedelta(minutes=1))
    decision.refresh_from_db()
    return decision
