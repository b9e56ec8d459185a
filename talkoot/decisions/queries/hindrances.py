"""What stands in the way of something, for its page: nobody writes a reason to be refused for what was known before.

The actions refuse by themselves, with the same sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.appeals.models import Appeal
from talkoot.appeals.rules import Change, Kind
from talkoot.counting.rules import awaits_seed, consenting, may_recuse
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry, Strike
from talkoot.decisions.queries.judges import names_scrutineers
from talkoot.decisions.queries.places import MyPlace
from talkoot.decisions.queries.positions import others_beside
from talkoot.decisions.queries.roll_appeals import (
    NOT_THERE,
    THERE,
    Kept,
    Unplaced,
    has_asked,
    is_concerned,
    takes_roll_appeals,
    why_fixed,
    why_kept,
    why_kept_for_all_to_see,
    why_ungrantable,
)
from talkoot.decisions.queries.weights import why_unweighed
from talkoot.decisions.rules import State, takes_ballots
from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref, split
from talkoot.kernel.verdicts import Text
from talkoot.objections.queries import UNDONE, has_supported, would_undo
from talkoot.rulebooks.rules import Voters

ASKED = _("You have asked for this already; it waits to be decided.")
STANDS_BACK = _("You stood back from this vote. Take part again before you vote.")
SUPPORTED = _("You said that an objection should be overridden, and so you take part.")
OWN = _("This appeal is your own or about you, so somebody else decides it.")


def against_roll_appeal(decision: Decision, chamber: Chamber, at: datetime) -> Text | None:
    """Return why no appeal against the roll of a chamber is taken; None where it is (no query)."""
    if not takes_roll_appeals(decision, at):
        return _("Appeals against the roll are not taken now.")
    return why_fixed(chamber)


def against_asking_for_place(
    decision: Decision, chamber: Chamber, unplaced: Sequence[Unplaced], hats: Hats, at: datetime
) -> Text | None:
    """Return why the viewer asks for no place in a chamber, for those of theirs who have none; None where they may."""
    if (hindrance := against_roll_appeal(decision, chamber, at)) is not None:
        return hindrance
    if unplaced:
        return ASKED if all(one.has_asked for one in unplaced) else None
    if chamber.voters == Voters.BODIES and not hats.bodies(Power.REPRESENT):
        return _("Bodies have the places in this chamber. Who represents one may ask for a place for it.")
    return _("There is nobody for whom you could ask: you, or the bodies you represent, are on this roll.")


def against_asking_to_strike(
    decision: Decision, chamber: Chamber, place: RollEntry, viewer: Actor, *, hats: Hats, at: datetime
) -> Text | None:
    """Return why the viewer does not ask to strike a place; None where they may (at most two queries)."""
    if (hindrance := against_roll_appeal(decision, chamber, at)) is not None:
        return hindrance
    if (kept := against_striking(decision, chamber, place, viewer, hats)) is not None:
        return kept.sentence
    return ASKED if has_asked(decision, chamber, place.voter_ref, viewer) else None


def against_striking(decision: Decision, chamber: Chamber, place: RollEntry, viewer: Actor, hats: Hats) -> Kept | None:
    """Return why a place is not for the viewer to speak against, or stays as everybody can see (at most one query)."""
    if place.person_id == viewer.person_id or (place.body_id and hats.may(Power.REPRESENT, place.body_id)):
        return Kept(
            "own_place", _("This place is your own, or that of a body you represent. Nobody has to vote in it.")
        )
    return why_kept_for_all_to_see(decision, chamber, place)


def against_granting(decision: Decision, appeal: Appeal, at: datetime) -> Text | None:
    """Return why an appeal against a roll can only be dismissed; None where it may be granted (few queries)."""
    if (sentence := why_ungrantable(decision, appeal.chamber, at)) is not None:
        return sentence
    kind, key = split(appeal.about)
    rows = RollEntry.objects.filter(chamber__decision=decision, chamber__key=appeal.chamber, **{f"{kind}_id": int(key)})
    place = rows.select_related("chamber").first()
    if appeal.change == Change.ADD:
        return (
            THERE
            if place is not None
            else _against_one_more(decision, Chamber.objects.get(decision=decision, key=appeal.chamber))
        )
    if place is None:
        return NOT_THERE
    kept = why_kept(decision, place.chamber, place)
    return kept.sentence if kept else None


def against_recount(decision: Decision) -> Text | None:
    """Return why an upheld challenge does not have the ballots counted again; None where it may (one query).

    A count comes out otherwise only if something of it is given anew: the result of a vote held elsewhere, the seed of
    a lot, or the word of scrutineers on ballots that can still be struck. What came out of a ballot box stays.
    """
    chambers = list(Chamber.objects.filter(decision=decision))
    is_given_anew = any(one.is_elsewhere for one in chambers) or awaits_seed(decision.rulebook.canonical)
    is_open = any(not one.is_secret for one in chambers)
    if is_given_anew or (is_open and names_scrutineers(decision)):
        return None
    return _("Every ballot was counted as it was cast, so counting again would say the same.")


def against_return(decision: Decision, chamber: Chamber) -> Text | None:
    """Return why who stood back in a chamber does not take part again; None where they may (at most two queries)."""
    return _against_one_more(decision, chamber)


def against_standing_back(decision: Decision, places: Sequence[MyPlace]) -> Text | None:
    """Return why none of the viewer's places can stand back; None where one can (a query a place in a round)."""
    free = [place for place in places if place.voted_at is None]
    if not free:
        return _("You have voted, and a ballot that was cast stays cast.")
    return None if any(may_stand_back(decision, place) for place in free) else SUPPORTED


def may_stand_back(decision: Decision, place: MyPlace) -> bool:
    """Tell whether a place of the viewer can stand back: it neither voted nor wanted an objection overridden."""
    if place.voted_at is not None or place.is_recused:
        return False
    is_round = place.chamber.key in consenting(decision.rulebook.canonical)
    return not (is_round and has_supported(ref("place", place.entry_id)))


def _against_one_more(decision: Decision, chamber: Chamber) -> Text | None:
    if chamber.key not in consenting(decision.rulebook.canonical):
        return None
    is_undone = would_undo(ref("chamber", chamber.pk), others_beside(chamber) + 1)
    return UNDONE if is_undone else None


def against_deciding(appeal: Appeal, viewer: Actor, hats: Hats) -> Text | None:
    """Return why the viewer does not decide an appeal against a roll; None where they do (no query)."""
    if not appeal.is_open:
        return _("This was decided before.")
    return OWN if is_concerned(appeal, viewer, hats) else None


def against_challenge(decision: Decision, viewer: Actor, at: datetime) -> Text | None:
    """Return why the viewer does not challenge the count; None where they may (at most one query)."""
    until = decision.challenges_until
    if not decision.is_challengeable or until is None or at >= until:
        return _("The count cannot be challenged now.")
    own = Appeal.objects.filter(matter=decision.ref, kind=Kind.COUNT, made_by=viewer.person_id, outcome="")
    return ASKED if own.exists() else None


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


def against_weighing(decision: Decision) -> Text | None:
    """Return why it cannot be said any more what votes weigh; None before voting opens (no query)."""
    return None if decision.state in {State.DRAFT, State.ANNOUNCED} else _("This decision was opened before.")


def against_opening(decision: Decision, at: datetime) -> Text | None:
    """Return why voting could not open now; None where it could, as far as weights go (see `why_unweighed`)."""
    return why_unweighed(decision, at) or None


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
