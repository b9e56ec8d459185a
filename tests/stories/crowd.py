"""Everybody who does the same as the people at the browsers, without a browser: through the actions."""

from __future__ import annotations

from talkoot.decisions import actions as decisions
from talkoot.decisions.models import RollEntry
from talkoot.directory.models import Person
from talkoot.directory.queries import holders_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.clock import now


def vote_yes(decision_id: int, *, chamber: str, most: int) -> int:
    """Let up to ``most`` who have not voted in a chamber vote yes; return how many did."""
    entries = RollEntry.objects.filter(chamber__decision_id=decision_id, chamber__key=chamber, voted_at=None)
    voted = 0
    for entry in entries.order_by("id"):
        if voted == most:
            break
        holders = holders_of([entry.body_id], Power.REPRESENT, now()).get(entry.body_id, []) if entry.body_id else []
        person_id = holders[0][0] if holders else entry.person_id
        if person_id is None:
            continue
        person = Person.objects.get(pk=person_id)
        decisions.cast_ballot(
            decision_id,
            chamber=chamber,
            choice="yes",
            reason="",
            language="en",
            body_id=entry.body_id,
            by=Actor(ActorKind.PERSON, person_id=person.pk, account_id=person.account_id, name=person.name),
            at=now(),
        )
        voted += 1
    return voted
