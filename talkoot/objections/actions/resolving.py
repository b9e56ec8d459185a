"""Resolving: a steward proposes that an amendment meets an objection, and the objector has the word on it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.ledger.actions import writing
from talkoot.objections import rules
from talkoot.objections.actions.holding import hold
from talkoot.objections.events import ResolutionConfirmed, ResolutionDeclined, ResolutionProposed
from talkoot.objections.models import Objection
from talkoot.objections.permissions import Permission
from talkoot.objections.rules import StepKind
from talkoot.scopes.actions import words


def propose_resolution(
    objection_id: int, *, text: str, language: str, amended: bool = False, by: Actor, at: datetime, key: str = ""
) -> Objection:
    """Propose that an amendment meets an objection; the objector confirms or declines.

    ``text`` are the words of the amendment, or how the latest version (``amended``) meets it. A new proposal takes the
    place of one that waits. Refuses without words, and while an appeal is not decided.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.PROPOSE_RESOLUTION, StepKind.PROPOSED, by=by, at=at)
        missing = _("Write the words of the amendment, and how they meet the objection.")
        said = words(text, language, limit=rules.WORDS_MAX, field="text", missing=missing)
        about = held.objection.round
        wording = about.latest if amended and about.latest > 1 else None
        held.take(StepKind.PROPOSED, at, said, wording)
        told = ResolutionProposed(subject=held.objection.ref, matter=about.matter, wording=wording or 0)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.objection


def confirm_resolution(objection_id: int, *, by: Actor, at: datetime, key: str = "") -> Objection:
    """Agree that the amendment meets one's objection, which is resolved by that."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.CONFIRM_RESOLUTION, StepKind.CONFIRMED, by=by, at=at)
        held.take(StepKind.CONFIRMED, at)
        told = ResolutionConfirmed(subject=held.objection.ref, matter=held.objection.round.matter)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.objection


def decline_resolution(
    objection_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Objection:
    """Say that the amendment does not meet one's objection, and what is missing: it stands."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.DECLINE_RESOLUTION, StepKind.DECLINED, by=by, at=at)
        missing = _("Say what is still missing, so that somebody can try again.")
        said = words(text, language, limit=rules.WORDS_MAX, field="text", missing=missing)
        held.take(StepKind.DECLINED, at, said)
        told = ResolutionDeclined(subject=held.objection.ref, matter=held.objection.round.matter)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.objection
