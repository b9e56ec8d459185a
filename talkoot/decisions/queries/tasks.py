"""What decisions have for those who judge or scrutinise them, and for everybody what is announced: for Today."""

from __future__ import annotations

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from talkoot.appeals.models import Appeal
from talkoot.appeals.rules import Kind
from talkoot.decisions.models import Decision
from talkoot.decisions.queries.judges import judged_by, scrutinised_by
from talkoot.decisions.queries.texts import languages_of, title_in
from talkoot.decisions.rules import State
from talkoot.directory.queries import Hats, Tasks, tasks_in
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref


def tasks(actor: Actor, hats: Hats, at: datetime) -> list[Tasks]:
    """Return appeals that wait for ``actor`` as a judge, ballots for them as a scrutineer, and votes to come."""
    closed = Decision.objects.filter(state=State.CLOSED, final_at__isnull=True)
    judged = judged_by(hats)
    challenged = closed.filter(judged, _appealed(Kind.COUNT, actor, hats), counted_at__isnull=False)
    taking = Decision.objects.filter(judged, _appealed(Kind.ROLL, actor, hats), state=State.OPEN, closes_at__gt=at)
    in_scrutiny = closed.filter(scrutinised_by(hats), counted_at__isnull=True, scrutiny_ended_at__isnull=True)
    announced = Decision.objects.filter(state=State.ANNOUNCED)
    return [
        _tasks("decisions.challenge", challenged, "challenges_until", actor),
        _tasks("decisions.roll_appeal", taking, "closes_at", actor),
        _tasks("decisions.scrutiny", in_scrutiny, "closed_at", actor),
        _tasks("decisions.announced", announced, "opens_at", actor),
    ]


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
