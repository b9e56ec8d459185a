"""What consultations want of one person, or have for them: for Today, panels and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FETCH_RAISE, F, Q, QuerySet, Value

from talkoot.consultations.models import Consultation, Disposition, Party
from talkoot.consultations.queries.coverage import Meter, meter_of
from talkoot.consultations.queries.finding import Listed, listed
from talkoot.consultations.queries.reading import spoken_for
from talkoot.consultations.rules import Status
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import public_id

ROWS = 10


@dataclass(frozen=True, slots=True)
class Box:
    """A consultation in short, for the page of the matter it belongs to; ``asked`` are the viewer's own parties."""

    consultation: Consultation
    meter: Meter
    takes_input: bool
    asked: Sequence[Party]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A consultation that wants something of one person.

    Either their input, and then the ``reason`` (in ``reason_language``) says why they are asked; or an answer to each
    of its ``unanswered`` inputs, promised by ``answers_by``.
    """

    key: int
    id: int
    title: str
    language: str
    closes_at: datetime
    answers_by: datetime | None
    unanswered: int
    must_be_heard: bool
    reason: str
    reason_language: str

    @property
    def public_id(self) -> str:
        """Return the short id people use."""
        return public_id("C", self.id)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What consultations want of one person: input where they are ``asked``, and answers at their ``desks``."""

    asked: Sequence[Wanted] = ()
    desks: Sequence[Wanted] = ()


def waiting_for(actor: Actor, at: datetime, hats: Hats | None = None) -> Waiting:
    """Return where ``actor`` speaks for a party not heard yet, while input is taken, and where inputs wait for them.

    Those that must be heard lead, then what closes next; at the desks the nearest promise leads. One query.
    """
    if not actor.is_known:
        return Waiting()
    worn = _hats(actor, at, hats)
    asked: list[Wanted] = []
    desks: list[Wanted] = []
    rows = _asked(actor, at, worn)
    if worn.bodies(Power.ANSWER):
        rows = rows.union(_desks(worn), all=True)
    for is_asked, *columns in rows:
        (asked if is_asked else desks).append(Wanted(*columns))
    asked.sort(key=lambda one: (not one.must_be_heard, one.closes_at, one.key))
    desks.sort(key=lambda one: (one.answers_by is None, one.answers_by or one.closes_at, one.closes_at, one.key))
    return Waiting(asked, desks)


def _asked(actor: Actor, at: datetime, hats: Hats) -> QuerySet[Party, tuple[Any, ...]]:
    mine = Party.objects.filter(spoken_for(actor, hats), heard_at=None)
    running = mine.filter(consultation__status=Status.OPEN, consultation__closes_at__gt=at)
    # The limit stands in a subquery: SQLite allows none in the parts of a union.
    first = running.order_by("-must_be_heard", "consultation__closes_at", "id").values("pk")[:ROWS]
    return Party.objects.filter(pk__in=first).values_list(
        Value(1), "id", "consultation_id", "consultation__title", "consultation__language", "consultation__closes_at",
        "consultation__answers_by", Value(0), "must_be_heard", "reason", "language",
    )  # fmt: skip


def _desks(hats: Hats) -> QuerySet[Consultation, tuple[Any, ...]]:
    mine = Consultation.objects.open().filter(answering_body__in=hats.bodies(Power.ANSWER))
    waiting = mine.filter(input_count__gt=F("answered_count"))
    first = waiting.order_by(F("answers_by").asc(nulls_last=True), "closes_at", "id").values("pk")[:ROWS]
    return Consultation.objects.filter(pk__in=first).values_list(
        Value(0), "id", "id", "title", "language", "closes_at", "answers_by",
        F("input_count") - F("answered_count"), Value(False), Value(""), Value(""),
    )  # fmt: skip


def what_became_of(actor: Actor, since: datetime | None = None) -> list[Disposition]:
    """Return the current answers to inputs of ``actor``, the newest first; ``since`` keeps those after a time.

    Each answer carries its ``input`` and that input's ``consultation`` with the body that answered.
    """
    if not actor.is_known:
        return []
    rows = Disposition.objects.filter(input__author=actor.person_id, is_current=True)
    if since is not None:
        rows = rows.filter(input__answered_at__gte=since)
    rows = rows.select_related("input__consultation__answering_body").order_by("-input__answered_at", "-pk")
    return list(rows.fetch_mode(FETCH_RAISE)[:ROWS])


def box_of(consultation_id: int, viewer: Actor, at: datetime, hats: Hats | None = None) -> Box:
    """Return a consultation in short (two queries, a third for the hats when they are not given)."""
    consultation = _rows().get(pk=consultation_id)
    asked = my_parties(consultation, viewer, _hats(viewer, at, hats))
    return Box(consultation, meter_of(consultation), consultation.takes_input_at(at), asked)


def my_parties(consultation: Consultation, viewer: Actor, hats: Hats) -> list[Party]:
    """Return the parties ``viewer`` speaks for in one consultation, heard or not."""
    if not viewer.is_known:
        return []
    rows = Party.objects.filter(spoken_for(viewer, hats), consultation=consultation).select_related(
        "body", "role", "person"
    )
    return list(rows.order_by("-must_be_heard", "pk").fetch_mode(FETCH_RAISE))


def of_body(body_id: int, at: datetime) -> list[Listed]:
    """Return the open consultations a body answers or is asked in, by deadline."""
    asked = Party.objects.filter(body=body_id).values("consultation")
    rows = Consultation.objects.open().filter(Q(answering_body=body_id) | Q(pk__in=asked))
    return listed(rows.order_by("closes_at", "id")[:ROWS], at)


def _hats(actor: Actor, at: datetime, hats: Hats | None) -> Hats:
    return hats if hats is not None else hats_of(actor, at)


def _rows() -> QuerySet[Consultation]:
    return Consultation.objects.select_related("answering_body").fetch_mode(FETCH_RAISE)
