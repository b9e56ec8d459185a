"""What views of lists and of suspensions both ask: for which bodies the reader may act, and how forms speak."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request


def tended(request: Request) -> list[tuple[str, str]]:
    """Return key and name of the bodies the reader tends."""
    hats = hats_of(request.actor, now()).all
    return list({str(hat.body_id): hat.body_name for hat in hats if Power.STEWARD in hat.powers}.items())


def tended_or_denied(request: Request) -> list[tuple[str, str]]:
    """Return the same, or stop who tends none."""
    found = tended(request)
    if not found:
        raise PermissionDenied(_("Only those with a mandate to tend a body may do this."))
    return found


def spoken(request: Request) -> dict[str, Any]:
    """Return what forms with a language take."""
    return {"languages": language_choices(), "own": request.actor.languages}
