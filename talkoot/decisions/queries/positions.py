"""A round of consent as everybody sees it, while it runs and after: who stands where and why, objections first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.fields.json import KT
from django.db.models.functions import RowNumber
from django.http import Http404
from django.utils.html import format_html, strip_tags
from django.utils.text import Truncator

from talkoot.counting.rules import IN_ORDER, Position, consenting, is_round
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry
from talkoot.decisions.queries.ballots import FIELDS, BallotRow, Names, row_of
from talkoot.decisions.queries.places import MyPlace, my_places
from talkoot.decisions.queries.reading import ChamberView
from talkoot.decisions.rules import State
from talkoot.directory.queries import NO_HATS, hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref, split
from talkoot.objections.models import Objection, Wording
from talkoot.objections.queries import objections_of, seen_round, wordings_of
from talkoot.objections.rules import Awaits
from talkoot.rulebooks.rules import Voters

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one member stands: the ballot, their last objection, and whether they said it before the last amendment."""

    row: BallotRow
    objection: Objection | None
    is_before: bool


@dataclass(frozen=True, slots=True)
class Group:
    """All who say the same: the first of them, and how many there are."""

    position: Position
    total: int
    stands: Sequence[Stand]

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more than are shown."""
        return self.total > len(self.stands)


@dataclass(frozen=True, slots=True)
class RoundView:
    """The round of one decision: its groups, objections, and the version of its text, last amended when."""

    groups: Sequence[Group]
    objections: Sequence[Objection]
    version: int
    amended_at: datetime | None
    may_be_amended: bool

    @property
    def standing(self) -> Sequence[Objection]:
        """Return the objections that hold the proposal up."""
        return [each for each in self.objections if each.is_standing]


def round_view(decision: Decision, chambers: Sequence[ChamberView]) -> RoundView | None:
    """Return the round of a decision, None where nobody is asked for consent or it has not begun (two queries)."""
    keys = consenting(decision.rulebook.canonical)
    if not keys or decision.state not in {State.OPEN, State.CLOSED}:
        return None
    rooms = [view for view in chambers if view.chamber.key in keys]
    seen = seen_round(decision.ref)
    return RoundView(
        groups=_groups(decision, rooms, seen.objections, seen.amended_at),
        objections=seen.objections,
        version=seen.latest,
        amended_at=seen.amended_at,
        may_be_amended=is_round(decision.rulebook.canonical),
    )


def _groups(
    decision: Decision, rooms: Sequence[ChamberView], objections: Sequence[Objection], amended_at: datetime | None
) -> list[Group]:
    last = {each.place: each for each in objections}
    found: dict[Position, list[Stand]] = {position: [] for position in IN_ORDER}
    totals: dict[Position, int] = dict.fromkeys(IN_ORDER, 0)
    names = Names(decision, rooms)
    for entry, total, *values in _rows(rooms):
        row = row_of(values, names)
        position = Position(row.choice)
        is_before = amended_at is not None and row.cast_at < amended_at
        found[position].append(Stand(row, _own(position, last, entry), is_before))
        totals[position] = total
    return [Group(position, totals[position], stands) for position, stands in found.items() if stands]


def _own(position: Position, last: Mapping[str, Objection], entry: int) -> Objection | None:
    return last.get(ref("place", entry)) if position is Position.OBJECTION else None


def _rows(rooms: Sequence[ChamberView]) -> Any:
    """Return the first of each group with how many the group has: one query, however many there are."""
    said = KT("marks__0__0")
    shown: Any = Ballot.objects.counting().filter(chamber__in=[view.chamber.pk for view in rooms])
    shown = shown.annotate(
        total=Window(Count("pk"), partition_by=[said]),
        place=Window(RowNumber(), partition_by=[said], order_by=F("pk").asc()),
    )
    return shown.filter(place__lte=SHOWN).order_by("pk").values_list("entry_id", "total", *FIELDS)


def others_beside(chamber: Chamber) -> int:
    """Return how many others weigh an objection in a chamber: all on its roll who do not stand back, but for one."""
    return max(RollEntry.objects.filter(chamber=chamber, recused_at__isnull=True).count() - 1, 0)


def others_in(objection: Objection, viewer: Actor, at: datetime) -> tuple[Decision, list[MyPlace]] | None:
    """Return the decision of an objection with the viewer's places in its chamber that are of the others.

    That is without the one that objects, and without those that stand back: none is left where the viewer has no other.
    None where the viewer has no place there but the one that objects (at most three queries).
    """
    chamber = Chamber.objects.select_related("decision__rulebook").filter(pk=int(split(objection.chamber)[1])).first()
    if chamber is None or not viewer.is_known:
        return None
    # Whoever speaks for themselves needs no hat.
    hats = hats_of(viewer, at) if chamber.voters == Voters.BODIES else NO_HATS
    own = [each for each in my_places(chamber.decision, viewer, hats) if each.chamber.pk == chamber.pk]
    places = [each for each in own if ref("place", each.entry_id) != objection.place]
    return (chamber.decision, [each for each in places if not each.is_recused]) if places else None


def to_be_met(decision: Decision) -> list[tuple[int, str]]:
    """Return key and words, as HTML, of the objections that an amendment may meet (one query)."""
    standing = [each for each in objections_of(decision.ref) if each.is_standing and each.awaits != Awaits.APPEAL]
    return [(each.pk, _said(each)) for each in standing]


def _said(objection: Objection) -> str:
    words = Truncator(" ".join(unescape(strip_tags(objection.html)).split())).chars(120)
    return format_html('{} · <bdi lang="{}">{}</bdi>', objection.public_id, objection.language, words)


def versions_of(decision: Decision) -> list[tuple[Wording, Wording | None]]:
    """Return the versions of a proposal, the latest first, each with the one before it; 404 where there is no round."""
    found = wordings_of(decision.ref)
    if not found:
        raise Http404
    return list(zip(found, [None, *found], strict=False))[::-1]
