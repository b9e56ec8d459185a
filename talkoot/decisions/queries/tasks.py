"""What decisions have for those who judge, scrutinise, steward or prepare them, and what is to come: for Today."""

from __future__ import annotations

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from talkoot.appeals.models import Appeal
from talkoot.appeals.rules import Kind
from talkoot.ballotboxes.models import BallotBox, Custodian
from talkoot.ballotboxes.rules import BoxState, Custody
from talkoot.counting.rules import SEED_AWAITED
from talkoot.decisions.models import Chamber, Decision, Tally
from talkoot.decisions.queries.finding import prepared_bodies
from talkoot.decisions.queries.judges import judged_by, scrutinised_by
from talkoot.decisions.queries.texts import languages_of, title_in
from talkoot.decisions.rules import State, naming
from talkoot.directory.queries import Hats, Tasks, tasks_in
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.rulebooks.rules import Voters


def tasks(actor: Actor, hats: Hats, at: datetime) -> list[Tasks]:
    """Return what decisions have for ``actor``: as a judge appeals, as a scrutineer ballots, as a steward a count that
    waits for them, as whoever prepares questions those to be completed, run-offs to be announced, and drafts whose keys
    are made; and votes to come.
    """
    closed = Decision.objects.filter(state=State.CLOSED, final_at__isnull=True)
    judged = judged_by(hats)
    challenged = closed.filter(judged, _appealed(Kind.COUNT, actor, hats), counted_at__isnull=False)
    taking = Decision.objects.filter(judged, _appealed(Kind.ROLL, actor, hats), state=State.OPEN, closes_at__gt=at)
    in_scrutiny = closed.filter(scrutinised_by(hats), counted_at__isnull=True, scrutiny_ended_at__isnull=True)
    ready = _ready(hats)
    put = Decision.objects.filter(state=State.DRAFT, shown_at__isnull=False, steward_body__in=prepared_bodies(hats))
    announced = Decision.objects.filter(state=State.ANNOUNCED)
    awaiting = _awaiting_steward(hats)
    return [
        *[_tasks(f"decisions.{what}", rows, "closed_at", actor) for what, rows in awaiting.items()],
        _tasks("decisions.keys_made", ready, "drafted_at", actor),
        _tasks("decisions.put", put.filter(runoff_of=None).exclude(pk__in=ready.values("pk")), "shown_at", actor),
        _tasks("decisions.runoff", put.exclude(runoff_of=None).exclude(pk__in=ready.values("pk")), "shown_at", actor),
        _tasks("decisions.challenge", challenged, "challenges_until", actor),
        _tasks("decisions.roll_appeal", taking, "closes_at", actor),
        _tasks("decisions.scrutiny", in_scrutiny, "closed_at", actor),
        _tasks("decisions.announced", announced, "opens_at", actor),
    ]


def _awaiting_steward(hats: Hats) -> dict[str, QuerySet[Decision]]:
    """Return what waits for the wearer of ``hats`` to be counted, by what they have to bring: the result of a vote held
    elsewhere; then the seed of a lot; then nothing but the word. Scrutineers and keys come first.
    """
    waiting = Decision.objects.filter(
        Q(scrutiny_ended_at__isnull=False) | ~Q(rulebook__canonical__contains=naming()),
        state=State.CLOSED, counted_at__isnull=True, final_at__isnull=True, steward_body__in=hats.bodies(Power.STEWARD),
    )  # fmt: skip
    elsewhere = Chamber.objects.filter(decision=OuterRef("pk"), voters=Voters.ELSEWHERE)
    recorded = Tally.objects.filter(chamber=OuterRef("pk"), is_current=True)
    lacking = Exists(elsewhere.filter(~Exists(recorded)))
    rest = waiting.filter(~lacking, ~Exists(_kept_boxes().exclude(state=BoxState.EMPTIED)))
    seeded = Q(rulebook__canonical__contains=SEED_AWAITED)
    return {
        "tally": waiting.filter(lacking),
        "seed": rest.filter(seeded),
        "count": rest.filter(~seeded, Exists(elsewhere)),
    }


def _ready(hats: Hats) -> QuerySet[Decision]:
    """Return the drafts for which scrutineers keep the keys of the ballot boxes, and all keys are made."""
    drafts = Decision.objects.filter(state=State.DRAFT, steward_body__in=prepared_bodies(hats))
    keyless = Custodian.objects.filter(box=OuterRef("pk"), is_named=True, made_at__isnull=True)
    return drafts.filter(Exists(_kept_boxes()), ~Exists(_kept_boxes().filter(Exists(keyless))))


def _kept_boxes() -> QuerySet[BallotBox]:
    """Return the ballot boxes of a decision's chambers whose keys scrutineers keep: see `rules.box_subject`. One whose
    key is a file is emptied by the count itself.
    """
    begin = Concat(Value(ref("chamber", "")), Cast(OuterRef("pk"), CharField()), Value("-"))
    return BallotBox.objects.filter(subject__startswith=begin, custody=Custody.SCRUTINEERS)


def _tasks(what: str, rows: QuerySet[Decision], clock: str, reader: Actor) -> Tasks:
    said = title_in(languages_of(reader))
    return tasks_in(
        what, rows, clock, at=clock, title=said["said_title"], language=said["said_language"],
        name="steward_body__name", name_language="steward_body__language",
        thing=lambda key, _within: Decision(pk=key),
    )  # fmt: skip


def _appealed(kind: Kind, actor: Actor, hats: Hats) -> Exists:
    """Return the condition for decisions of which an appeal waits that ``actor`` may decide: see `is_concerned`."""
    matter = Concat(Value(ref("decision", "")), Cast(OuterRef("pk"), CharField()))
    own = [actor.ref, *(ref("body", body) for body in sorted(hats.bodies(Power.REPRESENT)))]
    mine = Q(made_by=actor.person_id) | Q(about__in=own)
    return Exists(Appeal.objects.filter(~mine, kind=kind, outcome="", matter=matter))
