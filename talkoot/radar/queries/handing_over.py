"""Hand-overs as pages show them, and what a mandate leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import FETCH_RAISE, Count, Q, QuerySet
from django.http import Http404

from talkoot.commitments.models import Commitment
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import State
from talkoot.directory import queries as directory
from talkoot.directory.models import Mandate
from talkoot.directory.rules import Power
from talkoot.duties.models import Duty
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming
from talkoot.radar.models import HandOver, Item
from talkoot.radar.rules import ItemState

# Mandates that ended by the calendar while no worker ran are handed over within these days.
LATEST = timedelta(days=8)
OPEN = (State.ANNOUNCED, State.OPEN)
# What an item still has to be for somebody to take it over.
LIVE = (
    Q(duty__isnull=False, duty__ended_on=None)
    | Q(commitment__isnull=False, commitment__settled_at=None)
    | Q(decision__state__in=OPEN)
)
SHOWN = 20

# Hand-overs are public.
hand_over_labels = Naming(
    lambda keys, viewer: HandOver.objects.filter(pk__in=keys),
    ("role__name",),
    lambda key, name: Label(name, HandOver(pk=key).get_absolute_url()),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand-over: in which role, left by whom, and how many of its things nobody has taken over."""

    hand_over_id: int
    role: str
    language: str
    person: str
    number: int

    @property
    def url(self) -> str:
        """Return the hand-over's page."""
        return HandOver(pk=self.hand_over_id).get_absolute_url()


def left_open(mandate: Mandate) -> list[dict[str, Any]]:
    """Return what the holder of a mandate leaves open, as columns of items: duties, promises, decisions of the body."""
    found: list[dict[str, Any]] = []
    found += [{"duty": one} for one in Duty.objects.filter(role=mandate.role_id, ended_on=None).order_by("pk")]
    found += [{"commitment": one} for one in Commitment.objects.pending().filter(role=mandate.role_id).order_by("pk")]
    if Power.STEWARD in mandate.role.powers:
        decisions = Decision.objects.filter(steward_body=mandate.role.body_id, state__in=OPEN)
        found += [{"decision": one} for one in decisions.order_by("pk")]
    return found


def goes_on(mandate: Mandate, at: datetime) -> bool:
    """Tell whether the same person holds the same role by another mandate."""
    others = Mandate.objects.filter(person=mandate.person_id, role=mandate.role_id).exclude(pk=mandate.pk)
    return others.filter(Q(until_on=None) | Q(until_on__gt=at.date()), is_over=False).exists()


def ended_lately(at: datetime) -> list[int]:
    """Return the mandates that ended these days, by the calendar or by an act."""
    ended = Mandate.objects.filter(until_on__lte=at.date(), until_on__gt=(at - LATEST).date(), is_over=False)
    done = HandOver.objects.filter(mandate__in=ended).values("mandate")
    return list(ended.exclude(pk__in=done).order_by("pk").values_list("pk", flat=True))


def get_hand_over(hand_over_id: int, *, viewer: Actor) -> HandOver:
    """Return a hand-over with what its page names; 404 when there is none. Hand-overs are public."""
    found = HandOver.objects.select_related("body", "role__body", "person").filter(pk=hand_over_id).first()
    if found is None:
        raise Http404
    return found


def items_of(hand_over: HandOver) -> list[Item]:
    """Return its things that are still open or were answered for, the unanswered first (one query)."""
    rows = Item.objects.filter(LIVE | ~Q(state=ItemState.WAITING), hand_over=hand_over).order_by("-state", "pk")
    return list(rows.select_related("duty__matter", "commitment", "decision").fetch_mode(FETCH_RAISE))


def get_item(item_id: int, *, viewer: Actor) -> Item:
    """Return one thing of a hand-over; 404 when there is none."""
    rows = Item.objects.select_related(
        "hand_over__role", "hand_over__body", "hand_over__person", "duty__matter", "commitment", "decision"
    )
    found = rows.filter(pk=item_id).first()
    if found is None:
        raise Http404
    return found


def waiting_in_body(body_id: int) -> list[Waiting]:
    """Return the hand-overs of a body in which something is not taken over yet (one query)."""
    return _waiting(Item.objects.filter(hand_over__body=body_id))


def waiting_for_person(person_id: int, at: datetime) -> list[Waiting]:
    """Return the hand-overs that wait for a person in the roles they hold (one query)."""
    roles = Mandate.objects.held_on(at.date()).filter(person=person_id).values("role")
    return _waiting(Item.objects.filter(hand_over__role__in=roles))


def waiting_in_role(role_id: int) -> list[Waiting]:
    """Return the hand-overs of a role in which something is not taken over yet (one query)."""
    return _waiting(Item.objects.filter(hand_over__role=role_id))


def followers(hand_over: HandOver, at: datetime) -> tuple[list[int], list[int]]:
    """Return the accounts of those who hold the role now, and of those who tend the body."""
    held = directory.holders_of_roles([hand_over.role_id], at).get(hand_over.role_id, [])
    tending = directory.holders_of([hand_over.body_id], Power.STEWARD, at).get(hand_over.body_id, [])
    own = [account for _person, account in held if account]
    return own, [account for _person, account in tending if account and account not in own]


def _waiting(items: QuerySet[Item]) -> list[Waiting]:
    open_ones = items.filter(LIVE).exclude(state=ItemState.TAKEN_OVER)
    fields = ("hand_over", "hand_over__role__name", "hand_over__role__language", "hand_over__person__name")
    rows = open_ones.values_list(*fields).annotate(n=Count("pk")).order_by("hand_over")[:SHOWN]
    return [Waiting(*row) for row in rows]
