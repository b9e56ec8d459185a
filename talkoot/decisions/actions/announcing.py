"""Notice: telling everybody when voting opens, days ahead, and taking that back when the question changes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from talkoot.counting.rules import electing
from talkoot.decisions.actions.holding import hold
from talkoot.decisions.actions.translating import require_languages_complete
from talkoot.decisions.events import DecisionAnnounced
from talkoot.decisions.models import Decision
from talkoot.decisions.permissions import Permission
from talkoot.decisions.rules import State, course_of, earliest_opening, may_follow
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.slates.queries import slate_of


def announce_decision(
    decision_id: int, *, opens_at: datetime, closes_at: datetime, by: Actor, at: datetime, key: str = ""
) -> Decision:
    """Tell everybody that voting on a draft will open by the clock at ``opens_at``, until ``closes_at``.

    Refuses what is no draft, less notice than the rulebook asks for, a closing time before the opening, an
    election whose candidates could not be known by then, and while a language that the rulebook asks for is missing.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.ANNOUNCE_DECISION, by=by, at=at)
        told = announced(held.decision, opens_at, closes_at, at=at)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.decision


def announced(decision: Decision, opens_at: datetime, closes_at: datetime, *, at: datetime) -> DecisionAnnounced:
    """Write that a draft is announced; the right to do so is the caller's to check. Refuses as `announce_decision`."""
    if not may_follow(State(decision.state), State.ANNOUNCED):
        raise Refusal("not_a_draft", _("Only a draft can be announced."))
    _require_notice(decision, opens_at, at)
    if closes_at <= opens_at:
        raise Refusal("closing_time_early", _("Choose a closing time after the opening."), "closes_at")
    _require_candidates(decision, opens_at)
    require_languages_complete(decision)
    decision.state, decision.announced_at = State.ANNOUNCED, at
    decision.opens_at, decision.closes_at = opens_at, closes_at
    decision.opening_trouble, decision.opening_tried_at = "", None
    decision.save(update_fields=PLANNED)
    return DecisionAnnounced(
        subject=decision.ref,
        rulebook=decision.rulebook.ref,
        steward_body=ref("body", decision.steward_body_id),
        rests_on=decision.rests_on,
        opens_at=opens_at.isoformat(),
        closes_at=closes_at.isoformat(),
    )


def taken_back(decision: Decision) -> None:
    """Make a draft again of what was announced; it stays to be seen, and notice has to be given anew."""
    decision.state, decision.opens_at, decision.closes_at = State.DRAFT, None, None
    decision.opening_trouble, decision.opening_tried_at = "", None
    decision.save(update_fields=PLANNED)


PLANNED = ("state", "announced_at", "opens_at", "closes_at", "opening_trouble", "opening_tried_at")


def _require_notice(decision: Decision, opens_at: datetime, at: datetime) -> None:
    course = course_of(decision.rulebook.canonical)
    if opens_at < earliest_opening(course, at):
        if not course.notice_days:
            raise Refusal("opening_past", _("Choose an opening time in the future."), "opens_at")
        sentence = ngettext_lazy(
            # Translators: %(days)d is a number of days.
            "These rules ask for %(days)d day of notice. Choose a later opening.",
            "These rules ask for %(days)d days of notice. Choose a later opening.",
            course.notice_days,
        )
        raise Refusal("short_notice", sentence % {"days": course.notice_days}, "opens_at")


def _require_candidates(decision: Decision, opens_at: datetime) -> None:
    """Refuse an election that could not open: without candidates, or while nominations still run."""
    if not electing(decision.rulebook.canonical):
        return
    slate = slate_of(decision.ref)
    if slate is None:
        sentence = _("A chamber elects, and nobody can be put forward yet. Open the list of candidates first.")
        raise Refusal("no_slate", sentence)
    if slate.closes_at > opens_at:
        raise Refusal("still_nominating", _("Nominations end later. Choose an opening after that."), "opens_at")
