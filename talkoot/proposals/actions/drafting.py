"""Drafts: kept on the server, seen by their writer alone, emptied when sent or discarded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.holding import person
from talkoot.proposals.models import Draft, Follow, Proposal
from talkoot.proposals.permissions import Permission, may
from talkoot.proposals.rules import limits

FIELDS = frozenset({
    "title", "problem", "change", "affected", "language", "topics", "topics_named", "territories",
    "territories_named", "languages", "languages_named", "on_behalf",
})  # fmt: skip


def save_draft(*, fields: Mapping[str, Any], draft_id: int | None = None, by: Actor, at: datetime) -> Draft:
    """Keep an unfinished proposal as it is, in a new draft or over the writer's draft ``draft_id``.

    Nothing is announced: a draft is nobody else's business. Refuses more than `limits.DRAFTS_MAX` drafts a person,
    and text longer than a proposal may have.
    """
    with writing(by=by, at=at):
        require(may(by, Permission.SAVE_DRAFT, at=at))
        kept = {name: value for name, value in fields.items() if name in FIELDS}
        _require_fit(kept)
        draft = _own(draft_id, by) if draft_id is not None else _new(by, at)
        draft.fields, draft.saved_at = kept, at
        draft.title = str(kept.get("title", ""))[: limits.TITLE_MAX].replace("\x00", "")
        draft.save()
    return draft


def discard_draft(draft_id: int, *, by: Actor, at: datetime) -> None:
    """Empty a draft for good."""
    with writing(by=by, at=at):
        draft = _own(draft_id, by)
        require(may(by, Permission.DISCARD_DRAFT, draft, at=at))
        draft.fields, draft.title, draft.discarded_at = {}, "", at
        draft.save()


def forget_writer(account_id: int, *, by: Actor = SYSTEM, at: datetime) -> None:
    """Empty the unsent drafts of an erased account for good and end what it followed: nobody else ever saw these."""
    with writing(by=by, at=at):
        unsent = Draft.objects.filter(person__account_id=account_id, proposal=None, discarded_at=None)
        unsent.update(title="", fields={}, discarded_at=at)
        follows = Follow.objects.filter(person__account_id=account_id, ended_at=None)
        followed = list(follows.values_list("proposal_id", flat=True))
        Proposal.objects.filter(pk__in=followed).update(follower_count=F("follower_count") - 1)
        follows.update(ended_at=at)


def use_draft(draft_id: int | None, proposal: Proposal, *, by: Actor) -> None:
    """Note that a draft became ``proposal``; a draft that is not the writer's, or used before, is left alone."""
    if draft_id is None or by.person_id is None:
        return
    mine = Draft.objects.filter(pk=draft_id, person_id=person(by), proposal=None, discarded_at=None)
    mine.update(proposal=proposal, fields={}, title="")


def _own(draft_id: int, by: Actor) -> Draft:
    draft = (
        Draft.objects.select_for_update()
        .filter(pk=draft_id, person_id=person(by), proposal=None, discarded_at=None)
        .first()
    )
    if draft is None:
        raise Refusal("draft_gone", _("This draft was sent or discarded already."))
    return draft


def _new(by: Actor, at: datetime) -> Draft:
    kept = Draft.objects.filter(person_id=person(by), proposal=None, discarded_at=None).count()
    if kept >= limits.DRAFTS_MAX:
        raise Refusal("too_many_drafts", _("You keep many drafts already. Send or discard one first."))
    return Draft(person_id=person(by), created_at=at)


def _require_fit(fields: Mapping[str, Any]) -> None:
    longest = limits.PROBLEM_MAX + limits.CHANGE_MAX + limits.AFFECTED_MAX
    if sum(len(str(value)) for value in fields.values()) > 2 * longest:
        raise Refusal("too_long", _("This text is too long to be kept. Shorten it."), "problem")
