"""Who weighs an objection in a round of consent: all on the roll who did not stand back, but for who objects."""

from __future__ import annotations

from datetime import datetime

from talkoot.counting.rules import consenting
from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.queries.positions import others_beside
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.objections import actions as objections


def weigh_objections(decision: Decision, chamber: Chamber, *, by: Actor, at: datetime) -> None:
    """Weigh the objections of a chamber by who takes part now; nothing where it is not asked for consent.

    Refuses where an objection that was overridden would not be any more.
    """
    if chamber.key in consenting(decision.rulebook.canonical):
        told = ref("chamber", chamber.pk)
        objections.weigh_anew(decision.ref, chamber=told, others=lambda: others_beside(chamber), by=by, at=at)
