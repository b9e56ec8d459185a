"""Which promises want something of one person, and whom the clock tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE, Q, QuerySet

from talkoot.commitments.models import Commitment
from talkoot.commitments.queries.finding import Listed, listed
from talkoot.commitments.rules import SOON
from talkoot.directory import queries as directory
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor

ROWS = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """The promises that want something of one person, by their day: ``due`` to deliver, ``reviews`` to judge."""

    due: Sequence[Listed] = ()
    reviews: Sequence[Listed] = ()


def waiting_for(actor: Actor, at: datetime, hats: Hats | None = None) -> Waiting:
    """Return the promises ``actor`` has to deliver within a week and those to judge, however late; one query."""
    worn = hats if hats is not None else hats_of(actor, at)
    if not worn.all:
        return Waiting()
    due, reviews = _first(_to_deliver(worn, at)), _first(_to_judge(worn, at))
    both = list(due.union(reviews, all=True).order_by("due_on", "pk"))
    # Nobody judges the promises of a body of their own, and nobody delivers those of another.
    mine = [one for one in both if one.body_id in worn.memberships]
    theirs = [one for one in both if one.body_id not in worn.memberships]
    return Waiting(listed(mine, at), listed(theirs, at))


def owners(commitment: Commitment, at: datetime) -> Sequence[int]:
    """Return the accounts that owe the promise: holders of its role, and those who deliver for its body."""
    holders = directory.holders_of_roles([commitment.role_id], at).get(commitment.role_id, [])
    deliver = directory.holders_of([commitment.body_id], Power.DELIVER, at).get(commitment.body_id, [])
    return list(dict.fromkeys(account for _person, account in [*holders, *deliver] if account is not None))


def judges(commitment: Commitment, at: datetime) -> Sequence[int]:
    """Return the accounts that lead the body which judges the promise."""
    body_id = commitment.review_body_id
    holders = directory.holders_of([body_id], Power.STEWARD, at).get(body_id, [])
    return [account for _person, account in holders if account is not None]


def _to_deliver(hats: Hats, at: datetime) -> QuerySet[Commitment]:
    mine = Q(body__in=hats.bodies(Power.DELIVER)) | Q(role__in=[hat.role_id for hat in hats.all])
    return Commitment.objects.pending().filter(mine, due_on__lte=at.date() + SOON, said_done_at=None)


def _to_judge(hats: Hats, at: datetime) -> QuerySet[Commitment]:
    is_time = Q(due_on__lt=at.date()) | Q(said_done_at__isnull=False)
    rows = Commitment.objects.pending().filter(is_time, review_body__in=hats.bodies(Power.STEWARD))
    return rows.exclude(body__in=hats.memberships)


def _first(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    # The limit stands in a subquery: SQLite allows none in the parts of a union.
    first = rows.order_by("due_on", "pk").values("pk")[:ROWS]
    return Commitment.objects.filter(pk__in=first).fetch_mode(FETCH_RAISE)
