"""What stands in the way of something, for its page: nobody writes a reason to be refused for what was known before.

The actions refuse by themselves, with the same sentences.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.appeals.models import Appeal
from talkoot.counting.rules import may_recuse
from talkoot.decisions.models import Ballot, Chamber, Decision, Strike
from talkoot.decisions.queries.roll_appeals import is_concerned, takes_roll_appeals, why_fixed
from talkoot.decisions.rules import State, takes_ballots
from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import Text

OWN = _("This appeal is your own or about you, so somebody else decides it.")


def against_roll_appeal(decision: Decision, chamber: Chamber, at: datetime) -> Text | None:
    """Return why no appeal against the roll of a chamber is taken; None where it is (no query)."""
    if not takes_roll_appeals(decision, at):
        return _("Appeals against the roll are not taken now.")
    return why_fixed(chamber)


def against_deciding(appeal: Appeal, viewer: Actor, hats: Hats) -> Text | None:
    """Return why the viewer does not decide an appeal against a roll; None where they do (no query)."""
    if not appeal.is_open:
        return _("This was decided before.")
    return OWN if is_concerned(appeal, viewer, hats) else None


def against_challenge(decision: Decision, at: datetime) -> Text | None:
    """Return why the count is not challenged; None where it may be (no query)."""
    until = decision.challenges_until
    if decision.is_challengeable and until is not None and at < until:
        return None
    return _("The count cannot be challenged now.")


def against_deciding_challenge(decision: Decision, appeal: Appeal, viewer: Actor) -> Text | None:
    """Return why the viewer does not decide a challenge; None where they do (no query)."""
    if not appeal.is_open:
        return _("This was decided before.")
    if appeal.made_by_id == viewer.person_id:
        return OWN
    return None if decision.is_challengeable else _("There is no count that could be changed.")


def against_strike(decision: Decision, ballot: Ballot, viewer: Actor, hats: Hats) -> Text | None:
    """Return why the viewer does not strike a ballot; None where they may (one query)."""
    if (hindrance := against_scrutiny(decision)) is not None:
        return hindrance
    place = ballot.entry
    is_represented = bool(place.body_id and hats.may(Power.REPRESENT, place.body_id))
    if viewer.person_id in {place.person_id, ballot.cast_by_id} or is_represented:
        return _("This ballot is your own. Another scrutineer has to look at it.")
    is_struck = Strike.objects.filter(ballot=ballot, taken_back_at__isnull=True).exists()
    return _("This ballot is struck.") if is_struck else None


def against_taking_back(decision: Decision, strike: Strike, viewer: Actor) -> Text | None:
    """Return why the viewer does not take a strike back; None where they may (no query)."""
    if strike.struck_by_id != viewer.person_id:
        return _("Only who struck a ballot can take that back.")
    return against_scrutiny(decision)


def against_scrutiny(decision: Decision) -> Text | None:
    """Return why nothing is struck now; None while scrutiny goes on (no query)."""
    if decision.is_in_scrutiny:
        return None
    return _("Ballots are struck after the close, until the scrutineers are done.")


def against_announcing(decision: Decision) -> Text | None:
    """Return why voting is not announced; None where it may be (no query)."""
    return None if decision.is_draft else _("Only a draft can be announced.")


def against_opening_announced(decision: Decision, at: datetime) -> Text | None:
    """Return why voting that was announced is not opened by hand; None where it may be (no query)."""
    if not decision.is_announced:
        return _("This decision is not announced.")
    if decision.opens_at is not None and at < decision.opens_at:
        return _("People were told that voting opens later.")
    return None


def against_amending(decision: Decision, at: datetime) -> Text | None:
    """Return why the proposal of a round is not amended; None where it may be (no query)."""
    if takes_ballots(State(decision.state), decision.closes_at, at):
        return None
    return _("The round is not open; the proposal stays as it is.")


def against_recusal(decision: Decision, at: datetime) -> Text | None:
    """Return why nobody stands back from a vote, or takes part again; None where they may (no query)."""
    if not may_recuse(decision.rulebook.canonical):
        return _("These rules do not say what becomes of those who stand back from a vote.")
    if takes_ballots(State(decision.state), decision.closes_at, at):
        return None
    return _("Voting is not open, so nobody stands back or takes part again.")
