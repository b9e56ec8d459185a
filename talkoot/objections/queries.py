"""The only way doors and other apps reach rounds of consent and objections. Both are public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FETCH_RAISE, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body, Person
from talkoot.directory.queries import Hats, Tasks, account_ids_of, holders_of, tasks_in
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import key_of, public_id
from talkoot.kernel.refs import Label, split
from talkoot.kernel.verdicts import Text
from talkoot.ledger.queries.naming import Naming
from talkoot.ledger.queries.prepared import TEXT, PreparedRow
from talkoot.objections.models import Objection, Round, Step, Support, Wording
from talkoot.objections.rules import Awaits, State, StepKind, is_had, is_open, may_step

ROWS = 200
IMPOSSIBLE: dict[str, Text] = {
    StepKind.PROPOSED: _("An appeal is not decided yet. Decide on it first."),
    StepKind.CONFIRMED: _("No resolution is proposed at the moment."),
    StepKind.DECLINED: _("No resolution is proposed at the moment."),
    StepKind.FOUND: _("It cannot be found without reason now: it waits for an answer, or an appeal was decided."),
    StepKind.APPEALED: _("There is no finding that could still be appealed against."),
    StepKind.UPHELD: _("There is no appeal to decide on."),
    StepKind.DISMISSED: _("There is no appeal to decide on."),
}
UNDONE: Text = _("The others overrode an objection by the share the rules ask for. With one more they would not have.")
SETTLED: dict[str, Text] = {
    State.RESOLVED: _("This objection was resolved before."),
    State.WITHDRAWN: _("This objection was withdrawn before."),
    State.OVERRIDDEN: _("This objection was overridden before."),
    State.WITHOUT_REASON: _("This objection was found without reason before."),
}


@dataclass(frozen=True, slots=True)
class Trail:
    """All that was done about an objection, one after the other, and who would override it."""

    steps: Sequence[Step]
    supports: Sequence[Support]
    wording: Wording
    latest: Wording

    @property
    def recent(self) -> Sequence[Step]:
        """Return the last two steps after it was raised: what somebody who takes the next one has to have read."""
        return [step for step in self.steps if step.kind != StepKind.RAISED][-2:]

    @property
    def proposed(self) -> Step | None:
        """Return the resolution that was proposed last."""
        return next((step for step in reversed(self.steps) if step.kind == StepKind.PROPOSED), None)


@dataclass(frozen=True, slots=True)
class Seen:
    """A round as its page shows it: the number of the version people are asked about, when it was written; objections.

    Without a round the text is as it was put, and nobody objects.
    """

    latest: int
    worded_at: datetime | None
    objections: Sequence[Objection]

    @property
    def amended_at(self) -> datetime | None:
        """Return when the text was last amended, None where it is as it was put."""
        return self.worded_at if self.latest > 1 else None


def round_of(matter: str) -> Round | None:
    """Return the round about ``matter`` (``decision:87``), or None."""
    return Round.objects.filter(matter=matter).first()


def wordings_of(matter: str) -> list[Wording]:
    """Return the versions of the text of a round, the first one first (one query)."""
    rows = Wording.objects.filter(round__matter=matter).select_related("person").order_by("number")
    return list(rows.fetch_mode(FETCH_RAISE))


def objections_of(matter: str) -> list[Objection]:
    """Return the objections of a round, the oldest first, so that of one place the last counts (one query)."""
    rows = Objection.objects.filter(round__matter=matter).select_related("person", "body").order_by("pk")
    return list(rows.fetch_mode(FETCH_RAISE)[:ROWS])


def seen_round(matter: str) -> Seen:
    """Return the round about ``matter`` with its objections, in the order of `objections_of` (one query)."""
    rows = _SEEN.all_with({TEXT: matter})
    if not rows:
        return Seen(1, None, [])
    for row in rows:
        if row.said is not None:
            row.said.round, row.said.person, row.said.body = row, row.said_person, row.said_body
    return Seen(rows[0].latest, rows[0].worded_at, [row.said for row in rows if row.said is not None])


def _rounds_with_objections() -> QuerySet[Any]:
    said = FilteredRelation("objections", condition=Q(objections__isnull=False))
    person = FilteredRelation("said__person", condition=Q(said__person__isnull=False))
    body = FilteredRelation("said__body", condition=Q(said__body__isnull=False))
    rows = Round.objects.filter(matter=TEXT, wordings__number=F("latest")).alias(said=said)
    rows = rows.alias(said_person=person, said_body=body).annotate(worded_at=F("wordings__at"))
    return rows.order_by("said__id")[:ROWS]


_SEEN: PreparedRow[Any] = PreparedRow(
    _rounds_with_objections,
    along={"said": Objection, "said_person": Person, "said_body": Body},
    beside=("worded_at",),
    fetch_mode=FETCH_RAISE,
)


def last_of_place(place: str) -> Objection | None:
    """Return the last objection from a place (a ref), None where there was none."""
    return Objection.objects.filter(place=place).order_by("-pk").first()


def has_standing(matter: str) -> bool:
    """Tell whether an objection holds the proposal up."""
    return Objection.objects.filter(round__matter=matter, state=State.STANDING).exists()


def weighs_roll(chamber: str) -> bool:
    """Tell whether how many there are in a chamber (a ref) weighs an objection that stands, or may stand again."""
    return weighed(chamber).exclude(state=State.OVERRIDDEN).exists()


def weighed(chamber: str) -> QuerySet[Objection]:
    """Return the objections of a chamber that others may override, or have: not those that ended otherwise."""
    rows = Objection.objects.filter(chamber=chamber).exclude(override="").order_by("pk")
    may_stand = Q(state=State.STANDING) | Q(state=State.WITHOUT_REASON, was_appealed=False)
    return rows.filter(may_stand | Q(state=State.OVERRIDDEN))


def would_undo(chamber: str, others: int) -> bool:
    """Tell whether an objection of a chamber would not be overridden if there were so many others (one query)."""
    rows = weighed(chamber).filter(state=State.OVERRIDDEN)
    return any(not is_had(one.override, others, one.had) for one in rows)


def has_supported(place: str) -> bool:
    """Tell whether somebody said from a place (a ref) that they want to override an objection (one query)."""
    return Support.objects.filter(place=place).exists()


def became_of(matter: str) -> dict[str, str]:
    """Return what became of the last objection of each place (refs), empty while it stands (one query)."""
    rows = Objection.objects.filter(round__matter=matter).order_by("pk").values_list("place", "state")
    return {place: "" if state == State.STANDING else state for place, state in rows}


def reasons_of(matter: str) -> dict[int, str]:
    """Return the words that settled objections of a round, by key: an amendment's, or a finding's (one query)."""
    kinds = [StepKind.PROPOSED, StepKind.FOUND, StepKind.DISMISSED]
    rows = Step.objects.filter(objection__round__matter=matter, kind__in=kinds).order_by("pk")
    return dict(rows.values_list("objection_id", "text"))


def get_objection(reference: str) -> Objection:
    """Return the objection named ``O-5`` with who raised it; 404 when there is none."""
    rows = Objection.objects.select_related("round", "round__steward_body", "person", "body")
    found = rows.filter(pk=key_of(reference, "O") or 0).first()
    if found is None:
        raise Http404
    return found


def trail_of(objection: Objection) -> Trail:
    """Return what was done about an objection (three queries)."""
    steps = Step.objects.filter(objection=objection).select_related("person").order_by("pk")
    supports = Support.objects.filter(objection=objection).select_related("person", "body").order_by("pk")
    numbers = [objection.wording, objection.round.latest]
    texts = {each.number: each for each in Wording.objects.filter(round=objection.round_id, number__in=numbers)}
    first, last = (texts[number] for number in numbers)
    return Trail(list(steps.fetch_mode(FETCH_RAISE)), list(supports.fetch_mode(FETCH_RAISE)[:ROWS]), first, last)


def hindrance(objection: Objection, kind: StepKind, at: datetime) -> Text | None:
    """Return why a step about an objection is not taken now; None where it may follow (no query)."""
    is_over = why_over(objection.round, at)
    return why_impossible(objection, kind) if is_over is None else is_over


def why_over(about: Round, at: datetime) -> Text | None:
    """Return that a round is over; None while it is open."""
    if is_open(about.closes_at, about.closed_at, at):
        return None
    return _("The round is over; every objection stays as it was.")


def why_impossible(objection: Objection, kind: StepKind) -> Text | None:
    """Return why a step cannot follow upon what was done about an objection; None where it can."""
    state = State(objection.state)
    if may_step(kind, state, Awaits(objection.awaits), was_appealed=objection.was_appealed):
        return None
    is_over = state is not State.STANDING and kind is not StepKind.APPEALED
    return SETTLED[state] if is_over else IMPOSSIBLE[kind]


def get_for_notice(reference: str) -> Objection:
    """Return the objection a fact is about, with what a notice says of it."""
    rows = Objection.objects.select_related("round", "person", "body")
    return rows.get(pk=int(split(reference)[1]))


def title_of(objection: Objection) -> str:
    """Return what the proposal an objection is about is called now."""
    rows = Wording.objects.filter(round=objection.round_id, number=objection.round.latest)
    return rows.values_list("title", flat=True).get()


def objectors(objection: Objection, at: datetime) -> set[int]:
    """Return the accounts of whoever raised an objection: the person, or all who represent the body."""
    if objection.body_id is None:
        return set(account_ids_of([objection.person_id]).values())
    holders = holders_of([objection.body_id], Power.REPRESENT, at).get(objection.body_id, [])
    return {account for _person, account in holders if account is not None}


def stewards(objection: Objection, at: datetime) -> set[int]:
    """Return the accounts of the stewards of the body that put the proposal."""
    body_id = objection.round.steward_body_id
    holders = holders_of([body_id], Power.STEWARD, at).get(body_id, [])
    return {account for _person, account in holders if account is not None}


def tasks(actor: Actor, hats: Hats, at: datetime) -> list[Tasks]:
    """Return what rounds that run have for one person: objections to answer as a steward, and answers to one's own."""
    running = Objection.objects.filter(state=State.STANDING, round__closed_at=None, round__closes_at__gt=at)
    own = Q(person=actor.person_id, body=None) | Q(body__in=hats.bodies(Power.REPRESENT))
    stewarded = running.filter(round__steward_body__in=hats.bodies(Power.STEWARD)).exclude(own)
    # Four eyes: an appeal waits for another steward than who found the objection without reason.
    appealed = stewarded.filter(awaits=Awaits.APPEAL).exclude(found_by__isnull=False, found_by=actor.person_id)
    return [
        _tasks("objections.resolution", running.filter(own, awaits=Awaits.RESOLUTION)),
        _tasks("objections.objection", stewarded.filter(awaits=Awaits.NOTHING)),
        _tasks("objections.appeal", appealed),
    ]


