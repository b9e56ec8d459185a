"""Opening: from here on rulebook, question and rolls stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from django.utils.translation import gettext_lazy as _

from talkoot.counting.rules import consenting, electing
from talkoot.decisions.actions.announcing import announced
from talkoot.decisions.actions.boxes import open_boxes
from talkoot.decisions.actions.drafting import drafted
from talkoot.decisions.actions.holding import hat_for, hold
from talkoot.decisions.actions.rolls import freeze_roll
from talkoot.decisions.actions.translating import require_languages_complete, translated
from talkoot.decisions.events import DecisionAnnounced, DecisionOpened
from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.permissions import Permission, may
from talkoot.decisions.rules import CONSULTATION_CLOSED, State, Translation, course_of, earliest_opening
from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.ledger.queries import has_happened
from talkoot.objections.actions import open_round
from talkoot.rulebooks.rules import AnyChamber, rules_of
from talkoot.slates.actions import freeze_slate
from talkoot.slates.queries import slate_of

FROZEN = ("state", "opened_at", "closes_at", "rulebook_sha256", "roll_secret", "opening_trouble", "scope")


def open_decision(
    *,
    title: str,
    question: str,
    language: str,
    rulebook_id: int,
    steward_body_id: int,
    closes_at: datetime,
    translations: Sequence[Translation] = (),
    rests_on: str = "",
    exemption: str = "",
    scope_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Decision:
    """Put a question and open voting on it at once, until ``closes_at``; freezes rulebook and rolls.

    Where the rulebook asks for notice, it is announced instead, and voting opens by the clock as soon as it may.

    ``rests_on`` and ``exemption`` as in `draft_decision`; ``scope_id`` is that of the matter it decides, without one
    that of the body; ``translations`` say the same in further languages. Refuses what that refuses, a language that the
    rulebook asks for and that is missing, a consultation that is not closed, a closing time that is past, a roll
    with nobody on it, and a secret chamber whose ballot box is not ready.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.OPEN_DECISION, steward_body_id, at=at, hats=hats))
        draft = Decision(
            title=title, question=question, language=language, rulebook_id=rulebook_id, steward_body_id=steward_body_id,
            rests_on=rests_on, exemption=exemption, scope_id=scope_id,
        )  # fmt: skip
        decision = drafted(draft, by=by, at=at)
        written = translated(decision, translations, by=by, at=at)
        told = _put(decision, closes_at, by=by, at=at)
        mandate = hat_for(hats, steward_body_id)
        hat = {"mandate": mandate, "on_behalf": told.steward_body if mandate else ""}
        announce(told, **hat)
        announce.all(written, **hat)
    return decision


def open_draft(decision_id: int, *, closes_at: datetime, by: Actor, at: datetime, key: str = "") -> Decision:
    """Open voting on a draft until ``closes_at``; refuses what `open_decision` refuses, and what is no draft."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.EDIT_DECISION, by=by, at=at)
        if not held.decision.is_draft:
            raise Refusal("not_a_draft", _("This decision was opened before."))
        if course_of(held.decision.rulebook.canonical).notice_days:
            raise Refusal("notice", _("Under these rules voting is announced first. Announce it."))
        announce(opened(held.decision, closes_at, by=by, at=at), mandate=held.mandate, on_behalf=held.on_behalf)
    return held.decision


def _freeze_slate(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Fix who stands, in the order drawn by lot, where a chamber elects."""
    if not electing(decision.rulebook.canonical):
        return
    slate = slate_of(decision.ref)
    if slate is None:
        sentence = _("A chamber elects, and nobody can be put forward yet. Open the list of candidates first.")
        raise Refusal("no_slate", sentence)
    if slate.frozen_at is None:
        freeze_slate(slate.pk, by=by, at=at)


def _open_beside(decision: Decision, closes_at: datetime, *, by: Actor, at: datetime) -> None:
    """Fix who stands where a chamber elects; begin a round, with its objections and versions, where one consents."""
    _freeze_slate(decision, by=by, at=at)
    if consenting(decision.rulebook.canonical):
        open_round(
            decision.ref, url=decision.get_absolute_url(), title=decision.title, text=decision.question,
            language=decision.language, body_id=decision.steward_body_id, closes_at=closes_at, by=by, at=at,
        )  # fmt: skip


def _put(decision: Decision, closes_at: datetime, *, by: Actor, at: datetime) -> DecisionOpened | DecisionAnnounced:
    """Open voting on a draft, or announce it where that comes first."""
    course = course_of(decision.rulebook.canonical)
    if course.notice_days:
        return announced(decision, earliest_opening(course, at), closes_at, at=at)
    return opened(decision, closes_at, by=by, at=at)


def opened(decision: Decision, closes_at: datetime, *, by: Actor, at: datetime) -> DecisionOpened:
    """Open voting on a draft, or on what was announced; the right to do so is the caller's to check."""
    if closes_at <= at:
        raise Refusal("closing_time_past", _("Choose a closing time in the future."), "closes_at")
    if decision.rests_on and not has_happened(decision.rests_on, CONSULTATION_CLOSED):
        sentence = _("The consultation it rests on is not closed yet. Voting opens once every input has its answer.")
        raise Refusal("still_asking", sentence)
    require_languages_complete(decision)
    rulebook = decision.rulebook
    _open_beside(decision, closes_at, by=by, at=at)
    decision.state, decision.opened_at, decision.closes_at = State.OPEN, at, closes_at
    decision.rulebook_sha256, decision.roll_secret, decision.opening_trouble = rulebook.sha256, token_hex(32), ""
    decision.scope_id = decision.scope_id or decision.steward_body.scope_id
    decision.save(update_fields=FROZEN)
    chambers = _chambers(decision, by=by, at=at)
    decision.eligible = sum(chamber.eligible or 0 for chamber in chambers)
    decision.save(update_fields=["eligible"])
    return DecisionOpened(
        subject=decision.ref,
        rulebook=rulebook.ref,
        rulebook_sha256=rulebook.sha256,
        steward_body=ref("body", decision.steward_body_id),
        rests_on=decision.rests_on,
        closes_at=closes_at.isoformat(),
        eligible=decision.eligible,
        rolls={chamber.key: chamber.roll_sha256 for chamber in chambers if chamber.roll_sha256},
    )


def _chambers(decision: Decision, *, by: Actor, at: datetime) -> list[Chamber]:
    """Write the chambers with their rolls, and open the ballot boxes of those that vote in secret."""
    told: Sequence[AnyChamber] = rules_of(decision.rulebook.canonical).chambers
    chambers = [freeze_roll(decision, place, chamber, at) for place, chamber in enumerate(told, 1)]
    open_boxes(decision, chambers, by=by, at=at)
    return chambers
