"""Who casts whose vote in a question: for a whole roll at once, or around one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Q, Value, When

from talkoot.delegations.models import ChainLimit, Delegation
from talkoot.delegations.queries import statements
from talkoot.delegations.rules import USUAL_LINKS, Casting, Link, chosen
from talkoot.delegations.rules import resolve as resolved
from talkoot.scopes.queries import covering


def resolve(
    person_ids: Iterable[int],
    voted: Collection[int],
    scope_id: int,
    at: datetime,
    *,
    body_id: int | None = None,
    longest: int | None = None,
) -> dict[int, Casting]:
    """Return who casts the vote of each person in a question of this scope, put by ``body_id``, as of ``at``.

    ``voted`` are the persons who voted themselves. ``longest`` is the limit a question was opened under
    (`longest_chain`); without it the one that held at ``at``. Three queries, two with ``longest``, however many
    people. The same question asked again about the same time has the same answer.
    """
    most = longest or longest_chain(body_id, at)
    following = chosen(Link(*row) for row in _links(scope_id, at, body_id))
    return resolved(person_ids, voted, following, most)


def longest_chain(body_id: int | None, at: datetime) -> int:
    """Return how often a vote may be handed on in questions of the body (one query): its own limit, or that of all."""
    return limit_in(limits(at, body_id), body_id)


def limits(at: datetime, body_id: int | None = None) -> dict[int | None, int]:
    """Return the limits in force by body, None for all; with ``body_id`` only that body's and that of all."""
    rows = ChainLimit.objects.filter(from_at__lte=at).order_by("from_at", "pk")
    if body_id is not None:
        rows = rows.filter(Q(body=None) | Q(body=body_id))
    return dict(rows.values_list("body_id", "links"))


def limit_in(found: Mapping[int | None, int], body_id: int | None) -> int:
    """Return the limit of a body among those found."""
    return found.get(body_id) or found.get(None) or USUAL_LINKS


@dataclass(frozen=True, slots=True)
class Near:
    """What matters to one person in a question: whom each vote around them goes to next, and the limit.

    ``person_ids`` are those whose own votes decide it; ask which of them voted, and give that to `told`.
    """

    person_id: int
    following: Mapping[int, int]
    longest: int

    @property
    def person_ids(self) -> frozenset[int]:
        """Return everybody whose vote goes to, or comes from, the person, and the person."""
        return frozenset({self.person_id, *self.following, *self.following.values()})


def near(
    person_id: int, scope_id: int, at: datetime, *, body_id: int | None = None, longest: int | None = None
) -> Near:
    """Return what matters to one person in a question; for its page. Three queries, two with ``longest``."""
    most = longest or longest_chain(body_id, at)
    rows = statements.around(_links(scope_id, at, body_id), person_id, most)
    return Near(person_id, chosen(Link(*row) for row in rows), most)


def _links(scope_id: int, at: datetime, body_id: int | None) -> Any:
    """Return the rows of `Link` that hold for a question; the persons come first."""
    of_body = Case(When(body=None, then=Value(False)), default=Value(True), output_field=BooleanField())
    rows = Delegation.objects.in_force(at).filter(Q(body=None) | Q(body=body_id), scope__in=covering(scope_id))
    return rows.values_list("person_id", "delegate_id", "scope__specificity", of_body, "pk")
