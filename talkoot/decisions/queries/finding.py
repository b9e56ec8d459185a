"""Decisions by their ids: one, its label, and lists of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.queries.texts import languages_of, said_in, title_in
from talkoot.decisions.queries.turnout import with_turnout
from talkoot.decisions.rules import State
from talkoot.directory.models import Body
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import key_of
from talkoot.kernel.paging import SIZE, Page
from talkoot.kernel.refs import Label, split
from talkoot.ledger.queries.naming import Naming
from talkoot.ledger.queries.prepared import NUMBER, PreparedRow, numbers, padded
from talkoot.rulebooks.models import Rulebook

# The hats that let someone put a question for a body: its stewards, and those who move its proposals on.
CONVENING = (Power.STEWARD, Power.MODERATE)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Which clock a list in each state runs by; what is to come is listed by what comes first, the others backwards.
CLOCKS = {
    State.DRAFT: "drafted_at",
    State.ANNOUNCED: "opens_at",
    State.OPEN: "closes_at",
    State.CLOSED: "closed_at",
    State.VOIDED: "voided_at",
}
TO_COME = frozenset({State.ANNOUNCED, State.OPEN})
MOST_BODIES = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision as a list shows it: with its turnout, or how many of its chambers approved."""

    decision: Decision
    chambers: Sequence[Any]

    @property
    def title(self) -> str:
        """Return the title, in a language of the reader where the list was asked for by one."""
        return self.decision.said.title

    @property
    def language(self) -> str:
        """Return the language of the title."""
        return self.decision.said.language

    @property
    def cast(self) -> int:
        """Return how many ballots are in, of all chambers that vote here."""
        return sum(chamber.turnout for chamber in self.chambers)

    @property
    def passed(self) -> int:
        """Return how many chambers approved."""
        return sum(bool(chamber.has_passed) for chamber in self.chambers)


def prepared_bodies(hats: Hats) -> frozenset[int]:
    """Return the bodies whose questions the wearer of ``hats`` prepares, and so whose drafts they see."""
    return frozenset(body_id for power in CONVENING for body_id in hats.bodies(power))


def get_decision(ref: str, viewer: Actor, at: datetime, hats: Hats | None = None) -> Decision:
    """Return the decision named ``D-87`` with its rulebook and body; 404 when the viewer may see none.

    It is called (``said``) in a language of the viewer where somebody wrote it there.
    """
    key = key_of(ref, "D")
    if key is None:
        raise Http404
    bodies = sorted(prepared_bodies(hats if hats is not None else hats_of(viewer, at)))
    wide = padded(bodies) if bodies else []
    given = dict(zip(numbers(len(wide)), wide, strict=True))
    found = _visible(len(given)).all_with({NUMBER: key, **given})
    if not found:
        raise Http404
    found[0].said = said_in(found[0], languages_of(viewer))
    return found[0]


@cache
def _visible(width: int) -> PreparedRow[Decision]:
    """Return the query for one decision seen by whoever prepares the questions of so many bodies."""
    return PreparedRow(
        lambda: Decision.objects.visible_to(numbers(width)).filter(pk=NUMBER),
        along={"rulebook": Rulebook, "steward_body": Body},
        fetch_mode=FETCH_RAISE,
    )


def of_box(decision_id: int, viewer: Actor, at: datetime) -> Decision | None:
    """Return the decision whose ballot box is shown, None when the viewer may see none (two queries)."""
    rows = Decision.objects.visible_to(prepared_bodies(hats_of(viewer, at))).filter(pk=decision_id)
    return rows.only("id", "title", "language", "state").annotate(**title_in(languages_of(viewer))).first()


def get_for_notice(ref: str) -> Decision:
    """Return the decision a fact is about, with its body and rulebook."""
    return Decision.objects.select_related("steward_body", "rulebook").get(pk=int(split(ref)[1]))


