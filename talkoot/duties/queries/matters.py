"""Single matters and single duties, as their pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE, Case, F, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from talkoot.directory import queries as directory
from talkoot.duties.models import Duty, DutyStep, Matter
from talkoot.duties.queries.clauses import Basis, basis_of, is_changed, with_words
from talkoot.duties.queries.holders import Holder, current, holder_of, vacant
from talkoot.duties.queries.map import BY_WEIGHT
from talkoot.duties.queries.wording import letter_words, marked
from talkoot.duties.rules import Letter
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label, split
from talkoot.scopes import queries as scopes

# A matter's page shows these many duties; the file of the map has all.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in words. ``is_changed``: its clause says something else than when the duty was given, or is gone."""

    duty: Duty
    letter: Letter
    word: str
    holder: Holder
    scope: str
    is_vacant: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A matter with its current duties, the weightiest first, and what ended."""

    matter: Matter
    lines: Sequence[DutyLine]
    more: int
    ended: Sequence[DutyLine]

    @property
    def deciders(self) -> list[Holder]:
        """Return who is accountable, each once."""
        return list(
            {line.holder.name: line.holder for line in self.lines if line.letter is Letter.ACCOUNTABLE}.values()
        )


@dataclass(frozen=True, slots=True)
class StepLine:
    """What was done to a duty, and by whom."""

    step: DutyStep
    actor: Label | None


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A duty in words with what was done about it, latest first; the ``sentence`` is HTML with its names marked."""

    line: DutyLine
    sentence: SafeString
    steps: Sequence[StepLine]
    basis: Basis | None

    @property
    def duty(self) -> Duty:
        """Return the duty itself."""
        return self.line.duty


def get_matter(matter_id: int, *, viewer: Actor, at: datetime) -> MatterPage:
    """Return the matter with its duties in words (three queries); 404 when there is none. Matters are public."""
    matter = get_object_or_404(Matter, pk=matter_id)
    duties = Duty.objects.filter(matter=matter).order_by(F("ended_on").desc(nulls_first=True), F("weight"), "pk")
    lines = _lines(duties, at)
    standing = [line for line in lines if line.duty.ended_on is None]
    ended = [line for line in lines if line.duty.ended_on is not None]
    return MatterPage(matter, standing, matter.duty_count - len(standing), ended)


def get_duty(duty_id: int, *, viewer: Actor, at: datetime) -> DutyPage:
    """Return the duty in words and its steps (five queries, six with a clause); 404 when there is none."""
    lines = _lines(Duty.objects.filter(pk=duty_id), at)
    if not lines:
        raise Http404
    steps = list(DutyStep.objects.filter(duty=duty_id).order_by("-at", "-pk"))
    people = {key for kind, key in (split(step.by) for step in steps) if kind == "person"}
    names = directory.person_labels({int(key) for key in people}, viewer=viewer) if people else {}
    done = [StepLine(step, _actor(step.by, names)) for step in steps]
    return DutyPage(lines[0], _told(lines[0]), done, basis_of(lines[0].duty, day=at.date()))


def _told(line: DutyLine) -> SafeString:
    duty = line.duty
    where = scopes.places([duty.scope_id])[duty.scope_id]
    role = duty.role.name if duty.role else ""
    return marked(line.letter, role=role, body=line.holder.body_name, matter=duty.matter.title, where=where, source="")


def _actor(reference: str, names: Mapping[int, Label]) -> Label | None:
    kind, key = split(reference)
    return names.get(int(key)) if kind == "person" else None


def about_topic(topic_id: int, *, at: datetime, limit: int) -> list[DutyLine]:
    """Return current duties whose scope names the topic or one that contains it, the weightiest first (two queries)."""
    duties = current().filter(scope__in=scopes.about_topic(topic_id))
    return _lines(duties.order_by(F("weight"), "-scope__specificity", "pk"), at, limit)


def resting_on(clause_id: int, *, at: datetime, limit: int) -> list[DutyLine]:
    """Return current duties that rest on the clause, the weightiest first (two queries, one where there is none)."""
    return _lines(current().filter(clause=clause_id).order_by(F("weight"), "pk"), at, limit)


def _lines(duties: QuerySet[Duty], at: datetime, limit: int = SHOWN) -> list[DutyLine]:
    gone = Case(When(pk__in=vacant(at).values("pk"), then=Value(True)), default=Value(False))
    rows = list(
        with_words(duties.annotate(weight=BY_WEIGHT, is_vacant=gone), at.date())
        .select_related("matter", "body", "role__body", "scope")
        .fetch_mode(FETCH_RAISE)[:limit]
    )
    told = scopes.describe({d.scope_id for d in rows}) if rows else {}
    return [_line(duty, told[duty.scope_id]) for duty in rows]


def _line(duty: Duty, scope: str) -> DutyLine:
    holder, is_vacant = holder_of(duty), vars(duty)["is_vacant"]
    return DutyLine(duty, Letter(duty.letter), letter_words(duty.letter), holder, scope, is_vacant, is_changed(duty))
