"""What delegations have for one person, for Today."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from talkoot.delegations.models import Delegation
from talkoot.directory.queries import Tasks, tasks_in
from talkoot.kernel.actors import Actor

# A delegation holds whether or not the delegate says anything, so it is news and not a question for ever.
NEWS = timedelta(days=14)


def tasks(actor: Actor, at: datetime) -> list[Tasks]:
    """Return who lately asked ``actor`` to vote for them, and who lately declined to vote for ``actor``.

    A refusal is told until somebody else is asked.
    """
    lately = at - NEWS
    asked = Delegation.objects.standing(at).filter(delegate=actor.person_id, made_at__gt=lately)
    anew = Delegation.objects.filter(person=OuterRef("person"), made_at__gt=OuterRef("declined_at"))
    mine = Delegation.objects.filter(~Exists(anew), person=actor.person_id, until_on__gt=at.date())
    return [
        tasks_in("delegations.made", asked, "-made_at", name="person__name", thing=_delegation),
        tasks_in(
            "delegations.declined", mine.filter(declined_at__gt=lately, declined_at__lte=at), "-declined_at",
            name="delegate__name", thing=_delegation,
        ),
    ]  # fmt: skip


def _delegation(key: int, _within: int) -> Delegation:
    return Delegation(pk=key)
