"""What proposals have for one person: what moved, what waits for their move, and what stands on others' pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from talkoot.commitments.models import Commitment
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import split
from talkoot.proposals.models import Follow, Proposal, ProposalVersion, StageRecord
from talkoot.proposals.queries.processes import process_with
from talkoot.proposals.queries.rows import COLUMNS, Row, row_of, rows
from talkoot.proposals.rules import StageKind
from talkoot.scopes.models import ScopeCell, TopicClosure

ROWS = 10


@dataclass(frozen=True, slots=True)
class Moved:
    """A followed proposal that entered another stage or came to an end at ``at``."""

    row: Row
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """What proposals have for one person: ``moves`` they are to make, and what ``moved`` of those they follow."""

    moves: Sequence[Row] = ()
    moved: Sequence[Moved] = ()


def waiting_for(
    actor: Actor, since: datetime, *, at: datetime, hats: Hats | None = None, elsewhere: Collection[str] = ()
) -> Waiting:
    """Return what waits for ``actor``, the nearest deadline first, and what moved after ``since``, the latest first.

    Proposals whose consultation or vote still runs wait for others, and so does a delivery within its promise. Being
    submitted is no move. No move is asked for where the page shows the matter ``elsewhere``: refs of proposals
    (``proposal:12``) and of the consultations they are in. Two queries, one when ``hats`` are given.
    """
    if actor.person_id is None:
        return Waiting()
    worn = hats if hats is not None else hats_of(actor, at)
    found = _rows("moved", _followed(actor.person_id, since))
    if worn.all:
        found = found.union(_rows("move", _waiting(worn, at, elsewhere)), all=True)
    moves: list[Row] = []
    moved: list[Moved] = []
    for what, body_id, moved_at, stage, sha256, *columns in found.order_by("next_at", "id"):
        if what == "moved":
            moved.append(Moved(row_of(columns, at), moved_at))
        elif worn.may(process_with(sha256).stage(stage).moved_by, body_id):
            moves.append(row_of(columns, at))
    return Waiting(moves[:ROWS], sorted(moved, key=lambda one: (one.at, one.row.id), reverse=True))


def _rows(what: str, first: QuerySet[Proposal]) -> QuerySet[Proposal, tuple[Any, ...]]:
    # The limit stands in a subquery: SQLite allows none in the parts of a union.
    rows = Proposal.objects.filter(pk__in=first.values("pk"))
    return rows.values_list(Value(what), "responsible_id", "moved_at", "stage", "template_sha256", *COLUMNS)


def _waiting(hats: Hats, at: datetime, elsewhere: Collection[str]) -> QuerySet[Proposal]:
    # Who moves a stage on is said by its process: some of these wait for other members of the body.
    waiting = Proposal.objects.open().filter(_waits_for_a_move(at), responsible_id__in=hats.memberships)
    if elsewhere:
        waiting = waiting.exclude(pk__in=_keys("proposal", elsewhere)).exclude(pk__in=_asking(elsewhere))
    return waiting.order_by("next_at", "id")[: ROWS * 3]


def _followed(person_id: int, since: datetime) -> QuerySet[Proposal]:
    followed = Proposal.objects.filter(follows__person_id=person_id, follows__ended_at=None, moved_at__gt=since)
    return followed.exclude(moved_at=F("submitted_at")).order_by("-moved_at", "-id")[:ROWS]


def _asking(refs: Collection[str]) -> QuerySet[StageRecord, int]:
    """Return the proposals that are in one of these consultations now."""
    records = StageRecord.objects.filter(left_at=None, consultation_id__in=_keys("consultation", refs))
    return records.values_list("proposal_id", flat=True)


def _keys(kind: str, refs: Collection[str]) -> list[int]:
    pairs = (split(ref) for ref in refs)
    return [int(key) for named, key in pairs if named == kind and key.isdigit()]


def _waits_for_a_move(at: datetime) -> Q:
    between = Q(closes_at=None) | Q(closes_at__lte=at)
    return (
        Q(stage_kind__in=[StageKind.TRIAGE, StageKind.REVIEW])
        | (Q(stage_kind=StageKind.CONSULTATION) & between)
        | Q(stage_kind=StageKind.DELIVERY, commitment_count=0)
        | Q(due_at__lte=at)
    )


def of_body(body_id: int, *, at: datetime, limit: int = 5) -> list[Row]:
    """Return the open proposals a body is responsible for or put forward, the nearest deadline first; one query."""
    mine = Proposal.objects.open().filter(Q(responsible_id=body_id) | Q(on_behalf_id=body_id))
    return rows(mine.order_by("next_at", "id")[:limit], at=at)


def on_topic(topic_id: int, *, at: datetime, limit: int = 5) -> list[Row]:
    """Return the newest proposals about a topic or what lies under it; one query."""
    within = TopicClosure.objects.filter(ancestor_id=topic_id).values("descendant_id")
    scopes = ScopeCell.objects.filter(topic_key__in=within).values("scope_id")
    return rows(Proposal.objects.filter(scope_id__in=scopes).order_by("-id")[:limit], at=at)


def by_person(person_id: int, *, at: datetime, limit: int = 5) -> list[Row]:
    """Return the newest proposals a person wrote; one query."""
    return rows(Proposal.objects.filter(author_id=person_id).order_by("-id")[:limit], at=at)


def text_for_notice(proposal_id: int) -> ProposalVersion:
    """Return the current text of a proposal with what a notice names of it."""
    return ProposalVersion.objects.select_related(
        "proposal", "proposal__author", "proposal__on_behalf", "proposal__responsible"
    ).get(proposal_id=proposal_id, number=F("proposal__version"))


def movers(proposal: Proposal) -> tuple[Power | str, int | None]:
    """Return the power and the body that move a proposal on in its stage."""
    if not proposal.stage:
        return Power.MODERATE, None
    return process_with(proposal.template_sha256).stage(proposal.stage).moved_by, proposal.responsible_id


def follower_ids(proposal: Proposal) -> list[int]:
    """Return the persons who follow a proposal."""
    return list(Follow.objects.filter(proposal=proposal, ended_at=None).values_list("person_id", flat=True))


def matter_of(commitment_id: int) -> str:
    """Return the ref of what a commitment is about, empty when it is about nothing named."""
    return Commitment.objects.filter(pk=commitment_id).values_list("matter", flat=True).first() or ""
