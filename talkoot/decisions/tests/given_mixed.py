"""Builders of decisions in which one chamber is asked for consent and another answers yes or no."""

from __future__ import annotations

from datetime import datetime
from textwrap import dedent

from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Decision
from talkoot.decisions.tests.given_course import MEMBERS, given_running
from talkoot.decisions.tests.given_rounds import CHAPTERS, CONSENT, DURING, HARM
from talkoot.decisions.tests.given_secret import COURSE, QUESTION
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import Council

HEAD = 'format = 2\nname = "Consent beside a vote"\nlanguage = "en"\ncombination = "all"\n'
# The same words for each chamber, but for what it is asked and who is in it.
CHAMBER = """
    [[chambers]]
    key = "{key}"
    name = "{name}"
    electorate = {electorate}
    votes = "{votes}"
    weights = "equal"
    split = "whole"
    recusals = "leave the base"
    ballots = "open"
    delegation = "none"
"""


def mixed_text(
    *, override: str = "none", scrutineers: str = '"none"', extension: str = '"none"', quorum: str = '"none"'
) -> str:
    """Return a rulebook under which the council is asked for consent, and chapters answer yes or no.

    ``quorum`` is that of the chapters.
    """
    group = CHAMBER.format(key="group", name="Group", electorate=MEMBERS, votes="one per person")
    chapters = CHAMBER.format(key="chapters", name="Chapters", electorate=CHAPTERS, votes="one per body")
    course = COURSE.format(scrutineers=scrutineers, extension=extension, appeal=7, challenge=0)
    consent = 'quorum = "none"\n' + dedent(CONSENT.format(override=f'override = "{override}"'))
    return (
        HEAD
        + dedent(course)
        + dedent(group)
        + consent
        + dedent(chapters)
        + dedent(QUESTION).replace('quorum = "none"', f"quorum = {quorum}")
    )


def given_mixed(council: Council, **rules: str) -> Decision:
    """Return an open decision under such a rulebook."""
    return given_running(council, mixed_text(**rules))


def given_stand(decision: Decision, by: Actor, position: str = "agree", *, at: datetime = DURING) -> Ballot:
    """Return where a member of the group stands; an objection has words."""
    reason = HARM if position == "objection" else ""
    return actions.take_position(
        decision.pk, chamber="group", position=position, reason=reason, language="en", by=by, at=at
    )
