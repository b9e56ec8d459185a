"""Builders: they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from talkoot.directory.models import Body, Role
from talkoot.duties import actions
from talkoot.duties.models import Duty
from talkoot.duties.rules import Letter
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import MONDAY


def given_duty(
    holder: Body | Role,
    letter: Letter = Letter.ACCOUNTABLE,
    matter: str = "Reading interface",
    *,
    topics: Iterable[int] = (),
    territories: Iterable[str] = (),
    languages: Iterable[str] = (),
    source: str = "",
    clause_id: int | None = None,
    review_on: date | None = None,
    by: Actor = SYSTEM,
    at: datetime = MONDAY,
) -> Duty:
    """Return a duty of a body or role, everywhere unless facets are given; territories and languages need the world."""
    return actions.assign_duty(
        letter=letter,
        matter=matter,
        language="en",
        body_id=holder.pk if isinstance(holder, Body) else None,
        role_id=holder.pk if isinstance(holder, Role) else None,
        topics=topics,
        territories=territories,
        languages=languages,
        source=source,
        clause_id=clause_id,
        review_on=review_on,
        reason="The charter says so.",
        by=by,
        at=at,
    )
