"""Telling how it goes, and moving the promised day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from talkoot.commitments import rules
from talkoot.commitments.actions.holding import Held, hold
from talkoot.commitments.events import CommitmentUpdated, DueDateChanged
from talkoot.commitments.models import Commitment, DueDateChange, Update
from talkoot.commitments.permissions import Permission
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import Words, words


def post_update(
    commitment_id: int,
    *,
    text: str,
    language: str,
    evidence_url: str = "",
    says_done: bool = False,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Update:
    """Tell how it goes, with the web address of the evidence where there is one.

    ``says_done`` declares the promise kept: it is overdue no more and may be judged before its day. Refuses once the
    promise was judged or taken back, and addresses that are no plain http or https ones.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(commitment_id, Permission.POST_UPDATE, by=by, at=at)
        _require_unsettled(held.commitment)
        if not rules.is_web_address(evidence_url):
            raise Refusal("bad_address", _("Give a full web address that starts with https://."), "evidence_url")
        said = words(text, language, limit=rules.UPDATE_MAX, field="text", missing=_("Write how it goes."))
        update = _update(held, said, evidence_url, says_done=says_done, at=at)
        told = CommitmentUpdated(
            subject=held.commitment.ref, update=update.pk, has_evidence=bool(evidence_url), says_done=says_done
        )
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return update


def change_due_date(
    commitment_id: int, *, due_on: date, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> DueDateChange:
    """Move the promised day, for a public reason; both days stay in its history. Refuses the same and a past day."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(commitment_id, Permission.CHANGE_DUE_DATE, by=by, at=at)
        commitment = held.commitment
        _require_unsettled(commitment)
        if due_on == commitment.due_on:
            raise Refusal("same_day", _("That is the day already promised."), "due_on")
        if due_on < at.date():
            raise Refusal("due_past", _("Choose a day that is not past."), "due_on")
        missing = _("Give the reason; everybody can read it.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        change = _change(held, due_on, said, at)
        moved = DueDateChanged(subject=commitment.ref, was=change.was.isoformat(), due_on=due_on.isoformat())
        announce(moved, mandate=held.mandate, on_behalf=held.on_behalf)
    return change


def _require_unsettled(commitment: Commitment) -> None:
    if not commitment.is_pending:
        raise Refusal("settled", _("This promise was judged or taken back already."))


def _update(held: Held, said: Words, evidence_url: str, *, says_done: bool, at: datetime) -> Update:
    update = Update.objects.create(
        commitment=held.commitment,
        text=said.text,
        language=said.language,
        html=said.html,
        evidence_url=evidence_url,
        says_done=says_done,
        person_id=held.person_id,
        mandate=held.mandate,
        at=at,
    )
    commitment = held.commitment
    commitment.update_count, commitment.updated_at = commitment.update_count + 1, at
    commitment.said_done_at = at if says_done else None
    commitment.save(update_fields=["update_count", "updated_at", "said_done_at"])
    return update


def _change(held: Held, due_on: date, said: Words, at: datetime) -> DueDateChange:
    commitment = held.commitment
    change = DueDateChange.objects.create(
        commitment=commitment,
        was=commitment.due_on,
        due_on=due_on,
        reason=said.text,
        language=said.language,
        html=said.html,
        person_id=held.person_id,
        mandate=held.mandate,
        at=at,
    )
    commitment.due_on, commitment.updated_at = due_on, at
    commitment.soon_told_at = commitment.overdue_told_at = None
    commitment.save(update_fields=["due_on", "updated_at", "soon_told_at", "overdue_told_at"])
    return change
