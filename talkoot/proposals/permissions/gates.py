"""What a gate asks for, in words with figures; the refusal of a move, the page and the form all use these."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.proposals.rules import Requirement, Requirements, Weighed, missing

type Sentence = Callable[[int, int], str]


def lacks(weighed: Weighed) -> list[str]:
    """Return a sentence for each thing that keeps the gate shut; alternatives share one sentence."""
    return [_sentence(lack) for lack in missing(weighed)]


def requirement(one: Requirement) -> str:
    """Return what one requirement asks for and how it stands: "3 people must support it; 1 does so far."."""
    words = (NEVER if one.negated else MUST)[one.predicate]
    return words(one.have, one.need)


def _sentence(lack: Weighed) -> str:
    if isinstance(lack, Requirement):
        return requirement(lack)
    parts = [_all(part) for part in lack.parts]
    # Translators: a list of things of which one is enough; %(parts)s are full sentences with spaces between.
    return _("One of these is enough: %(parts)s") % {"parts": " ".join(parts)}


def _all(part: Weighed) -> str:
    if isinstance(part, Requirements) and part.join == "all":
        # Translators: %(parts)s are full sentences with spaces between; all of them must hold together.
        return _("all of this together: %(parts)s") % {"parts": " ".join(_sentence(p) for p in missing(part))}
    return _sentence(part)


def _supports(have: int, need: int) -> str:
    # Translators: %(need)d people must support a proposal; %(have)d do so far.
    return ngettext(
        "%(need)d person must support it; %(have)d so far.", "%(need)d people must support it; %(have)d so far.", need
    ) % {"need": need, "have": have}


def _days(have: int, need: int) -> str:
    # Translators: how long a proposal must have been in its stage.
    return ngettext(
        "It must have been in this stage for %(need)d day; it is day %(have)d.",
        "It must have been in this stage for %(need)d days; it is day %(have)d.",
        need,
    ) % {"need": need, "have": have}


def _inputs(have: int, need: int) -> str:
    # Translators: how many contributions a consultation must have brought.
    return ngettext(
        "The consultation must bring %(need)d input; %(have)d so far.",
        "The consultation must bring %(need)d inputs; %(have)d so far.",
        need,
    ) % {"need": need, "have": have}


def _answered(have: int, need: int) -> str:
    # Translators: of all contributions to a consultation, %(have)d of %(need)d have an answer.
    return ngettext(
        "Every input must have an answer; %(have)d of %(need)d has one.",
        "Every input must have an answer; %(have)d of %(need)d have one.",
        need,
    ) % {"need": need, "have": have}


def _closed(have: int, need: int) -> str:
    # Translators: of the consultations a proposal has opened, %(have)d of %(need)d are closed.
    return _("Its consultation must be closed; %(have)d of %(need)d closed so far.") % {"need": need, "have": have}


def _settled(have: int, need: int) -> str:
    # Translators: of the promises made for a proposal, %(have)d of %(need)d are done or past their day.
    return _("Each promise must be said to be done, or its day be over: %(have)d of %(need)d so far.") % {
        "need": need,
        "have": have,
    }


def _reviewed(have: int, need: int) -> str:
    # Translators: of the promises made for a proposal, %(have)d of %(need)d have been reviewed.
    return _("Each promise must have been reviewed: %(have)d of %(need)d so far.") % {"need": need, "have": have}


def _fewer_supports(have: int, need: int) -> str:
    # Translators: a gate for proposals that few people support; %(have)d do so far.
    return ngettext(
        "Fewer than %(need)d person may support it; %(have)d so far.",
        "Fewer than %(need)d people may support it; %(have)d so far.",
        need,
    ) % {"need": need, "have": have}


def _fewer_days(have: int, need: int) -> str:
    # Translators: a gate that is open only in the first days of a stage.
    return ngettext(
        "It must have been in this stage for less than %(need)d day; it is day %(have)d.",
        "It must have been in this stage for less than %(need)d days; it is day %(have)d.",
        need,
    ) % {"need": need, "have": have}


def _fewer_inputs(have: int, need: int) -> str:
    # Translators: a gate that is open only while a consultation has brought few contributions.
    return ngettext(
        "The consultation must bring fewer than %(need)d input; %(have)d so far.",
        "The consultation must bring fewer than %(need)d inputs; %(have)d so far.",
        need,
    ) % {"need": need, "have": have}


MUST: dict[str, Sentence] = {
    "supports_at_least": _supports,
    "days_in_stage_at_least": _days,
    "inputs_at_least": _inputs,
    "has_scope": lambda have, need: _("It must name a topic, a territory or a language."),
    "has_owner": lambda have, need: _("A body must be responsible for it."),
    "is_answered": lambda have, need: _("The body responsible must have answered."),
    "consultation_closed": _closed,
    "inputs_answered": _answered,
    "consultation_named_or_exempted": lambda have, need: _(
        "The decision must name its consultation, or an exemption must be recorded."
    ),
    "decision_adopted": lambda have, need: _("It must have been adopted by a decision."),
    "decision_rejected": lambda have, need: _("It must have been rejected by a decision."),
    "commitment_made": lambda have, need: _("A body must have promised to deliver it."),
    "commitments_settled": _settled,
    "commitments_reviewed": _reviewed,
}

NEVER: dict[str, Sentence] = {
    "supports_at_least": _fewer_supports,
    "days_in_stage_at_least": _fewer_days,
    "inputs_at_least": _fewer_inputs,
    "has_scope": lambda have, need: _("It must be about everything everywhere: no topic, territory or language named."),
    "has_owner": lambda have, need: _("No body may be responsible for it yet."),
    "is_answered": lambda have, need: _("The body responsible must not have answered yet."),
    "consultation_closed": lambda have, need: _("Its consultation must not be closed."),
    "inputs_answered": lambda have, need: _("Some input must still wait for an answer."),
    "consultation_named_or_exempted": lambda have, need: _(
        "No consultation may be named and no exemption be recorded."
    ),
    "decision_adopted": lambda have, need: _("It must not have been adopted by a decision."),
    "decision_rejected": lambda have, need: _("It must not have been rejected by a decision."),
    "commitment_made": lambda have, need: _("No body may have promised to deliver it."),
    "commitments_settled": lambda have, need: _("Some promise must still be running."),
    "commitments_reviewed": lambda have, need: _("Some promise must still await its review."),
}
