"""Opening: from here on rulebook, question and rolls stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from django.utils.translation import gettext_lazy as _

from talkoot.decisions.actions.drafting import drafted
from talkoot.decisions.actions.holding import hat_for, hold
from talkoot.decisions.actions.rolls import freeze_roll
from talkoot.decisions.events import DecisionOpened
from talkoot.decisions.models import Decision
from talkoot.decisions.permissions import Permission, may
from talkoot.decisions.rules import CONSULTATION_CLOSED, State, book_of, may_follow
from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.ledger.queries import has_happened
from talkoot.rulebooks.rules import AnyChamber, rules_of
from talkoot.slates.actions import freeze_slate
from talkoot.slates.queries import slate_of


def open_decision(
    *,
    title: str,
    question: str,
    language: str,
    rulebook_id: int,
    steward_body_id: int,
    closes_at: datetime,
    rests_on: str = "",
    exemption: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Decision:
    """Put a question and open voting on it at once, until ``closes_at``; freezes rulebook and rolls.

    ``rests_on`` and ``exemption`` as in `draft_decision`. Refuses what that refuses, a consultation that is not
    closed, a closing time that is past, and a roll with nobody on it.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.OPEN_DECISION, steward_body_id, at=at, hats=hats))
        draft = Decision(
            title=title, question=question, language=language, rulebook_id=rulebook_id, steward_body_id=steward_body_id,
            rests_on=rests_on, exemption=exemption,
        )  # fmt: skip
        decision = drafted(draft, by=by, at=at)
        told = _opened(decision, closes_at, by=by, at=at)
        mandate = hat_for(hats, steward_body_id)
        announce(told, mandate=mandate, on_behalf=told.steward_body if mandate else "")
    return decision


def open_draft(decision_id: int, *, closes_at: datetime, by: Actor, at: datetime, key: str = "") -> Decision:
    """Open voting on a draft until ``closes_at``; refuses what `open_decision` refuses, and what is no draft."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.EDIT_DECISION, by=by, at=at)
        if not may_follow(State(held.decision.state), State.OPEN):
            raise Refusal("not_a_draft", _("This decision was opened before."))
        announce(_opened(held.decision, closes_at, by=by, at=at), mandate=held.mandate, on_behalf=held.on_behalf)
    return held.decision


def _freeze_slate(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Fix who stands, in the order drawn by lot, where a chamber elects."""
    book = book_of(decision.rulebook.canonical)
    if book is None or all(chamber.election is None for chamber in book.chambers):
        return
    slate = slate_of(decision.ref)
    if slate is None:
        sentence = _("A chamber elects, and nobody can be put forward yet. Open the list of candidates first.")
        raise Refusal("no_slate", sentence)
    if slate.frozen_at is None:
        freeze_slate(slate.pk, by=by, at=at)


def _opened(decision: Decision, closes_at: datetime, *, by: Actor, at: datetime) -> DecisionOpened:
    if closes_at <= at:
        raise Refusal("closing_time_past", _("Choose a closing time in the future."), "closes_at")
    if decision.rests_on and not has_happened(decision.rests_on, CONSULTATION_CLOSED):
        sentence = _("The consultation it rests on is not closed yet. Voting opens once every input has its answer.")
        raise Refusal("still_asking", sentence)
    rulebook = decision.rulebook
    _freeze_slate(decision, by=by, at=at)
    decision.state, decision.opened_at, decision.closes_at = State.OPEN, at, closes_at
    decision.rulebook_sha256, decision.roll_secret = rulebook.sha256, token_hex(32)
    decision.save(update_fields=["state", "opened_at", "closes_at", "rulebook_sha256", "roll_secret"])
    told: Sequence[AnyChamber] = rules_of(rulebook.canonical).chambers
    chambers = [freeze_roll(decision, place, chamber, at) for place, chamber in enumerate(told, 1)]
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
