"""Builders of decisions whose ballots scrutineers look at before they are counted; they call the real actions."""

from __future__ import annotations

from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Decision, Strike
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import SCRUTINEERS, VOTING_ENDS, course_text, given_running
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import Council, person_of

LATER = VOTING_ENDS.replace(hour=23)


def given_in_scrutiny(council: Council, source: str = "") -> Decision:
    """Return a decision in scrutiny: two yes, of Ada and Bo, and a no of Dee; the council's members are scrutineers."""
    decision = given_running(council, source or course_text(scrutineers=SCRUTINEERS))
    given_ballot(decision, council.ada, "yes")
    given_ballot(decision, council.bo, "yes")
    given_ballot(decision, council.dee, "no")
    actions.close_due(VOTING_ENDS)
    decision.refresh_from_db()
    return decision


def ballot_of(decision: Decision, by: Actor) -> Ballot:
    """Return the ballot of a person that counts."""
    return Ballot.objects.get(chamber__decision=decision, entry__person=person_of(by), is_current=True)


def given_strike(decision: Decision, ballot: Ballot, by: Actor, reason: str = "Cast by *another* hand.") -> Strike:
    """Return the strike of a ballot."""
    return actions.strike_ballot(decision.pk, ballot.pk, reason=reason, language="en", by=by, at=LATER)
