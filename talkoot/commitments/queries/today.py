"""Which promises want something of one person, and whom the clock tells."""

from __future__ import annotations

from collections.abc import Sequence
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


def due_for(actor: Actor, at: datetime, hats: Hats | None = None) -> list[Listed]:
    """Return the promises ``actor`` has to deliver that are late or due within a week, the latest first."""
    hats = hats if hats is not None else hats_of(actor, at)
    mine = Q(body__in=hats.bodies(Power.DELIVER)) | Q(role__in=[hat.role_id for hat in hats.all])
    rows = Commitment.objects.pending().filter(mine, due_on__lte=at.date() + SOON, said_done_at=None)
    return _listed(rows, at) if hats.all else []


def review_due_for(actor: Actor, at: datetime, hats: Hats | None = None) -> list[Listed]:
    """Return the promises that wait for the judgement of ``actor``: their day is over, or they are said to be done."""
    hats = hats if hats is not None else hats_of(actor, at)
    is_time = Q(due_on__lt=at.date()) | Q(said_done_at__isnull=False)
    rows = Commitment.objects.pending().filter(is_time, review_body__in=hats.bodies(Power.STEWARD))
    return _listed(rows.exclude(body__in=hats.memberships), at) if hats.all else []


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


def _listed(rows: QuerySet[Commitment], at: datetime) -> list[Listed]:
    related = rows.select_related("body", "role", "review_body").fetch_mode(FETCH_RAISE)
    return listed(list(related.order_by("due_on", "pk")[:ROWS]), at)
