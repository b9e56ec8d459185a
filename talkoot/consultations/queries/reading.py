"""The page of one consultation: its inputs as plain tuples, ready to be set into their mould."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import FETCH_RAISE, Case, F, Q, Value, When
from django.http import Http404

from talkoot.consultations.models import Consultation, Disposition, Extension, Input, Party
from talkoot.consultations.rules import InputState, Outcome
from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.kernel import paging
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page

INPUTS = 200
QUEUE = 25
PARTIES = 5
UNANSWERED = "none"


class InputRow(NamedTuple):
    """One input with its current answer, in the order of `FIELDS`; without an answer the last are empty."""

    pk: int
    author: str | None
    author_slug: str | None
    body: str | None
    body_slug: str | None
    body_language: str | None
    language: str
    html: str
    given_at: datetime
    taken_up_at: datetime | None
    outcome: str
    answer: str
    answer_language: str
    answered_at: datetime | None


FIELDS = (
    "pk", "author__name", "author__slug", "on_behalf__name", "on_behalf__slug", "on_behalf__language", "language",
    "html", "given_at", "taken_up_at", "outcome", "answer_html", "answer_language", "answered_at",
)  # fmt: skip


class PartyRow(NamedTuple):
    """One party as a list shows it, in the order of `PARTY_FIELDS`; what it is not is None."""

    pk: int
    must_be_heard: bool
    reason: str
    language: str
    heard_at: datetime | None
    body: str | None
    body_slug: str | None
    body_language: str | None
    role: str | None
    role_slug: str | None
    role_language: str | None
    role_body: str | None
    role_body_slug: str | None
    role_body_language: str | None
    person: str | None
    person_slug: str | None
    is_mine: bool = False


PARTY_FIELDS = (
    "pk", "must_be_heard", "reason", "language", "heard_at", "body__name", "body__slug", "body__language",
    "role__name", "role__slug", "role__language", "role__body__name", "role__body__slug", "role__body__language",
    "person__name", "person__slug",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InputPage:
    """One input on its own: every answer it had, the newest first, and where it stands."""

    consultation: Consultation
    given: Input
    answers: Sequence[Disposition]
    state: InputState

    @property
    def current(self) -> Disposition | None:
        """Return the answer that holds."""
        return next((answer for answer in self.answers if answer.is_current), None)

    def receipt_for(self, viewer: Actor) -> str:
        """Return the receipt to the author, and nothing to anybody else."""
        return self.given.receipt if viewer.is_known and viewer.person_id == self.given.author_id else ""


def list_inputs(
    consultation: Consultation, *, outcome: str = "", language: str = "", after: str = "", size: int = INPUTS
) -> Page[InputRow]:
    """Return a page of inputs in the order they came; ``outcome`` may be `UNANSWERED`. One query."""
    rows = Input.objects.filter(consultation=consultation)
    if outcome == UNANSWERED:
        rows = rows.filter(outcome="")
    elif outcome:
        rows = rows.filter(outcome=outcome)
    if language:
        rows = rows.filter(language=language)
    last = paging.after(after)
    if last is not None:
        rows = rows.filter(pk__gt=last)
    values = rows.order_by("pk").values_list(*FIELDS)[: size + 1]
    return paging.cut([InputRow._make(row) for row in values], "pk", size)


def get_input(consultation: Consultation, number: int, *, at: datetime) -> InputPage:
    """Return one input of the consultation with all its answers (two queries); 404 when it is not one of its."""
    given = (
        Input.objects.filter(consultation=consultation, pk=number)
        .select_related("author", "on_behalf")
        .fetch_mode(FETCH_RAISE)
        .first()
    )
    if given is None:
        raise Http404
    return _input_page(consultation, given, at)


def get_receipt(code: str, *, at: datetime) -> InputPage:
    """Return the input a receipt stands for, for anyone who holds the code; 404 for any other code."""
    wanted = code.strip().upper()
    if not wanted.isascii():
        raise Http404
    given = (
        Input.objects.filter(receipt=wanted)
        .select_related("author", "on_behalf", "consultation__answering_body")
        .fetch_mode(FETCH_RAISE)
        .first()
    )
    if given is None:
        raise Http404
    return _input_page(given.consultation, given, at)


def receipt_of(input_ref: str) -> str:
    """Return the receipt of an input named by its ref; for the one whose form made it."""
    return Input.objects.values_list("receipt", flat=True).get(pk=int(input_ref.partition(":")[2]))


def list_extensions(consultation: Consultation) -> Sequence[Extension]:
    """Return how the deadline moved, the newest first; no query when it never did."""
    if not consultation.is_extended:
        return []
    rows = Extension.objects.filter(consultation=consultation).select_related("person")
    return list(rows.order_by("-at").fetch_mode(FETCH_RAISE))


def list_parties(
    consultation: Consultation, *, viewer: Actor, hats: Hats, most: int | None = None
) -> Sequence[PartyRow]:
    """Return who was asked: the viewer's own parties first, then who must be heard, then the unheard. One query."""
    rows = Party.objects.filter(consultation=consultation).order_by(
        "-must_be_heard", F("heard_at").asc(nulls_first=True), "pk"
    )
    fields: tuple[str, ...] = PARTY_FIELDS
    if viewer.is_known:
        is_mine = Case(When(spoken_for(viewer, hats), then=Value(True)), default=Value(False))
        rows, fields = rows.annotate(is_mine=is_mine), (*fields, "is_mine")
        rows = rows.order_by("-is_mine", *rows.query.order_by)
    values = rows.values_list(*fields)
    return [PartyRow(*row) for row in (values if most is None else values[:most])]


def spoken_for(viewer: Actor, hats: Hats) -> Q:
    """Return the condition on parties through which ``viewer`` speaks: a body, a role, themselves."""
    roles = [hat.role_id for hat in hats.all]
    bodies = hats.bodies(Power.REPRESENT)
    return Q(body__in=bodies) | Q(role__in=roles) | Q(person__in=[viewer.person_id] if viewer.is_known else [])


def known_outcome(text: str) -> str:
    """Return an outcome to filter by, `UNANSWERED`, or nothing for anything else."""
    return text if text == UNANSWERED or text in list(Outcome) else ""


def _input_page(consultation: Consultation, given: Input, at: datetime) -> InputPage:
    answers = Disposition.objects.filter(input=given).select_related("person").order_by("-pk").fetch_mode(FETCH_RAISE)
    return InputPage(consultation, given, list(answers), given.state_at(at, consultation.closes_at))