def list_decisions(
    *, viewer: Actor, at: datetime, state: str = State.OPEN, body: str = "", after: str = "", hats: Hats | None = None
) -> Page[Listed]:
    """Return a page of decisions in ``state``, of one body or all: what is to come by its time, others newest first."""
    clock = CLOCKS[State(state)]
    sign = "" if state in TO_COME else "-"
    rows = _rows(hats if hats is not None else hats_of(viewer, at)).filter(state=state)
    if body:
        rows = rows.filter(steward_body__slug=body)
    place = _place(after)
    if place:
        beyond = "gt" if state in TO_COME else "lt"
        same = Q(**{clock: place[0], f"pk__{beyond}": place[1]})
        rows = rows.filter(Q(**{f"{clock}__{beyond}": place[0]}) | same)
    heavy = (
        "question",
        "html",
        "translations",
        "verdict",
        "closeness",
        "rulebook__source",
        "rulebook__canonical",
        "rulebook__directory_names",
    )
    rows = rows.annotate(**title_in(languages_of(viewer)))
    found = list(rows.defer(*heavy).order_by(f"{sign}{clock}", f"{sign}id")[: SIZE + 1])
    shown = found[:SIZE]
    _read_courses(shown)
    return Page(listed(shown), _after(shown[-1], clock) if len(found) > SIZE else "")


def _read_courses(decisions: Sequence[Decision]) -> None:
    """Fetch the rules of those that wait for something, as these may wait for scrutineers (one query, or none)."""
    waiting = {one.rulebook_id for one in decisions if one.awaits_tally and one.scrutiny_ended_at is None}
    told = dict(Rulebook.objects.filter(pk__in=waiting).values_list("pk", "canonical")) if waiting else {}
    for one in decisions:
        if one.rulebook_id in told:
            one.rulebook.canonical = told[one.rulebook_id]


def listed(decisions: Sequence[Decision]) -> list[Listed]:
    """Return decisions with their chambers (one query)."""
    chambers: dict[int, list[Any]] = {decision.pk: [] for decision in decisions}
    found = with_turnout(Chamber.objects.filter(decision__in=chambers).order_by("position"))
    for chamber in found if chambers else ():
        chambers[chamber.decision_id].append(chamber)
    return [Listed(decision, chambers[decision.pk]) for decision in decisions]


def bodies_with_decisions() -> list[tuple[str, str]]:
    """Return (slug, name) of the bodies that have put questions, by name."""
    put = Decision.objects.visible_to().filter(steward_body=OuterRef("pk"))
    rows = Body.objects.filter(Exists(put)).order_by("fold", "pk")
    return list(rows.values_list("slug", "name")[:MOST_BODIES])


def _to_be_named(keys: Collection[int], viewer: Actor) -> QuerySet[Decision]:
    """Keep a draft for whoever drafted it."""
    hidden = ~Q(drafted_by=viewer.person_id) | Q(drafted_by=None)
    rows = Decision.objects.filter(pk__in=keys)
    seen = rows.exclude(hidden, state=State.DRAFT, announced_at=None, shown_at=None)
    return seen.annotate(**title_in(languages_of(viewer)))


labels = Naming(
    _to_be_named,
    ("said_title", "said_language"),
    lambda key, title, language: Label(title, Decision(pk=key).get_absolute_url(), language),
)


def _rows(hats: Hats) -> QuerySet[Decision]:
    seen = Decision.objects.visible_to(prepared_bodies(hats))
    return seen.select_related("rulebook", "steward_body").fetch_mode(FETCH_RAISE)


def _after(decision: Decision, clock: str) -> str:
    """Return the place after a row: its clock in microseconds and its key."""
    return f"{(getattr(decision, clock) - EPOCH) // timedelta(microseconds=1)}.{decision.pk}"


def _place(after: str) -> tuple[datetime, int] | None:
    clock, _dot, key = after.partition(".")
    if not (clock.isascii() and clock.isdigit() and key.isascii() and key.isdigit() and len(after) <= 40):
        return None
    try:
        return EPOCH + timedelta(microseconds=int(clock)), int(key)
    except OverflowError:
        return None
