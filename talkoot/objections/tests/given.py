"""Builders: they call the real actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from talkoot.directory.rules import Power
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import MONDAY
from talkoot.objections import actions
from talkoot.objections.models import Objection, Round
from talkoot.slates.tests.given import House, given_someone

CLOSES = MONDAY + timedelta(days=14)
DURING = MONDAY + timedelta(days=2)
HARM = "It shuts out everybody who reads on a *small screen*."
NUMBERS = count(1)


def given_round(house: House, *, matter: str = "") -> Round:
    """Return a round of the council's, open for a fortnight from `MONDAY`."""
    return actions.open_round(
        matter or f"decision:{next(NUMBERS)}",
        url="/decisions/D-1/",
        title="Quiet hours",
        text="Meetings begin after nine.",
        language="en",
        body_id=house.council.pk,
        closes_at=CLOSES,
        by=house.ada,
        at=MONDAY,
    )


def given_objection(
    about: Round, by: Actor, *, place: str = "", override: str = "", chamber: str = "chamber:1",
    body_id: int | None = None, at: datetime = DURING,
) -> Objection:  # fmt: skip
    """Return an objection from a place of its own, with seven others in the chamber."""
    return actions.raise_objection(
        about.matter,
        chamber=chamber,
        place=place or f"place:{next(NUMBERS)}",
        body_id=body_id,
        text=HARM,
        language="en",
        override=override,
        others=7,
        by=by,
        at=at,
    )


def given_amendment(about: Round, *, text: str = "Meetings begin after ten.", at: datetime = DURING) -> None:
    """Let the text have another version."""
    actions.amend_wording(
        about.matter, title="Quiet hours", text=text, language="en", why="Ten suits all.", by=SYSTEM, at=at
    )


def given_steward(house: House, name: str = "Sol") -> Actor:
    """Return another steward of the council."""
    return given_someone(name, house.council, [Power.STEWARD])
