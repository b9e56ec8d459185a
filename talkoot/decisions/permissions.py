"""Who may put questions, vote, record and close, and why not; rights hang on mandates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.decisions import rules
from talkoot.decisions.models import Decision, RollEntry
from talkoot.decisions.queries import CONVENING
from talkoot.decisions.queries.judges import names_scrutineers, scrutineer_hat
from talkoot.decisions.queries.places import mine
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Text, Verdict, all_of, any_of, denied
from talkoot.rulebooks.queries import electorate_sentence
from talkoot.rulebooks.rules import electorate, rules_of


class Permission(StrEnum):
    """What can be done with decisions."""

    DRAFT_DECISION = "draft_decision"
    PREPARE_BOXES = "prepare_boxes"
    SAY_WEIGHTS = "say_weights"
    OPEN_DECISION = "open_decision"
    EDIT_DECISION = "edit_decision"
    ANNOUNCE_DECISION = "announce_decision"
    OPEN_ANNOUNCED = "open_announced"
    TRANSLATE_QUESTION = "translate_question"
    CAST_BALLOT = "cast_ballot"
    RECUSE = "recuse"
    RECORD_TALLY = "record_tally"
    CLOSE_DECISION = "close_decision"
    STRIKE_BALLOT = "strike_ballot"
    END_SCRUTINY = "end_scrutiny"
    COUNT_DECISION = "count_decision"
    MAKE_FINAL = "make_final"
    PUT_RUNOFF = "put_runoff"
    CHALLENGE_COUNT = "challenge_count"
    DECIDE_CHALLENGE = "decide_challenge"
    ASK_FOR_PLACE = "ask_for_place"
    ASK_TO_STRIKE = "ask_to_strike"
    DECIDE_ROLL_APPEAL = "decide_roll_appeal"
    VOID_DECISION = "void_decision"
    VOID_WITH_MATTER = "void_with_matter"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the roll of ``chamber`` that someone wants to vote in; None when there is none for them."""

    decision: Decision
    entry: RollEntry | None
    chamber: str = ""


def is_system(actor: Actor, subject: object, at: datetime, hats: Hats) -> Verdict:
    """The system itself acts: by the clock, or told by a process that was agreed before."""
    return ALLOWED if actor.kind == ActorKind.SYSTEM else denied(_("Only the system does this."))


def convenes(actor: Actor, body_id: int | None, at: datetime, hats: Hats) -> Verdict:
    """Holds one of `queries.CONVENING` in the body with this key."""
    if body_id is not None and any(hats.may(power, body_id) for power in CONVENING):
        return ALLOWED
    return denied(_("Only stewards of the body, and those who move its proposals on, may put a question for it."))


def prepares_decision(actor: Actor, decision: Decision, at: datetime, hats: Hats) -> Verdict:
    """Holds one of `queries.CONVENING` in the body that puts the question."""
    return convenes(actor, decision.steward_body_id, at, hats)


def stewards_decision(actor: Actor, decision: Decision, at: datetime, hats: Hats) -> Verdict:
    """Holds ``steward`` in the body that put the question."""
    if hats.may(Power.STEWARD, decision.steward_body_id):
        return ALLOWED
    return denied(_("Only stewards of the body that put the question may do this."))


def judges_decision(actor: Actor, decision: Decision, at: datetime, hats: Hats) -> Verdict:
    """Is a scrutineer of the decision, or, where the rulebook names none, its steward."""
    if not names_scrutineers(decision):
        return stewards_decision(actor, decision, at, hats)
    if scrutineer_hat(decision, hats) is not None:
        return ALLOWED
    return denied(_("Only the scrutineers that the rules name may do this."))


def scrutinises_decision(actor: Actor, decision: Decision, at: datetime, hats: Hats) -> Verdict:
    """Is a scrutineer of the decision; where the rulebook names none, nobody is."""
    if scrutineer_hat(decision, hats) is not None:
        return ALLOWED
    return denied(_("Only the scrutineers that the rules name may do this."))


def is_on_a_roll(actor: Actor, decision: Decision, at: datetime, hats: Hats) -> Verdict:
    """Is on a roll of the decision, or represents a body that is."""
    if actor.is_known and RollEntry.objects.filter(mine(actor, hats), chamber__decision=decision).exists():
        return ALLOWED
    return denied(_("Only those on a roll of this decision may say that a roll or the count is wrong."))


