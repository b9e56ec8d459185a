"""Builders of decisions whose votes weigh different amounts; they call the real actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from talkoot.decisions import actions
from talkoot.decisions.models import Decision, Weighing
from talkoot.decisions.tests.given_course import VOTING_ENDS, course_text, given_draft
from talkoot.kernel.actors import Actor
from talkoot.kernel.imports import Upload
from talkoot.rulebooks.tests.given import OPENED, Council

# What the votes of the council's three members weigh, unless told otherwise: 350 together.
WEIGHTS = {"ada": "200", "bo": "100", "dee": "50"}


def weighing(source: str) -> str:
    """Return a rulebook of format 2 in which votes weigh what the roll says."""
    return source.replace('weights = "equal"', 'weights = "as on the roll"')


def weighed_text(*, delegation: str = "none", **changed: Any) -> str:
    """Return a rulebook that asks the council's members a question, by weight; half of it is the quorum."""
    return weighing(course_text(**changed)).replace('delegation = "none"', f'delegation = "{delegation}"')


def listed(weights: Mapping[str, str], *, header: str = "voter,weight") -> Upload:
    """Return a list of weights by the ends of addresses of pages, as it would be typed."""
    return Upload("", "\n".join([header, *(f"{slug},{weight}" for slug, weight in weights.items())]).encode())


def given_weights(
    decision: Decision, by: Actor, weights: Mapping[str, str] = WEIGHTS, *, chamber: str = "council"
) -> Weighing:
    """Say what each vote weighs."""
    return actions.say_weights(decision.pk, chamber=chamber, listed=listed(weights), by=by, at=OPENED)


def given_weighed(
    council: Council,
    weights: Mapping[str, str] = WEIGHTS,
    *,
    source: str = "",
    closes_at: datetime = VOTING_ENDS,
) -> Decision:
    """Return an open decision of the council's in which votes weigh so much."""
    draft = given_draft(council, source or weighed_text())
    given_weights(draft, council.ada, weights)
    return actions.open_draft(draft.pk, closes_at=closes_at, by=council.ada, at=OPENED)
