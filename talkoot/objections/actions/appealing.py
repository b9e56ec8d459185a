"""Without reason: a steward finds that an objection names no harm, the objector may appeal, another steward decides."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import Text
from talkoot.ledger.actions import writing
from talkoot.objections import rules
from talkoot.objections.actions.holding import hold
from talkoot.objections.events import AppealDismissed, AppealUpheld, FindingAppealed, FoundWithoutReason
from talkoot.objections.models import Objection
from talkoot.objections.permissions import Permission
from talkoot.objections.rules import StepKind
from talkoot.scopes.actions import Words, words

WHY: Text = _("Say why; everybody can read it.")


def find_without_reason(
    objection_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Objection:
    """Find that an objection names no harm that the proposal would do: it does not count unless an appeal succeeds.

    Refuses without a reason, while a resolution or an appeal waits, and once an appeal was decided.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.FIND_WITHOUT_REASON, StepKind.FOUND, by=by, at=at)
        held.objection.found_by_id = held.person_id
        held.take(StepKind.FOUND, at, _said(text, language))
        told = FoundWithoutReason(subject=held.objection.ref, matter=held.objection.round.matter)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.objection


def appeal_finding(objection_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = "") -> Objection:
    """Dispute the finding, once: the objection stands until another steward decides, and also if nobody does."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.APPEAL_FINDING, StepKind.APPEALED, by=by, at=at)
        held.objection.was_appealed = True
        held.take(StepKind.APPEALED, at, _said(text, language))
        told = FindingAppealed(subject=held.objection.ref, matter=held.objection.round.matter)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.objection


def uphold_appeal(objection_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = "") -> Objection:
    """Agree with the objector, as another steward than the one who found it without reason: the objection stands."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.UPHOLD_APPEAL, StepKind.UPHELD, by=by, at=at)
        held.take(StepKind.UPHELD, at, _said(text, language))
        told = AppealUpheld(subject=held.objection.ref, matter=held.objection.round.matter)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.objection


def dismiss_appeal(objection_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = "") -> Objection:
    """Agree with the finding, as another steward than the one who made it: the objection does not count."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.DISMISS_APPEAL, StepKind.DISMISSED, by=by, at=at)
        held.take(StepKind.DISMISSED, at, _said(text, language))
        told = AppealDismissed(subject=held.objection.ref, matter=held.objection.round.matter)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return held.objection


def _said(text: str, language: str) -> Words:
    return words(text, language, limit=rules.WORDS_MAX, field="text", missing=WHY)