def is_due(actor: Actor, decision: Decision, at: datetime, hats: Hats) -> Verdict:
    """The clock of the decision has run out."""
    if rules.is_due(rules.State(decision.state), decision.closes_at, at):
        return ALLOWED
    return denied(_("Its closing time has not come."))


def holds_place(actor: Actor, place: Place, at: datetime, hats: Hats) -> Verdict:
    """Is the person in this place of the roll, or represents the body in it."""
    if not actor.is_known:
        return denied(_("Sign in first. What you wrote is kept."))
    entry = place.entry
    if entry is None:
        return denied(_not_on_roll(place))
    if entry.person_id is not None:
        mine = entry.person_id == actor.person_id
        return ALLOWED if mine else denied(_("This place on the roll is somebody else's."))
    if hats.may(Power.REPRESENT, entry.body_id):
        return ALLOWED
    return denied(_("Only those who represent the body may vote for it."))


def _not_on_roll(place: Place) -> Text:
    """Say who is on the roll, so that whoever is not knows why."""
    rulebook = place.decision.rulebook
    chamber = rules_of(rulebook.canonical).chamber(place.chamber)
    if chamber is None:
        return _("You are not on the roll of this decision. It was frozen when voting opened.")
    who = electorate_sentence(electorate(chamber.electorate), rulebook.directory_names)
    # Translators: %(who)s is a whole sentence that says who may vote.
    return _("You are not on the roll of this chamber, which was frozen when voting opened. %(who)s") % {"who": who}


TABLE: dict[Permission, Fact] = {
    Permission.DRAFT_DECISION: convenes,
    Permission.PREPARE_BOXES: stewards_decision,
    Permission.SAY_WEIGHTS: stewards_decision,
    Permission.OPEN_DECISION: any_of(is_system, convenes),
    Permission.EDIT_DECISION: prepares_decision,
    Permission.ANNOUNCE_DECISION: prepares_decision,
    Permission.OPEN_ANNOUNCED: any_of(is_system, prepares_decision),
    Permission.TRANSLATE_QUESTION: prepares_decision,
    Permission.CAST_BALLOT: holds_place,
    Permission.RECUSE: holds_place,
    Permission.RECORD_TALLY: stewards_decision,
    Permission.CLOSE_DECISION: any_of(all_of(is_system, is_due), stewards_decision),
    Permission.STRIKE_BALLOT: scrutinises_decision,
    Permission.END_SCRUTINY: scrutinises_decision,
    # Once the boxes are emptied and nothing else is awaited, the count follows by rule.
    Permission.COUNT_DECISION: any_of(is_system, stewards_decision),
    Permission.MAKE_FINAL: is_system,
    # The rules named it before anybody voted.
    Permission.PUT_RUNOFF: is_system,
    Permission.CHALLENGE_COUNT: is_on_a_roll,
    Permission.DECIDE_CHALLENGE: judges_decision,
    # Here the place is one that is asked for, on no roll yet.
    Permission.ASK_FOR_PLACE: holds_place,
    Permission.ASK_TO_STRIKE: is_on_a_roll,
    Permission.DECIDE_ROLL_APPEAL: judges_decision,
    Permission.VOID_DECISION: stewards_decision,
    # What follows from the end of a matter, whoever ended it, follows by rule.
    Permission.VOID_WITH_MATTER: is_system,
}
ABOUT_ONE = (
    Permission.PREPARE_BOXES,
    Permission.SAY_WEIGHTS,
    Permission.EDIT_DECISION,
    Permission.ANNOUNCE_DECISION,
    Permission.OPEN_ANNOUNCED,
    Permission.RECORD_TALLY,
    Permission.CLOSE_DECISION,
    Permission.COUNT_DECISION,
    Permission.VOID_DECISION,
)


def rights_of(actor: Actor, decision: Decision, *, at: datetime, hats: Hats | None = None) -> dict[str, Verdict]:
    """Return, by permission, what ``actor`` may do with a decision, for the buttons of its page."""
    worn = hats if hats is not None else hats_of(actor, at)
    return {permission.value: may(actor, permission, decision, at=at, hats=worn) for permission in ABOUT_ONE}


def may(
    actor: Actor, permission: Permission, subject: object = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may, and if not why; give ``hats`` where they are at hand, to save the query.

    ``subject`` is a body's key for drafting and opening, a `Place` for voting, else the decision.
    """
    return TABLE[permission](actor, subject, at, hats if hats is not None else hats_of(actor, at))
