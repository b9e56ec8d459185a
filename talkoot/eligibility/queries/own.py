"""What is known about the reader that rules may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from talkoot.directory.models import Person
from talkoot.eligibility.models import ExternalFact, ListEntry, Suspension
from talkoot.kernel.actors import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class Own:
    """Everything here about one person that can decide whether they may vote, but their roles, which are public."""

    account_opened_at: datetime | None
    facts: Sequence[ExternalFact]
    entries: Sequence[ListEntry]
    suspensions: Sequence[Suspension]


def own_facts(viewer: Actor) -> Own:
    """Return what is known about the reader, newest first: current facts, lists stood on, all suspensions."""
    own = viewer.person_id
    opened = Person.objects.filter(pk=own or 0).values_list("account__created_at", flat=True)
    facts = ExternalFact.objects.current().filter(person=own, value__isnull=False).order_by("name", "-as_of")
    entries = ListEntry.objects.current().filter(person=own).select_related("named_list__body").order_by("-pk")
    suspensions = Suspension.objects.filter(person=own).select_related("body").order_by("-pk")
    return Own(
        account_opened_at=next(iter(opened), None),
        facts=list(facts[:MOST]),
        entries=list(entries[:MOST]),
        suspensions=list(suspensions[:MOST]),
    )