def _tasks(what: str, rows: QuerySet[Objection]) -> Tasks:
    latest = Wording.objects.filter(round=OuterRef("round"), number=OuterRef("round__latest"))
    return tasks_in(
        what, rows, "round__closes_at", at="round__closes_at",
        title=Subquery(latest.values("title")[:1]), language=Subquery(latest.values("language")[:1]),
        name=Coalesce("body__name", "person__name"), name_language=Coalesce("body__language", Value("")),
        thing=lambda key, _within: Objection(pk=key),
    )  # fmt: skip


def export_of(account_id: int) -> dict[str, Any]:
    """Return the objections of an account's person, its steps about any, and which it would override."""
    own = {"person__account_id": account_id}
    raised = Objection.objects.filter(**own).annotate(objection=F("pk"))
    said = ("text", "language", "state", "raised_at", "settled_at")
    return {
        "objections": _named(raised.values("objection", *said)),
        "steps": _named(Step.objects.filter(**own).values("objection", "kind", "text", "language", "at")),
        "supports": _named(Support.objects.filter(**own).values("objection", "at")),
    }


def _named(rows: Any) -> list[dict[str, Any]]:
    return [{**row, "objection": public_id("O", row["objection"])} for row in rows.order_by("pk")]


def _label(key: int, text: str, language: str) -> Label:
    words = " ".join(text.split())
    return Label(
        f"O-{key}: {words[:60]}{'…' if len(words) > 60 else ''}", Objection(pk=key).get_absolute_url(), language
    )


labels = Naming(
    rows=lambda keys, viewer: Objection.objects.filter(pk__in=keys), columns=("text", "language"), label=_label
)
