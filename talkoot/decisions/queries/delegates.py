"""What one reader is told of votes through delegates in a decision; nobody is told of those of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from talkoot.counting.rules import is_delegable
from talkoot.decisions.models import Ballot, Decision, RollEntry
from talkoot.decisions.queries.places import MyPlace
from talkoot.decisions.rules import State, takes_ballots
from talkoot.delegations import queries as delegations
from talkoot.delegations.queries import Told
from talkoot.directory.queries import person_labels
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label


@dataclass(frozen=True, slots=True)
class Delegated:
    """What came of it at the close: who cast the reader's votes, and for how many others the reader cast."""

    casters: Sequence[Label]
    cast: int


def told_of(decision: Decision, places: Sequence[MyPlace], viewer: Actor, at: datetime) -> Told | None:
    """Return where the reader's vote goes and who lets them vote, while votes are taken; None where none is handed on.

    For the first chamber of the reader's that allows it. Four queries, none where no chamber does. Before voting opens,
    once it is announced, it is told as it would be then: nobody is on a roll yet, and nobody has voted.
    """
    if decision.is_announced:
        return _told_ahead(decision, viewer, at)
    mine = next((place for place in places if place.chamber.longest_chain is not None), None)
    if mine is None or viewer.person_id is None or not takes_ballots(State(decision.state), decision.closes_at, at):
        return None
    near = delegations.near(
        viewer.person_id,
        _scope(decision),
        at,
        body_id=decision.steward_body_id,
        longest=mine.chamber.longest_chain,
    )
    voted = RollEntry.objects.filter(chamber=mine.chamber, person__in=near.person_ids, voted_at__isnull=False)
    return delegations.told(near, set(voted.values_list("person_id", flat=True)), viewer=viewer)


def _told_ahead(decision: Decision, viewer: Actor, at: datetime) -> Told | None:
    if viewer.person_id is None or not is_delegable(decision.rulebook.canonical):
        return None
    near = delegations.near(viewer.person_id, _scope(decision), at, body_id=decision.steward_body_id)
    return delegations.told(near, set(), viewer=viewer)


def _scope(decision: Decision) -> int:
    return decision.scope_id or decision.steward_body.scope_id


def delegated_of(decision: Decision, viewer: Actor) -> Delegated | None:
    """Return what came of votes through delegates for the reader, once voting is over; None where nothing did.

    Two queries at most.
    """
    me = viewer.person_id
    if me is None:
        return None
    rows = Ballot.objects.filter(
        Q(entry__person=me) | Q(cast_by=me), chamber__decision=decision, is_delegated=True, is_current=True
    )
    pairs = list(rows.values_list("entry__person_id", "cast_by_id"))
    casters = {caster for person, caster in pairs if person == me}
    labels: Mapping[int, Label] = person_labels(casters, viewer=viewer) if casters else {}
    cast = len({person for person, caster in pairs if caster == me})
    return Delegated([labels[caster] for caster in sorted(casters)], cast) if pairs else None


def casters_of(decision: Decision) -> dict[int, int]:
    """Return for how many others each account cast a vote, for notices: whoever has no account is not told."""
    rows = Ballot.objects.filter(chamber__decision=decision, is_delegated=True, cast_by__account__isnull=False)
    found: dict[int, set[int]] = {}
    for account, person in rows.values_list("cast_by__account_id", "entry__person_id"):
        found.setdefault(account, set()).add(person)
    return {account: len(persons) for account, persons in found.items()}
