"""What a gate asks for, in words with figures; the refusal of a move, the page and the form all use these."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.proposals.rules import Requirement, Requirements, Weighed, missing


def lacks(weighed: Weighed) -> list[str]:
    """Return a sentence for each thing that keeps the gate shut; alternatives share one sentence."""
    return [_lack(one) for one in missing(weighed)]


def demand(one: Requirement) -> str:
    """Return what one requirement asks for: "3 people must support it."."""
    return (NEVER if one.negated else MUST)[one.predicate](one.need)


def requirement(one: Requirement) -> str:
    """Return what one requirement asks for and how it stands: "3 people must support it. So far: 1."."""
    state = STATE.get(one.predicate)
    if state is None or (one.predicate in COUNTED_OUT and one.have >= one.need):
        return demand(one)
    # Translators: two full sentences, what must be and how far it is: "3 people must support it. So far: 1."
    return _("%(demand)s %(state)s") % {"demand": demand(one), "state": state(one.have, one.need)}


def _lack(lack: Weighed) -> str:
    if isinstance(lack, Requirement):
        return requirement(lack)
    # Translators: a list of things of which one is enough; %(parts)s are full sentences with spaces between.
    return _("One of these is enough: %(parts)s") % {"parts": " ".join(_all(part) for part in lack.parts)}


def _all(part: Weighed) -> str:
    if isinstance(part, Requirements) and part.join == "all":
        # Translators: %(parts)s are full sentences with spaces between; all of them must hold together.
        return _("(Together: %(parts)s)") % {"parts": " ".join(_lack(lack) for lack in missing(part))}
    return _lack(part)


def _people(need: int) -> str:
    # Translators: how many people must support a proposal.
    words = ngettext("%(need)d person must support it.", "%(need)d people must support it.", need)
    return words % {"need": need}


def _days(need: int) -> str:
    words = ngettext(
        # Translators: %(need)d is how many days a proposal must have been in its stage.
        "It must have been in this stage for %(need)d day.",
        "It must have been in this stage for %(need)d days.",
        need,
    )
    return words % {"need": need}


def _inputs(need: int) -> str:
    words = ngettext(
        # Translators: %(need)d is how many contributions a consultation must have brought.
        "The consultation must bring %(need)d input.",
        "The consultation must bring %(need)d inputs.",
        need,
    )
    return words % {"need": need}


def _fewer_people(need: int) -> str:
    # Translators: a gate for proposals that few people support.
    words = ngettext("Fewer than %(need)d person may support it.", "Fewer than %(need)d people may support it.", need)
    return words % {"need": need}


def _fewer_days(need: int) -> str:
    words = ngettext(
        # Translators: a gate that is open only in the first days of a stage; %(need)d is a number.
        "It must have been in this stage for less than %(need)d day.",
        "It must have been in this stage for less than %(need)d days.",
        need,
    )
    return words % {"need": need}


def _fewer_inputs(need: int) -> str:
    words = ngettext(
        # Translators: a gate that is open only while a consultation has brought few contributions; %(need)d is a
        # number.
        "The consultation must bring fewer than %(need)d input.",
        "The consultation must bring fewer than %(need)d inputs.",
        need,
    )
    return words % {"need": need}


def _so_far(have: int, need: int) -> str:
    # Translators: how many there are of what is counted in the sentence before.
    return _("So far: %(have)d.") % {"have": have}


def _of_all(have: int, need: int) -> str:
    # Translators: how many of all that are counted in the sentence before.
    return _("So far: %(have)d of %(need)d.") % {"have": have, "need": need}


def _day(have: int, need: int) -> str:
    # Translators: for how many days a proposal has been in its stage.
    return _("So far: day %(have)d.") % {"have": have}


MUST: Mapping[str, Callable[[int], str]] = {
    "supports_at_least": _people,
    "days_in_stage_at_least": _days,
    "inputs_at_least": _inputs,
    "has_scope": lambda need: _("It must name a topic, a place or a language."),
    "has_owner": lambda need: _("A body must be responsible for it."),
    "is_answered": lambda need: _("The body responsible must have answered."),
    "consultation_closed": lambda need: _("Its consultation must be closed."),
    "inputs_answered": lambda need: _("Every input must have an answer."),
    "consultation_named_or_exempted": lambda need: _(
        "The decision must rest on a closed consultation, or an exemption must be recorded."
    ),
    "decision_adopted": lambda need: _("It must have been adopted by a decision."),
    "decision_rejected": lambda need: _("It must have been rejected by a decision."),
    "commitment_made": lambda need: _("A body must have promised to deliver it."),
    "commitments_settled": lambda need: _("Each promise must be said to be done, or its day be over."),
    "commitments_reviewed": lambda need: _("Each promise must have been reviewed."),
}

NEVER: Mapping[str, Callable[[int], str]] = {
    "supports_at_least": _fewer_people,
    "days_in_stage_at_least": _fewer_days,
    "inputs_at_least": _fewer_inputs,
    "has_scope": lambda need: _("It must be about everything everywhere: no topic, place or language named."),
    "has_owner": lambda need: _("No body may be responsible for it yet."),
    "is_answered": lambda need: _("The body responsible must not have answered yet."),
    "consultation_closed": lambda need: _("Its consultation must not be closed."),
    "inputs_answered": lambda need: _("Some input must still wait for an answer."),
    "consultation_named_or_exempted": lambda need: _("No consultation may be closed and no exemption recorded."),
    "decision_adopted": lambda need: _("It must not have been adopted by a decision."),
    "decision_rejected": lambda need: _("It must not have been rejected by a decision."),
    "commitment_made": lambda need: _("No body may have promised to deliver it."),
    "commitments_settled": lambda need: _("Some promise must still be running."),
    "commitments_reviewed": lambda need: _("Some promise must still await its review."),
}

STATE: Mapping[str, Callable[[int, int], str]] = {
    "supports_at_least": _so_far,
    "days_in_stage_at_least": _day,
    "inputs_at_least": _so_far,
    "consultation_closed": _of_all,
    "inputs_answered": _of_all,
    "commitments_settled": _of_all,
    "commitments_reviewed": _of_all,
}

# Once all of these are there, their number says nothing any more.
COUNTED_OUT = frozenset({"consultation_closed", "inputs_answered", "commitments_settled", "commitments_reviewed"})
