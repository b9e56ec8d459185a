"""What the radar does when duties, mandates and bodies change: it looks again at what they may have changed."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory.events import (
    BodyMoved,
    BodyStatusChanged,
    ImportApplied,
    MandateEnded,
    MandateGiven,
    RoleEdited,
)
from talkoot.duties.events import DutyAssigned, DutyConfirmed, DutyEnded, MatterRetired
from talkoot.kernel.refs import split
from talkoot.radar import actions, queries


def duty_changed(event: DutyAssigned | DutyConfirmed | DutyEnded, *, at: datetime) -> None:
    """Look at the duty's matter and holder."""
    actions.look(queries.around_duty(_key(event.subject)), cause=event.kind, at=at)


def matter_retired(event: MatterRetired, *, at: datetime) -> None:
    """Look at the matter."""
    actions.look(queries.Region(matters=frozenset({_key(event.subject)})), cause=event.kind, at=at)


def mandate_changed(event: MandateGiven | MandateEnded, *, at: datetime) -> None:
    """Look at the role, its body and the person."""
    region = queries.around_mandate(_key(event.subject), _key(event.role), _key(event.person))
    actions.look(region, cause=event.kind, at=at)


def role_edited(event: RoleEdited, *, at: datetime) -> None:
    """Look at the role."""
    actions.look(queries.Region(roles=frozenset({_key(event.role)})), cause=event.kind, at=at)


def body_changed(event: BodyStatusChanged | BodyMoved, *, at: datetime) -> None:
    """Look at the body and all in it: who must act may be another."""
    actions.look(queries.below_body(_key(event.subject)), cause=event.kind, at=at)


def import_applied(event: ImportApplied, *, at: datetime) -> None:
    """Look everywhere: an import changes many rows and announces itself once."""
    actions.look(queries.EVERYWHERE, cause=event.kind, at=at)


def _key(reference: str) -> int:
    return int(split(reference)[1])


def mandate_ended(event: MandateEnded, *, at: datetime) -> None:
    """Hand over what the mandate leaves open; one that ends later is handed over on its day."""
    actions.hand_over(_key(event.mandate), at=at)
