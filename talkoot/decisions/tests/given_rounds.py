"""Builders of rounds of consent; they call the real actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from textwrap import dedent

from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Decision
from talkoot.decisions.tests.given import CLOSES, EXEMPTION
from talkoot.directory.models import Body
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.objections.models import Objection
from talkoot.objections.queries import last_of_place
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import OPENED, Council

DURING = MONDAY + timedelta(days=3)
HARM = "It shuts out everybody who reads on a *small screen*."
COUNCIL = '{ kind = "members_of_body", body = "technology-council" }'
CHAPTERS = '{ kind = "bodies_of_kind", kinds = ["chapter"] }'
CONSENT = """
    [chambers.election]
    method = "consent"
    seats = 1
    candidates = "all"
    caps = "none"
    reserved = "none"
    terms = "same"
    vacancy = "stays empty"
    runoff = "none"
    passes = "one is elected"
    acts_with = "none"
    [chambers.election.settings]
    empty = "fails"
    stand-asides = "1/3"
    {override}
"""


APPEALS = """
    [course]
    notice_days = 0
    languages = []
    appeal_days = {appeal}
    challenge_days = 0
    extension = "none"
    clock = "UTC"
    scrutineers = "none"
"""


def round_text(
    *, override: str = "none", electorate: str = COUNCIL, votes: str = "one per person", appeal: int = 0
) -> str:
    """Return a rulebook of one chamber asked for consent; without ``override`` it is one published before that.

    With days of ``appeal`` its roll may be appealed against so long.
    """
    said = f'override = "{override}"' if override else ""
    course = dedent(APPEALS.format(appeal=appeal)) if appeal else ""
    openly = 'ballots = "open"\ndelegation = "none"\n' if appeal else ""
    head = f"""
        format = 2
        name = "Consensus {override}"
        language = "en"
        combination = "all"
    """
    chamber = f"""
        [[chambers]]
        key = "group"
        name = "Group"
        electorate = {electorate}
        votes = "{votes}"
        weights = "equal"
        split = "whole"
        recusals = "leave the base"
        quorum = "none"
    """
    return dedent(head) + course + dedent(chamber) + openly + dedent(CONSENT.format(override=said))


def given_round(council: Council, *, source: str = "", closes_at: datetime = CLOSES, at: datetime = OPENED) -> Decision:
    """Return an open round of the council's, about a proposal put by ada."""
    source = source or round_text()
    rulebook = Rulebook.objects.filter(source=source).first() or publish_rulebook(
        source=source, slug="", body_id=council.body.pk, by=council.ada, at=OPENED
    )
    return actions.open_decision(
        title="Quiet hours",
        question="Meetings begin *after nine*.",
        language="en",
        rulebook_id=rulebook.pk,
        steward_body_id=council.body.pk,
        closes_at=closes_at,
        exemption=EXEMPTION,
        by=council.ada,
        at=at,
    )


def given_position(
    decision: Decision,
    by: Actor,
    position: str = "agree",
    reason: str = "",
    *,
    body: Body | None = None,
    at: datetime = DURING,
) -> Ballot:
    """Return where somebody stands; a concern and an objection have words even when none are given."""
    words = reason or {"objection": HARM, "concern": "It may be hard for night owls."}.get(position, "")
    return actions.take_position(
        decision.pk,
        chamber="group",
        position=position,
        reason=words,
        language="en",
        body_id=body.pk if body else None,
        by=by,
        at=at,
    )


def given_objection(decision: Decision, by: Actor, reason: str = "", *, at: datetime = DURING) -> Objection:
    """Return the objection that somebody raised."""
    ballot = given_position(decision, by, "objection", reason, at=at)
    objection = last_of_place(f"place:{ballot.entry_id}")
    assert objection is not None
    return objection
