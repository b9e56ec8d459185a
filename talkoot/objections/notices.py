"""Whom we tell about objections, and why them: whoever objects of each step, the stewards of what waits for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import others
from talkoot.kernel.events import Event
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell
from talkoot.objections import queries
from talkoot.objections.events import (
    AppealDismissed,
    AppealUpheld,
    FindingAppealed,
    FoundWithoutReason,
    ObjectionOverridden,
    ObjectionRaised,
    ObjectionWithdrawn,
    ResolutionConfirmed,
    ResolutionDeclined,
    ResolutionProposed,
)

YOURS: Text = _("The objection is yours, or that of a body you represent.")
STEWARD: Text = _("You are a steward of the body that put the proposal.")


def objection_raised(event: ObjectionRaised, *, at: datetime, by: str) -> None:
    """Ask the stewards to look at a new objection."""
    _tell_stewards("raised", event, at, by, needs_action=True)


def resolution_proposed(event: ResolutionProposed, *, at: datetime, by: str) -> None:
    """Ask whoever objects whether the amendment meets it."""
    _tell_objector("proposed", event, at, by, needs_action=True)


def resolution_confirmed(event: ResolutionConfirmed, *, at: datetime, by: str) -> None:
    """Tell the stewards that an objection is resolved."""
    _tell_stewards("confirmed", event, at, by)


def resolution_declined(event: ResolutionDeclined, *, at: datetime, by: str) -> None:
    """Tell the stewards that something is still missing."""
    _tell_stewards("declined", event, at, by, needs_action=True)


def objection_withdrawn(event: ObjectionWithdrawn, *, at: datetime, by: str) -> None:
    """Tell the stewards that an objection was taken back."""
    _tell_stewards("withdrawn", event, at, by)


def objection_overridden(event: ObjectionOverridden, *, at: datetime, by: str) -> None:
    """Tell whoever objects that the others go on."""
    _tell_objector("overridden", event, at, by)


def found_without_reason(event: FoundWithoutReason, *, at: datetime, by: str) -> None:
    """Tell whoever objects that it was found without reason, and that they may appeal."""
    _tell_objector("found", event, at, by, needs_action=True)


def finding_appealed(event: FindingAppealed, *, at: datetime, by: str) -> None:
    """Ask the stewards for a decision on the appeal."""
    _tell_stewards("appealed", event, at, by, needs_action=True)


def appeal_upheld(event: AppealUpheld, *, at: datetime, by: str) -> None:
    """Tell whoever objects that the objection stands."""
    _tell_objector("upheld", event, at, by)


def appeal_dismissed(event: AppealDismissed, *, at: datetime, by: str) -> None:
    """Tell whoever objects that the objection does not count."""
    _tell_objector("dismissed", event, at, by)


def _tell_objector(name: str, event: Event, at: datetime, by: str, *, needs_action: bool = False) -> None:
    objection = queries.get_for_notice(event.subject)
    _tell(name, objection, dict.fromkeys(queries.objectors(objection, at), YOURS), at, by, needs_action=needs_action)


def _tell_stewards(name: str, event: Event, at: datetime, by: str, *, needs_action: bool = False) -> None:
    objection = queries.get_for_notice(event.subject)
    _tell(name, objection, dict.fromkeys(queries.stewards(objection, at), STEWARD), at, by, needs_action=needs_action)


def _tell(name: str, objection: Any, readers: dict[int, Text], at: datetime, by: str, *, needs_action: bool) -> None:
    tell(
        others(readers, by),
        matter=objection.ref,
        template=f"objections/notices/{name}.txt",
        context={"objection": objection, "title": queries.title_of(objection)},
        url=objection.get_absolute_url(),
        at=at,
        needs_action=needs_action,
    )
