"""Forgetting what was known about who left and had everything personal erased."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory.models import Person
from talkoot.eligibility.events import TracesErased
from talkoot.eligibility.models import ExternalFact, ListEntry, Suspension
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.ledger.actions import writing


def erase_traces(account_id: int, at: datetime, *, by: Actor = SYSTEM) -> None:
    """Erase values and reasons kept about the person behind an account; the rows stand without them.

    Does nothing the second time.
    """
    with writing(by=by, at=at) as announce:
        person = Person.objects.select_for_update().filter(account_id=account_id).first()
        if person is None:
            return
        own = {"person": person, "erased_at": None}
        facts = ExternalFact.objects.filter(**own).update(value=None, erased_at=at)
        entries = ListEntry.objects.filter(**own).update(reason="", language="", ended_reason="", erased_at=at)
        blank = {"reason": "", "lifted_reason": "", "lifted_language": ""}
        suspensions = Suspension.objects.filter(**own).update(**blank, erased_at=at)
        if facts or entries or suspensions:
            announce(TracesErased(subject=person.ref, facts=facts, entries=entries, suspensions=suspensions))
