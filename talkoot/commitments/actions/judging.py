"""Reviewing a promise, from outside the body that made it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.commitments import rules
from talkoot.commitments.actions.holding import Held, hold
from talkoot.commitments.events import CommitmentReviewed
from talkoot.commitments.models import Review
from talkoot.commitments.permissions import Permission
from talkoot.commitments.rules import ReviewOutcome, Status
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import Words, words


def review_commitment(
    commitment_id: int, *, outcome: str, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Review:
    """Judge a promise: kept, partly or not, with the reason.

    A promise found not or partly kept may be judged again when it was kept late. Refuses before the promised day is
    over (unless the body says it is done), and what `rules.TRANSITIONS` does not lead to.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(commitment_id, Permission.REVIEW_COMMITMENT, by=by, at=at)
        found = _outcome(outcome)
        _require_time(held, found, at)
        missing = _("Give the reason; everybody can read it.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        review = _review(held, found, said, at)
        judged = CommitmentReviewed(subject=held.commitment.ref, outcome=found, matter=held.commitment.matter)
        announce(judged, mandate=held.mandate, on_behalf=held.on_behalf)
    return review


def _outcome(outcome: str) -> ReviewOutcome:
    if outcome not in list(ReviewOutcome):
        raise Refusal("unknown_outcome", _("Choose whether the promise was kept."), "outcome")
    return ReviewOutcome(outcome)


def _require_time(held: Held, found: ReviewOutcome, at: datetime) -> None:
    commitment = held.commitment
    status, said_done = Status(commitment.status), commitment.said_done_at is not None
    if not rules.may_become(status, rules.status_after(found)):
        raise Refusal("settled", _("This promise was judged or taken back already."))
    if not rules.may_be_reviewed(status, commitment.due_on, at.date(), said_done=said_done):
        raise Refusal("not_yet", _("The promised day is not over, and the body does not say that it is done."))


def _review(held: Held, found: ReviewOutcome, said: Words, at: datetime) -> Review:
    commitment = held.commitment
    review = Review.objects.create(
        commitment=commitment,
        outcome=found,
        reason=said.text,
        language=said.language,
        html=said.html,
        person_id=held.person_id,
        mandate=held.mandate,
        at=at,
    )
    commitment.status, commitment.settled_at, commitment.updated_at = rules.status_after(found), at, at
    commitment.save(update_fields=["status", "settled_at", "updated_at"])
    return review
