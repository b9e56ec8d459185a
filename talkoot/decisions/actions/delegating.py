"""Votes through delegates: at the close, who did not vote has the ballot of the person their vote goes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry
from talkoot.delegations.queries import resolve

BATCH = 5_000


class Vote(NamedTuple):
    """What somebody's own ballot says."""

    choice: str
    marks: list[Any] | None


def cast_through_delegates(decision: Decision, chambers: Sequence[Chamber], at: datetime) -> None:
    """Put into each place that did not vote, where the rules allow it, the ballot of whoever that vote goes to.

    Delegations are taken as they stood when voting ended, the limit of hand-overs as it was at the opening. Each
    chamber is told how many places that were; the rows are the caller's, held. Two queries for a chamber, and those of
    `delegations`, however long the roll; reasons stay with who gave them.
    """
    ended = min(at, decision.closes_at or at)
    for chamber in chambers:
        if chamber.longest_chain is not None:
            ballots = list(_ballots(decision, chamber, ended))
            Ballot.objects.bulk_create(ballots, batch_size=BATCH)
            chamber.ballots_delegated = len(ballots)


def _ballots(decision: Decision, chamber: Chamber, ended: datetime) -> Iterator[Ballot]:
    own = _own(chamber)
    silent = RollEntry.objects.filter(chamber=chamber, voted_at__isnull=True, recused_at__isnull=True).order_by("pk")
    places: Mapping[int, int] = dict(silent.values_list("person_id", "pk"))
    castings = resolve(
        places, own.keys(), _scope(decision), ended, body_id=decision.steward_body_id, longest=chamber.longest_chain
    )
    for person, place in places.items():
        caster = castings[person].caster
        if caster is not None:
            yield Ballot(
                entry_id=place, chamber=chamber, number=1, is_delegated=True, choice=own[caster].choice,
                marks=own[caster].marks, language=decision.language, cast_by_id=caster, cast_at=ended,
            )  # fmt: skip


def _own(chamber: Chamber) -> dict[int, Vote]:
    """Return the ballots of those who voted themselves, by person."""
    rows = Ballot.objects.filter(chamber=chamber, is_current=True, is_delegated=False)
    found = rows.values_list("entry__person_id", "choice", "marks").iterator(chunk_size=BATCH)
    return {person: Vote(choice, marks) for person, choice, marks in found}


def _scope(decision: Decision) -> int:
    return decision.scope_id or decision.steward_body.scope_id
