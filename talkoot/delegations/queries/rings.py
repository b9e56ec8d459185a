"""Whether a new delegation would bring a vote back to who gave it, through all that stand."""

from __future__ import annotations

from datetime import datetime

from talkoot.delegations.models import Delegation
from talkoot.delegations.rules import Area, area_of, ring
from talkoot.scopes import queries as scopes


def way_back(new: Delegation, at: datetime) -> tuple[int, ...]:
    """Return the persons by whom the vote would come back, the delegate first; empty when it would not.

    ``new`` is not saved yet. One query for each hand-over after the delegate; where one leads back to the maker at
    all, four more for what lies in which scope.
    """
    found, reached = _after(new.delegate_id, at)
    if new.person_id not in reached:
        return ()
    facets, world = scopes.facets_of({new.scope_id, *(one.scope_id for one in found)}), scopes.world()

    def area(one: Delegation) -> Area:
        return area_of(facets[one.scope_id], world, one.body_id, one.from_on, one.until_on)

    held: dict[int, list[tuple[int, Area]]] = {}
    for one in found:
        held.setdefault(one.person_id, []).append((one.delegate_id, area(one)))
    return ring(new.person_id, new.delegate_id, area(new), held)


def _after(person_id: int, at: datetime) -> tuple[list[Delegation], set[int]]:
    """Return the standing delegations a vote given to a person may go on by, and everybody it may come to."""
    found: list[Delegation] = []
    met, newly = {person_id}, {person_id}
    while newly:
        rows = list(Delegation.objects.standing(at).filter(person__in=newly))
        found += rows
        newly = {row.delegate_id for row in rows} - met
        met |= newly
    return found, met
