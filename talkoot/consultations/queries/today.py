"""What consultations want of one person, or have for them: for Today, panels and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE, F, Q, QuerySet

from talkoot.consultations.models import Consultation, Disposition, Party
from talkoot.consultations.queries.coverage import Meter, meter_of
from talkoot.consultations.queries.finding import Listed, listed
from talkoot.consultations.queries.reading import spoken_for
from talkoot.consultations.rules import Status
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor

ROWS = 10


@dataclass(frozen=True, slots=True)
class Box:
    """A consultation in short, for the page of the matter it belongs to; ``asked`` are the viewer's own parties."""

    consultation: Consultation
    meter: Meter
    takes_input: bool
    asked: Sequence[Party]


def awaiting_my_disposition(actor: Actor, at: datetime, hats: Hats | None = None) -> list[Consultation]:
    """Return open consultations with unanswered inputs that ``actor`` may answer, the nearest promise first."""
    mine = _hats(actor, at, hats).bodies(Power.ANSWER)
    if not mine:
        return []
    rows = _open().filter(answering_body__in=mine, input_count__gt=F("answered_count"))
    return list(rows.order_by(F("answers_by").asc(nulls_last=True), "closes_at", "id")[:ROWS])


def where_i_am_party(actor: Actor, at: datetime, hats: Hats | None = None) -> list[Party]:
    """Return the unheard parties ``actor`` speaks for while input is taken: those that must be heard lead.

    Each party carries its ``reason`` (in ``language``) and its ``consultation``.
    """
    if not actor.is_known:
        return []
    rows = (
        Party.objects.filter(spoken_for(actor, _hats(actor, at, hats)), heard_at=None)
        .filter(consultation__status=Status.OPEN, consultation__closes_at__gt=at)
        .select_related("consultation", "body", "role", "person")
        .order_by("-must_be_heard", "consultation__closes_at", "id")
    )
    return list(rows.fetch_mode(FETCH_RAISE)[:ROWS])


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
    consultation = _open_or_not().get(pk=consultation_id)
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


def _open() -> QuerySet[Consultation]:
    return _open_or_not().filter(status=Status.OPEN)


def _open_or_not() -> QuerySet[Consultation]:
    return Consultation.objects.select_related("answering_body").fetch_mode(FETCH_RAISE)
