"""What becomes of candidacies when a person is forgotten."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory.queries import person_names
from talkoot.kernel.actors import SYSTEM
from talkoot.ledger.actions import writing
from talkoot.slates import rules
from talkoot.slates.actions.holding import locked
from talkoot.slates.events import CandidateWithdrawn, NominationDeclined
from talkoot.slates.models import Candidate
from talkoot.slates.rules import State


def forget_candidacies(person_id: int, *, at: datetime) -> int:
    """Take a forgotten person off every slate, and their name off what stays; return how many candidacies there were.

    Where they were on a frozen ballot, the count leaves them out beforehand. Doing it twice changes nothing.
    """
    rows = Candidate.objects.filter(person=person_id).order_by("slate_id", "pk").values_list("pk", "slate_id")
    found = list(rows)
    for candidate_id, slate_id in found:
        with writing(by=SYSTEM, at=at) as announce:
            slate = locked(slate_id)
            candidate = Candidate.objects.select_for_update().get(pk=candidate_id)
            candidate.name = person_names([person_id])[person_id]
            candidate.look, candidate.strokes = rules.look(candidate.name), rules.strokes(candidate.name)
            before = candidate.state
            if before in {State.STANDING, State.NOMINATED}:
                candidate.state = State.WITHDRAWN if before == State.STANDING else State.DECLINED
                candidate.left_at = at
            candidate.save(update_fields=["name", "look", "strokes", "state", "left_at"])
            if before == State.STANDING:
                on_ballot = candidate.position is not None
                announce(CandidateWithdrawn(subject=candidate.ref, slate=slate.ref, on_ballot=on_ballot))
            elif before == State.NOMINATED:
                announce(NominationDeclined(subject=candidate.ref, slate=slate.ref))
    return len(found)
