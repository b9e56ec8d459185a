"""What decisions want of one person: for Today, panels and boxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet

from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.queries.finding import Listed, listed
from talkoot.decisions.queries.places import mine
from talkoot.decisions.queries.reading import DecisionView, decision_view
from talkoot.decisions.queries.texts import languages_of, title_in
from talkoot.decisions.rules import State
from talkoot.directory.models import Body
from talkoot.directory.queries import Hats, hats_of
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.queries import Name, name_of
from talkoot.rulebooks.rules import rules_of

ROWS = 10
USES = 5
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AwaitingVote:
    """A place without a ballot: the decision, the chamber's name, and the body voted for (None: oneself).

    ``title`` is that of the decision in ``language``, one the reader reads where there is such.
    """

    decision: Decision
    title: str
    language: str
    chamber: Name
    body: Body | None

    @property
    def closes_at(self) -> datetime | None:
        """Return until when votes are taken."""
        return self.decision.closes_at

    @property
    def url(self) -> str:
        """Return where to vote."""
        return f"{self.decision.get_absolute_url()}#vote"


def awaiting_vote(actor: Actor, at: datetime, hats: Hats | None = None) -> list[AwaitingVote]:
    """Return the open decisions in which the actor, or a body they represent, has no ballot yet; by closing time."""
    if not actor.is_known:
        return []
    rows = (
        RollEntry.objects.filter(
            mine(actor, hats if hats is not None else hats_of(actor, at)), voted_at=None, recused_at=None
        )
        .filter(chamber__decision__state=State.OPEN, chamber__decision__closes_at__gt=at)
        .annotate(**title_in(languages_of(actor), "chamber__decision__"))
        .select_related("body", "chamber__decision__rulebook", "chamber__decision__steward_body")
        .defer("chamber__decision__rulebook__source")
        .order_by("chamber__decision__closes_at", "chamber__decision_id", "id")
    )
    return [_awaiting(row) for row in rows.fetch_mode(FETCH_RAISE)[:ROWS]]


def closing_soon(viewer: Actor, at: datetime, within: timedelta = SOON) -> list[Listed]:
    """Return the open decisions that close next, with their turnout (two queries)."""
    rows = _open(at).filter(closes_at__lte=at + within).select_related("steward_body", "rulebook")
    return listed(list(rows.order_by("closes_at", "id")[:ROWS]))


def of_body(body_id: int, viewer: Actor, at: datetime) -> list[Decision]:
    """Return the open decisions a body has put or votes in, by closing time (one query)."""
    votes = RollEntry.objects.filter(body=body_id, chamber__decision=OuterRef("pk"))
    rows = _open(at).filter(Q(steward_body=body_id) | Exists(votes)).order_by("closes_at", "id")
    return list(rows.only("title", "language", "closes_at").annotate(**title_in(languages_of(viewer)))[:ROWS])


def under_rulebook(rulebook_id: int, viewer: Actor) -> list[Decision]:
    """Return the latest decisions put under a version of a rulebook, drafts left out (one query)."""
    uses = Decision.objects.visible_to().filter(rulebook=rulebook_id).order_by("-pk")
    uses = uses.only("id", "title", "language", "state", "outcome").annotate(**title_in(languages_of(viewer)))
    return list(uses[:USES])


def box_of(decision_id: int, viewer: Actor, at: datetime, hats: Hats | None = None) -> DecisionView:
    """Return a decision for the page of the matter it belongs to (see ``decisions/parts/ballot_box.html``)."""
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision_id)
    return decision_view(decision, viewer, at, hats if hats is not None else hats_of(viewer, at))


def _awaiting(row: Any) -> AwaitingVote:
    chamber: Chamber = row.chamber
    rules = rules_of(chamber.decision.rulebook.canonical)
    told = rules.chamber(chamber.key)
    name = name_of(told, rules.language) if told else Name(chamber.name, rules.language)
    return AwaitingVote(chamber.decision, row.said_title, row.said_language, name, row.body)


def _open(at: datetime) -> QuerySet[Decision]:
    return Decision.objects.filter(state=State.OPEN, closes_at__gt=at).fetch_mode(FETCH_RAISE)
